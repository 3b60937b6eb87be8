import Foundation

/// Least squares for logarithms of growing quantities in a few functions of n; estimates.
enum GrowthFit {
    /// The coefficients x that minimize Σ (y(n) − Σ xᵢ fᵢ(n))² over the points (n, y); zeros when they are not determined.
    ///
    /// Cost: constant, by the normal equations with pivoting; columns are scaled by their value at the last point.
    static func coefficients(_ points: [(n: Double, y: Double)], _ functions: [(Double) -> Double]) -> [Double] {
        let count = functions.count
        let none = [Double](repeating: 0, count: count)
        guard let last = points.last, points.count >= count, count > 0 else { return none }
        let scales = functions.map { max($0(last.n).magnitude, 1e-300) }
        var rows = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
        for point in points {
            let values = (0..<count).map { functions[$0](point.n) / scales[$0] }
            for i in 0..<count {
                for j in 0..<count { rows[i][j] += values[i] * values[j] }
                rows[i][count] += values[i] * point.y
            }
        }
        for column in 0..<count {
            let pivot = (column..<count).max { rows[$0][column].magnitude < rows[$1][column].magnitude } ?? column
            rows.swapAt(column, pivot)
            guard rows[column][column].magnitude > 1e-13 else { return none }
            for i in 0..<count where i != column {
                let factor = rows[i][column] / rows[column][column]
                for j in column...count { rows[i][j] -= factor * rows[column][j] }
            }
        }
        let solution = (0..<count).map { rows[$0][count] / rows[$0][$0] / scales[$0] }
        return solution.allSatisfy { $0.isFinite } ? solution : none
    }
}
