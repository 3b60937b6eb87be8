internal import CMath

extension Integer {
    /// The binomial coefficient C(n, k) for any integer n and k ≥ 0; 0 for k < 0 (DLMF 26.3.1).
    public static func binomial(_ n: Integer, _ k: Int) -> Integer {
        guard k >= 0 else { return 0 }
        let storage = IntegerStorage.make()
        n.withMPZ { __gmpz_bin_ui(storage.mpz, $0, UInt(k)) }
        return Integer(adopting: storage)
    }

    /// The Fibonacci number F_n, with F_(−n) = (−1)^(n+1) F_n. Cost: quasi-linear in |n|.
    public static func fibonacci(_ n: Int) -> Integer {
        let storage = IntegerStorage.make()
        __gmpz_fib_ui(storage.mpz, n.magnitude)
        let value = Integer(adopting: storage)
        return n < 0 && n % 2 == 0 ? -value : value
    }
}

extension Rational {
    /// The Bernoulli number B_n for n ≥ 0, with B_1 = −1/2 (DLMF 24.2.1).
    ///
    /// - Precondition: `n` is not negative.
    public static func bernoulli(_ n: Int) -> Rational {
        precondition(n >= 0, "a Bernoulli number needs an index of at least 0")
        var word = fmpq()
        fmpq_init(&word)
        defer { fmpq_clear(&word) }
        bernoulli_fmpq_ui(&word, UInt(n))
        return Rational(Integer(&word.num), Integer(&word.den))
    }
}
