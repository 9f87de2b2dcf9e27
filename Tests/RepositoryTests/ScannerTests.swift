import Testing

@Suite struct `The scanner of Swift text` {
    @Test func `blanks comments, strings and raw identifiers, and keeps columns`() {
        let file = SwiftFile(
            path: "Sources/A/B.swift",
            text: #"""
                let a = "{ try! }" // } as!
                let b = /* { /* } */ { */ a
                let c = `func {`()
                let d = "x\(e("}") + f)y{"
                let g = """
                    { \(h) "
                    """
                """#)
        #expect(
            file.code
                == [
                    "let a =                    ",
                    "let b =                   a",
                    "let c =         ()",
                    "let d =     e(   ) + f    ",
                    "let g =    ",
                    "        h   ",
                    "       ",
                ].enumerated().map { index, line in
                    line.padding(to: file.lines[index].utf8.count)
                })
    }

    @Test func `blanks raw strings to their own fence`() {
        let file = SwiftFile(
            path: "A.swift", text: ##"let a = #"{ " \(b) \#(c) "# + d + #/{"/# + e; #if f"##)
        #expect(
            file.code.first?.split(separator: " ").joined(separator: " ")
                == "let a = c + d + + e; #if f")
    }

    @Test func `measures functions from their declaration to their closing brace`() {
        let file = SwiftFile(
            path: "A.swift",
            text: """
                struct A {
                    var stored = 1
                    var computed: Int {
                        stored
                    }
                    init(
                        closure: () -> Void = {}
                    ) {
                        if true { closure() }
                    }
                    package static func f() { "}" }
                    func g(
                        _ x: Int
                    ) throws
                        -> Int
                    {
                        func inner() {
                        }
                        return 1
                    }
                }
                """)
        #expect(
            FunctionBody.all(in: file.code) == [
                FunctionBody(line: 3, length: 3), FunctionBody(line: 6, length: 5),
                FunctionBody(line: 11, length: 1), FunctionBody(line: 12, length: 9),
                FunctionBody(line: 17, length: 2),
            ])
    }

    @Test func `takes no requirement for a function`() {
        let file = SwiftFile(
            path: "A.swift",
            text: """
                protocol P {
                    func f(_ x: Int) throws
                    func g()
                    init?(x: Int)
                }
                func h() {
                    self.init(x: 1) { 2 }
                    let x = P.init { 1 }
                }
                """)
        #expect(FunctionBody.all(in: file.code) == [FunctionBody(line: 6, length: 4)])
    }

    @Test func `sees which shared declarations have a sentence`() {
        let file = SwiftFile(
            path: "A.swift",
            text: """
                package import Foundation
                /// A thing.
                @safe
                package struct A: ~Copyable {
                    package private(set) var b = 1
                    /// Makes one.
                    package init?(x: Int) {}
                    // Not a sentence for callers.
                    package static func c() {}
                    private func d() {}
                    /// An option.
                    @Option(
                        help: ArgumentHelp("Some (text"))
                    package var e: String?
                }
                package enum E {}
                """)
        #expect(SharedDeclarations.undocumented(in: file) == [5, 9, 16])
    }

    @Test func `reads imports in every form`() {
        let file = SwiftFile(
            path: "Sources/Jobs/A.swift",
            text: """
                // import Hidden
                import A
                package import B
                @_spi(Some) package import C
                private import struct D.E
                @testable import F
                let text = "import G"
                """)
        #expect(file.imports == ["A", "B", "C", "D", "F"])
        #expect(file.target == "Jobs")
    }

    @Test(arguments: [
        ("try! f()", true), ("x as! Int", true), ("a!.b", true), ("f()!", true),
        ("a[0]! + 1", true),
        ("var a: Int!", true), ("fatalError(x)", true), ("struct A: @unchecked Sendable", true),
        ("nonisolated(unsafe) var a", true), ("Bundle.module", true), ("public func f()", true),
        ("a != b", false), ("!a", false), ("try? f()", false), ("x as? Int", false),
        ("f(!a, !b)", false), ("\"Stop!\"", false), ("// really!", false), ("republic", false),
    ])
    func `knows what no source may hold`(text: String, isForbidden: Bool) {
        let file = SwiftFile(path: "A.swift", text: text)
        let found = ForbiddenForm.all.filter { !file.lines(where: $0.isIn).isEmpty }
        #expect(found.isEmpty != isForbidden)
    }
}

extension String {
    fileprivate func padding(to length: Int) -> String {
        self + String(repeating: " ", count: max(0, length - utf8.count))
    }
}
