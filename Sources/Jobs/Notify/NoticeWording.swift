import CertificateLedger
import Notices

/// What a message says, and what of it cannot be put into words.
struct NoticeWording {
    /// The words; nil where there are none for any of it.
    private(set) var notice: Notice?
    /// What the words are about.
    private(set) var items: [NoticeItem] = []
    /// What cannot be said, and why: it keeps nothing else of the message back.
    private(set) var left: [(item: NoticeItem, error: NoticeError)] = []
    /// What is wrong with a file of the operator's, the shipped template being used instead.
    private(set) var flaw: NoticeError?

    /// The words for these notices, the first one first.
    init(_ items: [NoticeItem], _ templates: NoticeTemplates) {
        var parts: [(item: NoticeItem, data: NoticeData)] = []
        for item in items {
            do throws(NoticeError) {
                parts.append((item, try item.candidate.data(toStaff: item.isToStaff)))
            } catch {
                left.append((item, error))
            }
        }
        let language = items.first?.candidate.subject?.language
        do throws(NoticeError) {
            try word(parts, templates, language)
        } catch {
            // Which of them is it?
            let good = parts.filter { part in
                do throws(NoticeError) {
                    _ = try templates.render(part.data, language: language)  // Only whether.
                    return true
                } catch {
                    left.append((part.item, error))
                    return false
                }
            }
            do throws(NoticeError) { try word(good, templates, language) } catch {
                left += good.map { ($0.item, error) }
            }
        }
    }

    private mutating func word(
        _ parts: [(item: NoticeItem, data: NoticeData)], _ templates: NoticeTemplates,
        _ language: String?
    ) throws(NoticeError) {
        guard let first = parts.first else { return }
        let worded =
            parts.count == 1
            ? try templates.render(first.data, language: language)
            : try templates.digest(parts.map(\.data), language: language)
        (notice, flaw) = (worded.notice, worded.problem)
        items = parts.map(\.item)
    }
}
