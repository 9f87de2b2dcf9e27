import CertificateLedger
import Jobs
import Testing

@Suite struct `The exit status` {
    private static let cases: [([Jobs.ExitStatus], Jobs.ExitStatus)] = [
        ([], .success), ([.success], .success), ([.failed], .failed),
        ([.failed, .unreachable], .unreachable), ([.unreachable, .refused], .refused),
        ([.refused, .configuration], .configuration), ([.configuration, .output], .output),
        ([.output, .cannotWrite], .cannotWrite), ([.cannotWrite, .accounts], .accounts),
        ([.workRemains, .failed], .failed),
    ]

    @Test(arguments: cases)
    func `is the strongest of several`(codes: [Jobs.ExitStatus], strongest: Jobs.ExitStatus) {
        #expect(Jobs.ExitStatus.strongest(of: codes) == strongest)
        #expect(Jobs.ExitStatus.strongest(of: codes.reversed()) == strongest)
    }

    @Test func `has the numbers that are promised`() {
        #expect(
            Jobs.ExitStatus.allCases.map(\.rawValue)
                == [0, 1, 2, 64, 65, 66, 69, 70, 73, 74, 75, 77, 78])
    }
}
