// Plain C references for the benchmarks: what a careful programmer writes in an afternoon with GMP and FLINT.
#include "apery_reference.h"

#include <arb.h>
#include <flint/fmpz.h>
#include <gmp.h>
#include <stdlib.h>
#include <string.h>

static long apery_a(long n) { return ((34 * n + 51) * n + 27) * n + 5; }

static void apery_b(mpz_t b, long n) {
    mpz_set_si(b, n);
    mpz_pow_ui(b, b, 6);
    mpz_neg(b, b);
}

size_t reference_apery_recurrence(long n) {
    mpz_t p0, p1, q0, q1, b, t;
    mpz_init_set_ui(p0, 1);
    mpz_init_set_si(p1, apery_a(0));
    mpz_init_set_ui(q0, 0);
    mpz_init_set_ui(q1, 1);
    mpz_init(b);
    mpz_init(t);
    for (long i = 1; i <= n; i++) {
        apery_b(b, i);
        mpz_mul(t, p0, b);
        mpz_addmul_ui(t, p1, (unsigned long)apery_a(i));
        mpz_swap(p0, p1);
        mpz_swap(p1, t);
        mpz_mul(t, q0, b);
        mpz_addmul_ui(t, q1, (unsigned long)apery_a(i));
        mpz_swap(q0, q1);
        mpz_swap(q1, t);
    }
    size_t bits = mpz_sizeinbase(q1, 2);
    mpz_clears(p0, p1, q0, q1, b, t, NULL);
    return bits;
}

// m = product of [[a(n), 1], [b(n), 0]] for n in first..last, row major.
static void split(mpz_t m[4], long first, long last) {
    if (first == last) {
        mpz_set_si(m[0], apery_a(first));
        mpz_set_ui(m[1], 1);
        apery_b(m[2], first);
        mpz_set_ui(m[3], 0);
        return;
    }
    long middle = first + (last - first) / 2;
    mpz_t l[4], r[4];
    for (int i = 0; i < 4; i++) {
        mpz_init(l[i]);
        mpz_init(r[i]);
    }
    split(l, first, middle);
    split(r, middle + 1, last);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            mpz_mul(m[2 * i + j], l[2 * i], r[j]);
            mpz_addmul(m[2 * i + j], l[2 * i + 1], r[2 + j]);
        }
    for (int i = 0; i < 4; i++) {
        mpz_clear(l[i]);
        mpz_clear(r[i]);
    }
}

size_t reference_apery_splitting(long n) {
    mpz_t m[4];
    for (int i = 0; i < 4; i++) mpz_init(m[i]);
    split(m, 1, n);
    size_t bits = mpz_sizeinbase(m[0], 2);
    for (int i = 0; i < 4; i++) mpz_clear(m[i]);
    return bits;
}

// The exact product of a block, with common factors of the entries divided out of blocks of 257 ... 512 matrices: n!^3 is
// about two fifths of an entry there, and a gcd still cheap.
static void block_product(mpz_t m[4], long first, long last) {
    if (last - first < 16) {
        mpz_t t;
        mpz_init(t);
        mpz_set_ui(m[0], 1);
        mpz_set_ui(m[1], 0);
        mpz_set_ui(m[2], 0);
        mpz_set_ui(m[3], 1);
        for (long n = first; n <= last; n++) {
            unsigned long cube = (unsigned long)(n * n * n);
            for (int row = 0; row < 2; row++) {
                mpz_mul_ui(t, m[2 * row + 1], cube);
                mpz_mul_ui(t, t, cube);
                mpz_neg(t, t);
                mpz_addmul_ui(t, m[2 * row], (unsigned long)apery_a(n));
                mpz_swap(m[2 * row + 1], m[2 * row]);
                mpz_swap(m[2 * row], t);
            }
        }
        mpz_clear(t);
        return;
    }
    long middle = first + (last - first) / 2;
    mpz_t l[4], r[4];
    for (int i = 0; i < 4; i++) {
        mpz_init(l[i]);
        mpz_init(r[i]);
    }
    block_product(l, first, middle);
    block_product(r, middle + 1, last);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            mpz_mul(m[2 * i + j], l[2 * i], r[j]);
            mpz_addmul(m[2 * i + j], l[2 * i + 1], r[2 + j]);
        }
    for (int i = 0; i < 4; i++) {
        mpz_clear(l[i]);
        mpz_clear(r[i]);
    }
    long length = last - first + 1;
    if (length <= 512 && 2 * length > 512) {
        mpz_t content;
        mpz_init(content);
        mpz_gcd(content, m[1], m[3]);
        mpz_gcd(content, content, m[0]);
        mpz_gcd(content, content, m[2]);
        for (int i = 0; i < 4; i++) mpz_divexact(m[i], m[i], content);
        mpz_clear(content);
    }
}

