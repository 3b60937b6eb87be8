/// LaTeX of functions. Heads are told apart by their subscripts and the number of their arguments.
enum LatexNotation {
    static let table = NotationTable(
        .latex, symbols: ["infinity": "\\infty"],
        #"""
        pcf(#1, #2) ~ \operatorname{pcf}\left(#1, #2\right)
        cf(#1) ~ \operatorname{cf}\left(#1\right)
        sqrt(#1) ~ \sqrt{#1}
        root(#1, #2) ~ \sqrt[#2]{#1}
        exp(#1) ~ \exp\left(#1\right)
        log(#1) ~ \log\left(#1\right)
        <log(#1) ~ \ln\left(#1\right)
        log(#1, #2) ~ \log_{#2}\left(#1\right)
        sin(#1) ~ \sin\left(#1\right)
        cos(#1) ~ \cos\left(#1\right)
        tan(#1) ~ \tan\left(#1\right)
        cot(#1) ~ \cot\left(#1\right)
        sec(#1) ~ \sec\left(#1\right)
        csc(#1) ~ \csc\left(#1\right)
        asin(#1) ~ \arcsin\left(#1\right)
        acos(#1) ~ \arccos\left(#1\right)
        atan(#1) ~ \arctan\left(#1\right)
        sinh(#1) ~ \sinh\left(#1\right)
        cosh(#1) ~ \cosh\left(#1\right)
        tanh(#1) ~ \tanh\left(#1\right)
        coth(#1) ~ \coth\left(#1\right)
        asinh(#1) ~ \operatorname{arsinh}\left(#1\right)
        acosh(#1) ~ \operatorname{arcosh}\left(#1\right)
        atanh(#1) ~ \operatorname{artanh}\left(#1\right)
        abs(#1) ~ \left|#1\right|
        re(#1) ~ \operatorname{Re}\left(#1\right)
        im(#1) ~ \operatorname{Im}\left(#1\right)
        gamma(#1) ~ \Gamma\left(#1\right)
        gammainc(#1, #2) ~ \Gamma\left(#1, #2\right)
        gammainc_lower(#1, #2) ~ \gamma\left(#1, #2\right)
        loggamma(#1) ~ \operatorname{log\Gamma}\left(#1\right)
        digamma(#1) ~ \psi\left(#1\right)
        polygamma(#1, #2) ~ \psi_{#1}\left(#2\right)
        beta(#1, #2) ~ \operatorname{B}\left(#1, #2\right)
        betainc(#1, #2, #3) ~ \operatorname{B}_{#3}\left(#1, #2\right)
        barnesg(#1) ~ G\left(#1\right)
        zeta(#1) ~ \zeta\left(#1\right)
        hurwitz(#1, #2) ~ \zeta\left(#1, #2\right)
        zeta_derivative(#1) ~ \zeta'\left(#1\right)
        eta(#1) ~ \eta\left(#1\right)
        polylog(#1, #2) ~ \operatorname{Li}_{#1}\left(#2\right)
        clausen2(#1) ~ \operatorname{Cl}_2\left(#1\right)
        riemannxi(#1) ~ \xi\left(#1\right)
        lerchphi(#1, #2, #3) ~ \Phi\left(#1, #2, #3\right)
        expint(#1) ~ \operatorname{Ei}\left(#1\right)
        e1(#1) ~ E_1\left(#1\right)
        logint(#1) ~ \operatorname{li}\left(#1\right)
        sinint(#1) ~ \operatorname{Si}\left(#1\right)
        cosint(#1) ~ \operatorname{Ci}\left(#1\right)
        sinhint(#1) ~ \operatorname{Shi}\left(#1\right)
        coshint(#1) ~ \operatorname{Chi}\left(#1\right)
        fresnels(#1) ~ S\left(#1\right)
        fresnelc(#1) ~ C\left(#1\right)
        lambertw(#1) ~ W\left(#1\right)
        lambertw(#1, #2) ~ W_{#2}\left(#1\right)
        airyai(#1) ~ \operatorname{Ai}\left(#1\right)
        airybi(#1) ~ \operatorname{Bi}\left(#1\right)
        airyai_derivative(#1) ~ \operatorname{Ai}'\left(#1\right)
        airybi_derivative(#1) ~ \operatorname{Bi}'\left(#1\right)
        besselj(#1, #2) ~ J_{#1}\left(#2\right)
        bessely(#1, #2) ~ Y_{#1}\left(#2\right)
        besseli(#1, #2) ~ I_{#1}\left(#2\right)
        besselk(#1, #2) ~ K_{#1}\left(#2\right)
        ellipk(#1) ~ K\left(#1\right)
        ellipe(#1) ~ E\left(#1\right)
        ellipf(#1, #2) ~ F\left(#1, #2\right)
        ellipe_incomplete(#1, #2) ~ E\left(#1, #2\right)
        ellippi(#1, #2) ~ \Pi\left(#1, #2\right)
        ellippi_incomplete(#1, #2, #3) ~ \Pi\left(#1, #2, #3\right)
        carlson_rf(#1, #2, #3) ~ \operatorname{R_F}\left(#1, #2, #3\right)
        hyper(#1, #2, #3) ~ F\left(#1; #2; #3\right)
        hyperu(#1, #2, #3) ~ U\left(#1, #2, #3\right)
        legendrep(#1, #2) ~ P_{#1}\left(#2\right)
        legendreq(#1, #2) ~ Q_{#1}\left(#2\right)
        chebyshevt(#1, #2) ~ T_{#1}\left(#2\right)
        chebyshevu(#1, #2) ~ U_{#1}\left(#2\right)
        hermite(#1, #2) ~ H_{#1}\left(#2\right)
        laguerre(#1, #2) ~ L_{#1}\left(#2\right)
        gegenbauer(#1, #2, #3) ~ C_{#1}\left(#2, #3\right)
        binomial(#1, #2) ~ \binom{#1}{#2}
        rising(#1, #2) ~ \operatorname{rising}\left(#1, #2\right)
        theta3(#1) ~ \vartheta_3\left(#1\right)
        jtheta(#1, #2, #3) ~ \vartheta_{#1}\left(#2, #3\right)
        sum(#1, #2, #3, #4) ~ \sum_{#2=#3}^{#4}{#1}
        product(#1, #2, #3, #4) ~ \prod_{#2=#3}^{#4}{#1}
        diff(#1, #2) ~ \frac{d}{d#2}{#1}
        diff(#1, #2, #3) ~ \frac{d^{#3}}{d#2^{#3}}{#1}
        integral(#1, #2, #3, #4) ~ \int_{#3}^{#4}{#1}\,d#2
        """#)

    /// The heads that take arguments in parentheses, and those that take a subscript followed by `_`.
    static let heads: Set<String> = {
        var heads: Set<String> = []
        for case .call(let head) in table.reading.keys { heads.insert(head) }
        for op in Operator.allCases { if let name = op.name { heads.insert("\\operatorname{\(name)}") } }
        return heads
    }()

    /// The heads that a subscript may follow.
    static let subscripted: Set<String> = Set(
        heads.compactMap { head in head.lastIndex(of: "_").map { String(head[..<$0]) } })
}
