private import Foundation

/// A notice in words, before the frame is put around them.
private struct WordedNotice {
    let subject: String
    let text: String
    /// A piece of HTML, or a whole page.
    let html: String
    let language: String
}

extension NoticeTemplates {
    /// Puts a notice into words, in the subscription's language where there are files for it.
    ///
    /// Where a file cannot be used the shipped template is taken instead, and what is wrong with
    /// the file comes back as `problem`.
    package func render(
        _ data: NoticeData, language: String?
    ) throws(NoticeError) -> (notice: Notice, problem: NoticeError?) {
        let (wording, problem) = try worded(
            .kind(data.kind), TemplateValues(data, for: .text), TemplateValues(data, for: .html),
            language: language)
        let framed = try framed(wording, data, language: language)
        return (framed.notice, folderProblem ?? problem ?? framed.problem)
    }

    /// Puts several notices to one customer into one mail, the first one first.
    package func digest(
        _ data: [NoticeData], language: String?
    ) throws(NoticeError) -> (notice: Notice, problem: NoticeError?) {
        guard let first = data.first else { throw .malformed("digest", "") }
        var problem: NoticeError?
        var rows: (text: [[String: NoticeValue]], html: [[String: NoticeValue]]) = ([], [])
        for one in data {
            let (wording, flaw) = try worded(
                .kind(one.kind), TemplateValues(one, for: .text), TemplateValues(one, for: .html),
                language: language)
            problem = problem ?? flaw
            let body = wording.html.bodyOfPage ?? wording.html
            rows.text.append(["subject": .text(wording.subject), "text": .text(wording.text)])
            rows.html.append(["subject": .text(wording.subject), "text": .text(body)])
        }
        var facts = first.facts.filter { [.seller, .replyTo, .toStaff].contains($0.key) }
        facts[.notices] = .rows(rows.text)
        let text = TemplateValues(facts, for: .text)
        facts[.notices] = .rows(rows.html)
        let (wording, flaw) = try worded(
            .digest, text, TemplateValues(facts, for: .html), language: language)
        let framed = try framed(wording, first, language: language)
        return (framed.notice, folderProblem ?? problem ?? flaw ?? framed.problem)
    }

    private func worded(
        _ name: TemplateName, _ text: TemplateValues, _ html: TemplateValues, language: String?
    ) throws(NoticeError) -> (WordedNotice, NoticeError?) {
        do throws(NoticeError) {
            let parts = try parts(name, language: language)
            return (try Self.fill(parts.text, parts.html, text, html), nil)
        } catch {
            let own = try shippedParts(name)
            let flaw = located(error, name, language)
            return (try Self.fill(own.text, own.html, text, html), flaw)
        }
    }

    /// What a template makes of the data, as a flaw of the operator's file.
    private func located(
        _ error: NoticeError, _ name: TemplateName, _ language: String?
    ) -> NoticeError {
        guard case .malformed(let part, let text) = error,
            let file = file(name, .text, language: language)
        else { return error }
        return .template(
            file.path, line: 1,
            problem: "with these data the \(part) is \"\(text)\", which cannot be sent")
    }

    private static func fill(
        _ text: CompiledTemplate, _ html: CompiledTemplate?, _ values: TemplateValues,
        _ htmlValues: TemplateValues
    ) throws(NoticeError) -> WordedNotice {
        let words = text.body(values).withoutLastLineEnds
        let page =
            html?.body(htmlValues)
            ?? "<div style=\"white-space:pre-wrap;overflow-wrap:anywhere\">\(CleanText.escaped(words))</div>\n"
        let subject = text.subject(values)
        _ = try Notice(subject: subject, text: words, html: page)  // Only whether it can be sent.
        return WordedNotice(
            subject: subject, text: words, html: page,
            language: html?.language ?? text.language)
    }

    /// The words within the frame; a page of HTML is complete without it.
    private func framed(
        _ wording: WordedNotice, _ data: NoticeData, language: String?
    ) throws(NoticeError) -> (notice: Notice, problem: NoticeError?) {
        var facts = data.facts.filter { [.seller, .replyTo, .toStaff].contains($0.key) }
        facts[.subject] = .text(wording.subject)
        facts[.language] = .text(wording.language)
        let own = try shippedParts(.frame)
        var frame: (text: CompiledTemplate, html: CompiledTemplate?) = (own.text, own.html)
        var problem: NoticeError?
        do throws(NoticeError) {
            frame = try parts(.frame, language: language)
        } catch {
            problem = error
        }
        func fill(_ part: CompiledTemplate, _ body: String, _ kind: TemplatePart) -> String {
            facts[.body] = .text(body)
            facts[.sameLanguage] = .flag(part.isIn(wording.language))
            return part.body(TemplateValues(facts, for: kind))
        }
        let page =
            wording.html.bodyOfPage == nil
            ? fill(frame.html ?? own.html, wording.html, .html) : wording.html
        let notice = try Notice(
            subject: wording.subject, text: fill(frame.text, wording.text, .text), html: page)
        return (notice, problem)
    }
}

extension String {
    /// The text without the empty lines at its end: what is put around it begins a new one.
    fileprivate var withoutLastLineEnds: String {
        var text = self
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }

    /// What stands in the body of a whole page of HTML; nil where this is a piece only.
    fileprivate var bodyOfPage: String? {
        guard range(of: "<html", options: .caseInsensitive) != nil else { return nil }
        let tag = range(of: "<body", options: .caseInsensitive)
        let start = tag.flatMap { self[$0.upperBound...].firstIndex(of: ">") }.map(index(after:))
        let end = range(of: "</body", options: [.caseInsensitive, .backwards])?.lowerBound
        guard let start, start <= end ?? endIndex else { return self }
        return String(self[start..<(end ?? endIndex)])
    }
}