// The product in balls: exact while entries have about the precision, truncated above; on the right edge of the tree only
// the first column, which is all that a convergent needs.
static void ball_product(arb_ptr m, long first, long last, int columns, long precision) {
    if ((last - first + 1) * 33 <= precision) {
        mpz_t e[4];
        fmpz_t x;
        fmpz_init(x);
        for (int i = 0; i < 4; i++) mpz_init(e[i]);
        block_product(e, first, last);
        for (int i = 0; i < 4; i++) {
            if (i % 2 < columns) {
                fmpz_set_mpz(x, e[i]);
                arb_set_round_fmpz(m + i, x, precision);
            }
            mpz_clear(e[i]);
        }
        fmpz_clear(x);
        return;
    }
    long middle = first + (last - first) / 2;
    arb_ptr l = _arb_vec_init(4), r = _arb_vec_init(4);
    ball_product(l, first, middle, 2, precision);
    ball_product(r, middle + 1, last, columns, precision);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < columns; j++) {
            arb_mul(m + 2 * i + j, l + 2 * i, r + j, precision);
            arb_addmul(m + 2 * i + j, l + 2 * i + 1, r + 2 + j, precision);
        }
    _arb_vec_clear(l, 4);
    _arb_vec_clear(r, 4);
}

// The fraction's value to `bits` bits: the convergent, and the error that its depth leaves.
static void apery_fraction(arb_t value, long bits) {
    long depth = (long)(bits / 10.17) + 10;
    arb_ptr m = _arb_vec_init(4);
    mag_t error;
    mag_init(error);
    ball_product(m, 1, depth, 1, bits + 40);
    // p = a(0) m00 + m10, q = m00
    arb_addmul_ui(m + 2, m, 5, bits + 40);
    arb_div(value, m + 2, m, bits + 40);
    mag_set_ui_2exp_si(error, 1, -bits + 4);
    arb_add_error_mag(value, error);
    mag_clear(error);
    _arb_vec_clear(m, 4);
}

int reference_apery_fraction(long digits) {
    long bits = (long)(digits * 3.3219280948873626) + 40;
    arb_t x;
    arb_init(x);
    apery_fraction(x, bits);
    int proven = arb_rel_accuracy_bits(x) >= bits - 40;
    arb_clear(x);
    return proven;
}

int reference_apery_verify(long digits) {
    long bits = (long)(digits * 3.3219280948873626) + 40;
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    apery_fraction(x, bits);
    arb_const_apery(y, bits);
    arb_ui_div(y, 6, y, bits);
    int same = arb_overlaps(x, y);
    arb_clear(x);
    arb_clear(y);
    return same;
}

int reference_constant(const char *name, long bits) {
    arb_t x;
    arb_init(x);
    int known = 1;
    if (!strcmp(name, "pi")) arb_const_pi(x, bits);
    else if (!strcmp(name, "e")) arb_const_e(x, bits);
    else if (!strcmp(name, "ln2")) arb_const_log2(x, bits);
    else if (!strcmp(name, "zeta3")) arb_const_apery(x, bits);
    else if (!strcmp(name, "catalan")) arb_const_catalan(x, bits);
    else if (!strcmp(name, "euler_gamma")) arb_const_euler(x, bits);
    else known = 0;
    arb_clear(x);
    return known;
}

void reference_clear_caches(void) { flint_cleanup(); }

static int nilpotent(const int *a, const int *b, unsigned p) {
    unsigned x0 = 1, y0 = 0, x1 = 0, y1 = 1, root = 0;
    unsigned ra[3], rb[3];
    for (int i = 0; i < 3; i++) {
        ra[i] = (unsigned)((a[i] % (int)p + (int)p) % (int)p);
        rb[i] = (unsigned)((b[i] % (int)p + (int)p) % (int)p);
    }
    for (unsigned n = 1; n <= p; n++) {
        unsigned va = ((ra[2] * n + ra[1]) % p * n + ra[0]) % p;
        unsigned vb = ((rb[2] * n + rb[1]) % p * n + rb[0]) % p;
        root |= vb == 0;
        unsigned t = (x0 * va + y0 * vb) % p;
        y0 = x0;
        x0 = t;
        t = (x1 * va + y1 * vb) % p;
        y1 = x1;
        x1 = t;
    }
    return root && (x0 + y1) % p == 0;
}

long reference_nilpotence(int bound, const unsigned *primes, int count) {
    long survivors = 0;
    int a[3], b[3];
    for (a[0] = -bound; a[0] <= bound; a[0]++)
        for (a[1] = -bound; a[1] <= bound; a[1]++)
            for (a[2] = -bound; a[2] <= bound; a[2]++) {
                if (!a[0] && !a[1] && !a[2]) continue;
                for (b[0] = -bound; b[0] <= bound; b[0]++)
                    for (b[1] = -bound; b[1] <= bound; b[1]++)
                        for (b[2] = -bound; b[2] <= bound; b[2]++) {
                            if (!b[0] && !b[1] && !b[2]) continue;
                            int pass = 1;
                            for (int i = 0; i < count && pass; i++) pass = nilpotent(a, b, primes[i]);
                            survivors += pass;
                        }
            }
    return survivors;
}
