/// Two metrics that are drawn and clustered together: δ against a rate of growth (the planes of arXiv 2412.16818).
public enum MetricsPlane: String, CaseIterable, Sendable, Hashable {
    /// δ and γ', where ln q̃ₙ ≈ γ' n + η' n ln n.
    case deltaGrowth = "delta,growth"
    /// δ and η'.
    case deltaFactorialGrowth = "delta,factorial-growth"
    /// δ and γ, where ln εₙ ≈ β ln n + γ n + η n ln n.
    case deltaError = "delta,error"
    /// δ and η.
    case deltaFactorialError = "delta,factorial-error"

    /// The column that holds the clusters in this plane.
    public var column: MetricsColumn {
        switch self {
        case .deltaGrowth: .clusterDeltaGrowth
        case .deltaFactorialGrowth: .clusterDeltaFactorialGrowth
        case .deltaError: .clusterDeltaError
        case .deltaFactorialError: .clusterDeltaFactorialError
        }
    }

    /// The names of the axes.
    public var axes: (x: String, y: String) {
        let y =
            switch self {
            case .deltaGrowth: "growth of the reduced denominators: coefficient of n (estimate)"
            case .deltaFactorialGrowth: "growth of the reduced denominators: coefficient of n ln n (estimate)"
            case .deltaError: "logarithm of the error: coefficient of n (estimate)"
            case .deltaFactorialError: "logarithm of the error: coefficient of n ln n (estimate)"
            }
        return ("delta", y)
    }

    /// The point of a row; nil when the row has no δ or no such rate, or they are not finite.
    public func point(of row: MetricsRow) -> PlanePoint? {
        let y: Double? =
            switch self {
            case .deltaGrowth: row.denominatorGrowth.linear
            case .deltaFactorialGrowth: row.denominatorGrowth.factorial
            case .deltaError: row.errorGrowth?.linear
            case .deltaFactorialError: row.errorGrowth?.factorial
            }
        guard let delta = row.delta ?? row.deltaEstimate, let y, delta.isFinite, y.isFinite else { return nil }
        return PlanePoint(x: delta, y: y)
    }
}

/// A point of a plane.
public struct PlanePoint: Sendable, Hashable {
    /// The horizontal coordinate.
    public var x: Double
    /// The vertical coordinate.
    public var y: Double

    /// The point (x, y).
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// The Euclidean distance.
    public func distance(to other: PlanePoint) -> Double {
        let dx = x - other.x
        let dy = y - other.y
        return (dx * dx + dy * dy).squareRoot()
    }
}
