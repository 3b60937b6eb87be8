import Foundation
import Synchronization

/// Turns ctrl-C and a termination signal into a flag that long work asks for.
enum Interruption {
    private static let flag = Atomic<Bool>(false)

    /// Whether a signal has come.
    static var requested: Bool { flag.load(ordering: .relaxed) }

    /// Starts listening; a second signal ends the process at once.
    static func listen() {
        // The flag is made before a signal can come: the handler may only touch an atomic.
        flag.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                if Interruption.flag.exchange(true, ordering: .relaxed) { _exit(130) }
            }
        }
    }
}
