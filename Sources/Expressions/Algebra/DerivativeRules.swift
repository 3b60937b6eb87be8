/// The partial derivatives of functions, as formulas: one line a function, `f(x, y) : ∂f/∂x ; ∂f/∂y`, with `none` where
/// the derivative is not a term of the language. They hold wherever the function is holomorphic in the argument;
/// `clausen2`, a real function, for real arguments that are not multiples of 2π.
enum DerivativeRules {
    struct Rule: Sendable {
        let parameters: [String]
        /// The derivative by each argument; nil where it cannot be written.
        let partials: [Expression?]
    }

    static func rule(_ op: Operator, arity: Int) -> Rule? { rules[op]?.first { $0.parameters.count == arity } }

    /// Rules by function, for each number of arguments.
    private static let rules: [Operator: [Rule]] = {
        var result: [Operator: [Rule]] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let head = try? Expression(parsing: String(parts[0])), let op = head.head else {
                preconditionFailure("not a derivative rule: \(line)")
            }
            let partials = parts[1].split(separator: ";").map { text in
                text.contains("none") ? nil : try? Expression(parsing: String(text))
            }
            result[op, default: []].append(
                Rule(parameters: head.arguments.compactMap(\.symbolName), partials: partials))
        }
        return result
    }()

    /// DLMF 4.20, 4.34, 4.38, 5.2, 5.9, 5.17, 6.2, 7.2, 7.10, 8.8, 9.2, 10.6, 10.29, 13.3, 14.10, 18.9, 19.4, 19.18,
    /// 23.2, 25.11–25.14, 33.4.
    static let text = """
        sin(x) : cos(x)
        cos(x) : -sin(x)
        tan(x) : 1+tan(x)^2
        cot(x) : -1-cot(x)^2
        sec(x) : sec(x)*tan(x)
        csc(x) : -csc(x)*cot(x)
        asin(x) : 1/sqrt(1-x^2)
        acos(x) : -1/sqrt(1-x^2)
        atan(x) : 1/(1+x^2)
        sinh(x) : cosh(x)
        cosh(x) : sinh(x)
        tanh(x) : 1-tanh(x)^2
        coth(x) : 1-coth(x)^2
        sech(x) : -sech(x)*tanh(x)
        csch(x) : -csch(x)*coth(x)
        asinh(x) : 1/sqrt(1+x^2)
        acosh(x) : 1/(sqrt(x-1)*sqrt(x+1))
        atanh(x) : 1/(1-x^2)
        log(x) : 1/x
        x! : x!*digamma(x+1)
        gamma(x) : gamma(x)*digamma(x)
        loggamma(x) : digamma(x)
        digamma(x) : polygamma(1, x)
        polygamma(n, x) : none ; polygamma(n+1, x)
        beta(a, b) : beta(a, b)*(digamma(a)-digamma(a+b)) ; beta(a, b)*(digamma(b)-digamma(a+b))
        barnesg(z) : barnesg(z)*((z-1)*digamma(z)-z+(log(2pi)+1)/2)
        logbarnesg(z) : (z-1)*digamma(z)-z+(log(2pi)+1)/2
        zeta(s) : zeta_derivative(s)
        hurwitz(s, a) : none ; -s*hurwitz(s+1, a)
        polylog(s, z) : none ; polylog(s-1, z)/z
        eta(s) : 2^(1-s)*log(2)*zeta(s)+(1-2^(1-s))*zeta_derivative(s)
        lerchphi(z, s, a) : (lerchphi(z, s-1, a)-a*lerchphi(z, s, a))/z ; none ; -s*lerchphi(z, s+1, a)
        riemannxi(s) : riemannxi(s)*(1/s+1/(s-1)-log(pi)/2+digamma(s/2)/2+zeta_derivative(s)/zeta(s))
        clausen2(x) : -log(2-2cos(x))/2
        erf(x) : 2exp(-x^2)/sqrt(pi)
        erfc(x) : -2exp(-x^2)/sqrt(pi)
        erfi(x) : 2exp(x^2)/sqrt(pi)
        dawson(x) : 1-2x*dawson(x)
        fresnels(x) : sin(pi*x^2/2)
        fresnelc(x) : cos(pi*x^2/2)
        expint(x) : exp(x)/x
        e1(x) : -exp(-x)/x
        expint_order(s, x) : none ; -expint_order(s-1, x)
        logint(x) : 1/log(x)
        sinint(x) : sin(x)/x
        cosint(x) : cos(x)/x
        sinhint(x) : sinh(x)/x
        coshint(x) : cosh(x)/x
        gammainc(s, z) : none ; -z^(s-1)*exp(-z)
        gammainc_lower(s, z) : none ; z^(s-1)*exp(-z)
        betainc(a, b, z) : none ; none ; z^(a-1)*(1-z)^(b-1)
        lambertw(x) : exp(-lambertw(x))/(1+lambertw(x))
        lambertw(x, k) : exp(-lambertw(x, k))/(1+lambertw(x, k)) ; none
        airyai(x) : airyai_derivative(x)
        airybi(x) : airybi_derivative(x)
        airyai_derivative(x) : x*airyai(x)
        airybi_derivative(x) : x*airybi(x)
        besselj(n, x) : none ; (besselj(n-1, x)-besselj(n+1, x))/2
        bessely(n, x) : none ; (bessely(n-1, x)-bessely(n+1, x))/2
        besseli(n, x) : none ; (besseli(n-1, x)+besseli(n+1, x))/2
        besselk(n, x) : none ; -(besselk(n-1, x)+besselk(n+1, x))/2
        ellipk(m) : (ellipe(m)-(1-m)*ellipk(m))/(2m*(1-m))
        ellipe(m) : (ellipe(m)-ellipk(m))/(2m)
        ellippi(n, m) : (ellipe(m)+(m-n)*ellipk(m)/n+(n^2-m)*ellippi(n, m)/n)/(2*(m-n)*(n-1)) \
        ; (ellipe(m)/(m-1)+ellippi(n, m))/(2*(n-m))
        ellipf(p, m) : 1/sqrt(1-m*sin(p)^2) \
        ; ellipe_incomplete(p, m)/(2m*(1-m))-ellipf(p, m)/(2m)-sin(2p)/(4*(1-m)*sqrt(1-m*sin(p)^2))
        ellipe_incomplete(p, m) : sqrt(1-m*sin(p)^2) ; (ellipe_incomplete(p, m)-ellipf(p, m))/(2m)
        ellippi_incomplete(n, p, m) : (ellipe_incomplete(p, m)+(m-n)*ellipf(p, m)/n\
        +(n^2-m)*ellippi_incomplete(n, p, m)/n-n*sin(2p)*sqrt(1-m*sin(p)^2)/(2*(1-n*sin(p)^2)))/(2*(m-n)*(n-1)) \
        ; 1/((1-n*sin(p)^2)*sqrt(1-m*sin(p)^2)) \
        ; (ellipe_incomplete(p, m)/(m-1)+ellippi_incomplete(n, p, m)\
        -m*sin(2p)/(2*(m-1)*sqrt(1-m*sin(p)^2)))/(2*(n-m))
        agm(a, b) : agm(a, b)/(a-b)*(1-2agm(a, b)*ellipe(((a-b)/(a+b))^2)/(pi*a)) \
        ; agm(a, b)/(b-a)*(1-2agm(a, b)*ellipe(((a-b)/(a+b))^2)/(pi*b))
        carlson_rf(x, y, z) : -carlson_rj(x, y, z, x)/6 ; -carlson_rj(x, y, z, y)/6 ; -carlson_rj(x, y, z, z)/6
        carlson_rc(x, y) : -carlson_rj(x, y, y, x)/6 ; -carlson_rj(x, y, y, y)/3
        carlson_rg(x, y, z) : (carlson_rf(x, y, z)-x*carlson_rj(x, y, z, x)/3)/4 \
        ; (carlson_rf(x, y, z)-y*carlson_rj(x, y, z, y)/3)/4 ; (carlson_rf(x, y, z)-z*carlson_rj(x, y, z, z)/3)/4
        carlson_rj(x, y, z, p) : (carlson_rj(x, y, z, x)-carlson_rj(x, y, z, p))/(2*(x-p)) \
        ; (carlson_rj(x, y, z, y)-carlson_rj(x, y, z, p))/(2*(y-p)) \
        ; (carlson_rj(x, y, z, z)-carlson_rj(x, y, z, p))/(2*(z-p)) \
        ; -(3carlson_rj(x, y, z, p)+x*(carlson_rj(x, y, z, x)-carlson_rj(x, y, z, p))/(x-p)\
        +y*(carlson_rj(x, y, z, y)-carlson_rj(x, y, z, p))/(y-p)\
        +z*(carlson_rj(x, y, z, z)-carlson_rj(x, y, z, p))/(z-p))/(2p)
        binomial(n, k) : binomial(n, k)*(digamma(n+1)-digamma(n-k+1)) \
        ; binomial(n, k)*(digamma(n-k+1)-digamma(k+1))
        harmonic(x) : polygamma(1, x+1)
        rising(x, n) : rising(x, n)*(digamma(x+n)-digamma(x)) ; rising(x, n)*digamma(x+n)
        hyperu(a, b, z) : none ; none ; -a*hyperu(a+1, b+1, z)
        legendrep(n, x) : none ; n*(legendrep(n-1, x)-x*legendrep(n, x))/(1-x^2)
        legendreq(n, x) : none ; n*(legendreq(n-1, x)-x*legendreq(n, x))/(1-x^2)
        legendrep(n, m, x) : none ; none ; ((n+m)*legendrep(n-1, m, x)-n*x*legendrep(n, m, x))/(1-x^2)
        legendreq(n, m, x) : none ; none ; ((n+m)*legendreq(n-1, m, x)-n*x*legendreq(n, m, x))/(1-x^2)
        chebyshevt(n, x) : none ; n*chebyshevu(n-1, x)
        chebyshevu(n, x) : none ; ((n+1)*chebyshevt(n+1, x)-x*chebyshevu(n, x))/(x^2-1)
        hermite(n, x) : none ; 2n*hermite(n-1, x)
        laguerre(n, x) : none ; -laguerre(n-1, 1, x)
        laguerre(n, a, x) : none ; none ; -laguerre(n-1, a+1, x)
        gegenbauer(n, a, x) : none ; none ; 2a*gegenbauer(n-1, a+1, x)
        jacobip(n, a, b, x) : none ; none ; none ; (n+a+b+1)*jacobip(n-1, a+1, b+1, x)/2
        coulombf(l, t, z) : none ; none \
        ; ((l+1)/z+t/(l+1))*coulombf(l, t, z)-sqrt((l+1)^2+t^2)*coulombf(l+1, t, z)/(l+1)
        coulombg(l, t, z) : none ; none \
        ; ((l+1)/z+t/(l+1))*coulombg(l, t, z)-sqrt((l+1)^2+t^2)*coulombg(l+1, t, z)/(l+1)
        weierstrass_p(z, t) : -weierstrass_sigma(2z, t)/weierstrass_sigma(z, t)^4 ; none
        weierstrass_zeta(z, t) : -weierstrass_p(z, t) ; none
        weierstrass_sigma(z, t) : weierstrass_sigma(z, t)*weierstrass_zeta(z, t) ; none
        klein_j(t) : -21i*eisenstein(6, t)*klein_j(t)/(pi*eisenstein(4, t))
        modular_lambda(t) : i*pi*modular_lambda(t)*(1-modular_lambda(t))*jtheta(3, 0, exp(i*pi*t))^4
        """
}
