import Notices
import Testing

@Suite struct `The data of a notice` {
    private func facts(_ kind: NoticeKind) -> [NoticeField: NoticeValue] {
        var facts: [NoticeField: NoticeValue] = [:]
        for field in kind.fields {
            facts[field] =
                switch field.shape {
                case .number: .number(0)
                case .flag: .flag(false)
                case .texts: .texts([])
                case .rows: .rows([])
                default: .text("")
                }
        }
        return facts
    }

    private func error(_ kind: NoticeKind, _ facts: [NoticeField: NoticeValue]) -> NoticeError? {
        do throws(NoticeError) {
            _ = try NoticeData(kind, facts)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: NoticeKind.allCases)
    func `are exactly the fields of the kind`(_ kind: NoticeKind) throws {
        let facts = facts(kind)
        #expect(error(kind, facts) == nil)
        for field in kind.fields {
            var fewer = facts
            fewer[field] = nil
            #expect(
                error(kind, fewer) == .data(kind: kind, field: field.name, problem: "has no value"))
        }
        var more = facts
        let foreign = kind == .night ? NoticeField.host : .runs
        more[foreign] = kind == .night ? .text("") : .rows([])
        #expect(
            error(kind, more)
                == .data(kind: kind, field: foreign.name, problem: "is no field of it"))
    }

    @Test(arguments: NoticeKind.allCases)
    func `can be empty wherever nothing is to be said`(_ kind: NoticeKind) throws {
        let data = try NoticeData(kind, facts(kind))
        let (notice, problem) = try NoticeTemplates(folder: nil).render(data, language: nil)
        #expect(problem == nil && !notice.text.contains("{{"))
    }

    @Test(arguments: [
        (NoticeField.daysLeft, NoticeValue.text("9")), (.names, .text("a")), (.host, .flag(true)),
        (.toStaff, .number(1)), (.renewURL, .text("javascript:alert(1)")),
        (.renewURL, .text("data:text/html,x")), (.renewURL, .number(1)),
    ])
    func `have values of the field's shape`(_ field: NoticeField, _ value: NoticeValue) {
        var facts = facts(.paidPeriodEnds)
        facts[field] = value
        guard case .data(_, field.name, _)? = error(.paidPeriodEnds, facts) else {
            Issue.record("\(field.name) took \(value)")
            return
        }
    }

    @Test(arguments: [
        ["place": NoticeValue.text("a")], ["place": .text("a"), "seen": .number(1)],
        ["place": .text("a"), "seen": .text("b"), "more": .text("c")],
    ])
    func `have every column in each row and no other`(_ row: [String: NoticeValue]) {
        var facts = facts(.notServed)
        facts[.shown] = .rows([row])
        #expect(error(.notServed, facts) != nil)
        facts[.shown] = .rows([["place": .text("a"), "seen": .text("b")]])
        #expect(error(.notServed, facts) == nil)
    }

    /// An empty cell would show the field outside the row.
    @Test(arguments: TemplateName.all.map(\.word))
    func `name no column as a field beside it`(_ word: String) throws {
        let name = try #require(TemplateName(word))
        let names = name.fields.map(\.name)
        #expect(Set(names).count == names.count)
        for field in name.fields {
            guard case .rows(let columns) = field.shape else { continue }
            #expect(columns.allSatisfy { !names.contains($0.name) }, "\(field.name)")
        }
    }

    @Test func `are shown as a template gets them`() throws {
        let shown = try NoticeData.sample(.notServed).shown
        let values = Dictionary(uniqueKeysWithValues: shown.map { ($0.field, $0.value) })
        #expect(values["timeLeft"] == "in 9 days")
        #expect(values["names"] == "shop.example.com, www.shop.example.com")
        #expect(values["toStaff"] == "no")
        #expect(values["shown"]?.hasPrefix("place=shop.example.com:443 seen=an earlier") == true)
        #expect(shown.allSatisfy { !$0.meaning.isEmpty })
    }
}
