/// The sandbox's time: frozen where it was put, or the real time it is given.
struct Clock: Sendable {
    /// Where time stands still; nil follows real time.
    var frozen: Moment?
    /// Reads the real time.
    let realTime: @Sendable () -> Moment

    /// The time every answer and certificate is made at.
    var now: Moment { frozen ?? realTime() }
}
