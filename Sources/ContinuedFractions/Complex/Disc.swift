import Arithmetic

/// A disc with an exact center: unlike rectangles it does not grow when it is turned.
struct Disc {
    private let center: ComplexBall
    private let radius: Ball

    /// The disc around the rectangle of a complex ball.
    init(_ ball: ComplexBall, radius: Ball = Ball()) {
        center = ComplexBall(real: ball.real.midpoint, imaginary: ball.imaginary.midpoint)
        self.radius =
            radius.adding(ball.real.radius, precision: 30).adding(ball.imaginary.radius, precision: 30)
            .upperBoundOfMagnitude
    }

    func ball(precision: Int) -> ComplexBall {
        center.adding(ComplexBall(radius: radius), precision: precision)
    }

    /// A disc around { b/(a + x) }: with H = a + center, |b/(H + δ) − b/H| ≤ |b/H| r/(|H| − r) for |δ| ≤ r; nil when the
    /// denominator may vanish.
    func image(a: ComplexBall, b: ComplexBall, precision: Int) -> Disc? {
        let denominator = a.adding(center, precision: precision)
        let gap = denominator.lowerBoundOfMagnitude.subtracting(radius, precision: 30)
        guard gap.isPositive else { return nil }
        let image = b.divided(by: denominator, precision: precision)
        let spread = image.upperBoundOfMagnitude.multiplied(by: radius, precision: 30).divided(by: gap, precision: 30)
        return Disc(image, radius: spread.upperBoundOfMagnitude)
    }
}
