import Dispatch
import Synchronization

/// Work on numbered blocks that do not depend on each other.
enum ParallelBlocks {
    /// Calls `body` once for each of 0 ..< `count`, on up to `threads` threads.
    static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
        let workers = min(threads, count)
        guard workers > 1 else {
            for block in 0..<count { body(block) }
            return
        }
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if block >= count { return }
                body(block)
            }
        }
    }
}
