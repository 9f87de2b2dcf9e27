/// A module that is switched off is not called.
enum ModuleDisabledRule: SelectionRule {
    static let reason = Reason.moduleDisabled

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        situation.isModuleEnabled ? nil : Objection()
    }
}
