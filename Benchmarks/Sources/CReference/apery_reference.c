// Plain C references for the benchmarks: what a careful programmer writes in an afternoon with GMP and FLINT.
#include "apery_reference.h"

#include <arb.h>
#include <flint/fmpz.h>
#include <gmp.h>
#include <stdlib.h>

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

static void flint_split(fmpz *m, long first, long last) {
    if (first == last) {
        fmpz_set_si(m, apery_a(first));
        fmpz_set_ui(m + 1, 1);
        fmpz_set_si(m + 2, first);
        fmpz_pow_ui(m + 2, m + 2, 6);
        fmpz_neg(m + 2, m + 2);
        fmpz_zero(m + 3);
        return;
    }
    long middle = first + (last - first) / 2;
    fmpz *l = _fmpz_vec_init(4), *r = _fmpz_vec_init(4);
    flint_split(l, first, middle);
    flint_split(r, middle + 1, last);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            fmpz_mul(m + 2 * i + j, l + 2 * i, r + j);
            fmpz_addmul(m + 2 * i + j, l + 2 * i + 1, r + 2 + j);
        }
    _fmpz_vec_clear(l, 4);
    _fmpz_vec_clear(r, 4);
}

int reference_apery_verify(long digits) {
    long bits = (long)(digits * 3.3219280948873626) + 10;
    long depth = (long)(bits / 10.17) + 10;
    fmpz *m = _fmpz_vec_init(4);
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    flint_split(m, 1, depth);
    // p = a(0) m00 + m10, q = m00
    fmpz_addmul_ui(m + 2, m, 5);
    arb_fmpz_div_fmpz(x, m + 2, m, bits);
    mag_set_ui_2exp_si(arb_radref(y), 1, -bits + 4);
    arb_add_error_mag(x, arb_radref(y));
    arb_const_apery(y, bits);
    arb_ui_div(y, 6, y, bits);
    int same = arb_overlaps(x, y);
    arb_clear(x);
    arb_clear(y);
    _fmpz_vec_clear(m, 4);
    return same;
}

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
