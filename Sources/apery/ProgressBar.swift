import Foundation

/// A progress bar on the terminal's standard error; silent when that is not a terminal.
final class ProgressBar: @unchecked Sendable {
    private let enabled: Bool
    private let start = Date()
    private let lock = NSLock()
    private var lastDrawn = Date.distantPast
    private var visible = false

    init(quiet: Bool) { enabled = !quiet && isatty(STDERR_FILENO) == 1 }

    /// Draws `done` of `total` with a note, at most ten times a second.
    func update(done: Int, total: Int, note: String) {
        guard enabled else { return }
        lock.withLock {
            let now = Date()
            guard now.timeIntervalSince(lastDrawn) >= 0.1 || done == total else { return }
            lastDrawn = now
            let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
            let width = 30
            let filled = Int(share * Double(width))
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
            let elapsed = now.timeIntervalSince(start)
            let line = String(format: "\r\u{1B}[K[%@] %3.0f%%  %.0fs  %@", bar, share * 100, elapsed, note)
            FileHandle.standardError.write(Data(line.utf8))
            visible = true
        }
    }

    /// Removes the bar, so that a line can be printed.
    func clear() {
        guard enabled else { return }
        lock.withLock {
            guard visible else { return }
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
            visible = false
            lastDrawn = .distantPast
        }
    }
}
