/// What a file offers to other targets of the package.
enum SharedDeclarations {
    /// The lines, from 1, of shared declarations without a sentence above them.
    static func undocumented(in file: SwiftFile) -> [Int] {
        file.code.indices.compactMap { index in
            guard let declaration = Declaration(code: file.code[index], line: index + 1),
                declaration.isShared, declaration.keyword != "extension"
            else { return nil }
            let above = file.lines[..<index].reversed().map { $0.drop { $0 == " " } }
            let sentence = above.first { !$0.hasPrefix("@") }
            return sentence?.hasPrefix("/// ") == true ? nil : declaration.line
        }
    }
}
