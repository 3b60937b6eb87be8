#include "metrics_reference.h"
#include <gmp.h>
#include <math.h>

typedef struct { mpz_t m[4]; } matrix;

static void matrix_init(matrix *x) { for (int i = 0; i < 4; i++) mpz_init(x->m[i]); }
static void matrix_clear(matrix *x) { for (int i = 0; i < 4; i++) mpz_clear(x->m[i]); }

static long value(const long *c, long n) { return (c[2] * n + c[1]) * n + c[0]; }

static void multiply_add_si(mpz_t r, const mpz_t x, long v) {
    if (v >= 0) mpz_addmul_ui(r, x, (unsigned long)v);
    else mpz_submul_ui(r, x, 0UL - (unsigned long)v);
}

// x = x * [[a, 1], [b, 0]] with a temporary.
static void step(matrix *x, long a, long b, mpz_t t) {
    for (int row = 0; row < 2; row++) {
        mpz_mul_si(t, x->m[2 * row + 1], b);
        multiply_add_si(t, x->m[2 * row], a);
        mpz_swap(x->m[2 * row], x->m[2 * row + 1]);
        mpz_swap(x->m[2 * row], t);
    }
}

static void product(matrix *z, const matrix *x, const matrix *y) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            mpz_mul(z->m[2 * i + j], x->m[2 * i], y->m[j]);
            mpz_addmul(z->m[2 * i + j], x->m[2 * i + 1], y->m[2 + j]);
        }
}

static void split(matrix *z, const long *a, const long *b, long first, long last) {
    if (last - first < 24) {
        mpz_t t;
        mpz_init(t);
        mpz_set_si(z->m[0], 1);
        mpz_set_si(z->m[1], 0);
        mpz_set_si(z->m[2], 0);
        mpz_set_si(z->m[3], 1);
        for (long n = first; n <= last; n++) step(z, value(a, n), value(b, n), t);
        mpz_clear(t);
        return;
    }
    long middle = (first + last) / 2;
    matrix x, y;
    matrix_init(&x);
    matrix_init(&y);
    split(&x, a, b, first, middle);
    split(&y, a, b, middle + 1, last);
    product(z, &x, &y);
    matrix_clear(&x);
    matrix_clear(&y);
}

static double logarithm(const mpz_t x) {
    long exponent;
    double s = mpz_get_d_2exp(&exponent, x);
    return log(fabs(s)) + (double)exponent * M_LN2;
}

double reference_metrics(const long *a, const long *b, long depth) {
    matrix state, block, next;
    mpz_t g, reduced;
    matrix_init(&state);
    matrix_init(&block);
    matrix_init(&next);
    mpz_init(g);
    mpz_init(reduced);
    mpz_set_si(state.m[0], a[0]);
    mpz_set_si(state.m[1], 1);
    mpz_set_si(state.m[2], 1);
    mpz_set_si(state.m[3], 0);
    double denominator = 0, result = 0;
    long last = 0;
    for (int k = 8; k >= 1; k /= 2) {
        split(&block, a, b, last + 1, depth / k);
        product(&next, &state, &block);
        for (int i = 0; i < 4; i++) mpz_swap(state.m[i], next.m[i]);
        last = depth / k;
        if (mpz_sgn(state.m[2]) == 0 || mpz_sgn(state.m[3]) == 0) goto done;
        mpz_gcd(g, state.m[0], state.m[2]);
        mpz_divexact(reduced, state.m[2], g);
        denominator = logarithm(reduced);
    }
    // Terms relative to the first: t(k) = -b(k) q(k-2)/q(k) t(k-1), with q in doubles relative to q(depth).
    {
        double product_of_b = 0;
        for (long n = 1; n <= depth + 1; n++) product_of_b += log(fabs((double)value(b, n)));
        long e0, e1;
        double q0 = mpz_get_d_2exp(&e0, state.m[3]), q1 = mpz_get_d_2exp(&e1, state.m[2]);
        q0 = ldexp(q0, (int)(e0 - e1));
        double next_q = value(a, depth + 1) * q1 + value(b, depth + 1) * q0;
        double leading = product_of_b - 2 * logarithm(state.m[2]) + log(fabs(q1 / next_q));
        double sum = 1, term = 1;
        double x = q1, y = next_q;
        for (long k = depth + 2; k <= 2 * depth; k++) {
            double z = value(a, k) * y + value(b, k) * x;
            if (z == 0) goto done;
            term *= -(double)value(b, k) * x / z;
            sum += term;
            x = y;
            y = z;
            double size = fabs(y);
            if (size > 1e150) { x *= 1e-150; y *= 1e-150; }
        }
        double error = leading + log(fabs(sum));
        if (isfinite(error) && denominator > 0) result = -1 - error / denominator;
    }
done:
    matrix_clear(&state);
    matrix_clear(&block);
    matrix_clear(&next);
    mpz_clear(g);
    mpz_clear(reduced);
    return result;
}
