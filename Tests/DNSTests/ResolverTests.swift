import DNS
import Testing

@Suite struct `A resolver` {
}
