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
        // A parent may have started this process with the signals blocked.
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                if Interruption.flag.exchange(true, ordering: .relaxed) { _exit(130) }
            }
        }
    }
}
