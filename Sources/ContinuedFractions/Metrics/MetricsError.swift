/// Why metrics cannot be measured.
public enum MetricsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The depth is not in the range that can be measured.
    case depth(Int)

    /// One line for the user.
    public var description: String {
        switch self {
        case .depth(let depth):
            "depth \(depth) of the metrics is not in \(FractionMetricsMeter.depths.lowerBound) … "
                + "\(FractionMetricsMeter.depths.upperBound)"
        }
    }
}
