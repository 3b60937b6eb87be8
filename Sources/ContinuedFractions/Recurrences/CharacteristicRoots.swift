import Arithmetic
import func Foundation.sqrt

/// Approximate roots of the characteristic polynomial: only a starting point for the proof.
enum CharacteristicRoots {
    struct Root {
        var real: Double
        var imaginary: Double
        var size: Double { sqrt(real * real + imaginary * imaginary) }
    }

    /// The roots of x^r − Σ αᵢ x^(r−i), largest first, by Durand's and Kerner's iteration.
    static func roots(_ alphas: [Double]) -> [Root] {
        let r = alphas.count
        let scale = alphas.enumerated().map { realRoot(abs($0.element), $0.offset + 1) }.max() ?? 1
        if scale == 0 { return alphas.map { _ in Root(real: 0, imaginary: 0) } }
        var scaled = [Double](repeating: 0, count: r)
        var power = 1.0
        for i in 0..<r {
            power *= scale
            scaled[i] = alphas[i] / power
        }
        var points: [Root] = []
        var current = Root(real: 1, imaginary: 0)
        for _ in 0..<r {
            current = product(current, Root(real: 0.4, imaginary: 0.9))
            points.append(current)
        }
        for _ in 0..<400 {
            for i in 0..<r {
                var value = Root(real: 1, imaginary: 0)
                for alpha in scaled {
                    value = product(value, points[i])
                    value.real -= alpha
                }
                var below = Root(real: 1, imaginary: 0)
                for j in 0..<r where j != i {
                    below = product(
                        below,
                        Root(
                            real: points[i].real - points[j].real, imaginary: points[i].imaginary - points[j].imaginary)
                    )
                }
                let norm = below.real * below.real + below.imaginary * below.imaginary
                if norm == 0 { continue }
                let quotient = product(value, Root(real: below.real / norm, imaginary: -below.imaginary / norm))
                points[i].real -= quotient.real
                points[i].imaginary -= quotient.imaginary
            }
        }
        return points.map { Root(real: $0.real * scale, imaginary: $0.imaginary * scale) }
            .sorted { ($0.size, $0.real, $0.imaginary) > ($1.size, $1.real, $1.imaginary) }
    }

    private static func product(_ x: Root, _ y: Root) -> Root {
        Root(
            real: x.real * y.real - x.imaginary * y.imaginary, imaginary: x.real * y.imaginary + x.imaginary * y.real)
    }

    private static func realRoot(_ value: Double, _ k: Int) -> Double {
        value == 0 ? 0 : Ball(value).root(k, precision: 53).doubleEstimate
    }
}
