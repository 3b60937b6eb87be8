#include "continuants.h"

#include <math.h>
#include <stdlib.h>

enum { LANES = 32 };

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

// Coefficient k of polynomial `index` of the box.
static double coefficient(long index, int k, int bound) {
    for (int i = 0; i < k; i++) index /= 2 * bound + 1;
    return (double)(index % (2 * bound + 1) - bound);
}

static double value(long index, int degree, int bound, double n) {
    double sum = 0;
    for (int k = degree; k >= 0; k--) sum = sum * n + coefficient(index, k, bound);
    return sum;
}

CLONES static long block(const double *rows, long count, int depth, const double *table, double *values) {
#pragma clang fp contract(fast)
    long finite = 0;
    for (long r = 0; r < count; r++) {
        const double *a = rows + r * (depth + 1);
        double x[LANES], y[LANES];
        for (int i = 0; i < LANES; i++) {
            x[i] = a[depth];
            y[i] = 1;
        }
        for (int n = depth - 1; n >= 0; n--) {
            const double *b = table + (long)n * LANES;
            for (int i = 0; i < LANES; i++) {
                double next = a[n] * x[i] + b[i] * y[i];
                y[i] = x[i];
                x[i] = next;
            }
        }
        for (int i = 0; i < LANES; i++) values[r * LANES + i] = x[i] / y[i];
    }
    for (long i = 0; i < count * LANES; i++) finite += values[i] - values[i] == 0;
    return finite;
}

static long power(int base, int exponent) {
    long product = 1;
    for (int i = 0; i < exponent; i++) product *= base;
    return product;
}

long reference_continuants(int bound, int degree_a, int degree_b, int depth) {
    long count_a = power(2 * bound + 1, degree_a + 1), count_b = power(2 * bound + 1, degree_b + 1), finite = 0;
    double degree = degree_a > degree_b / 2.0 ? degree_a : degree_b / 2.0;
    double *rows = malloc(sizeof(double) * (size_t)(count_a * (depth + 1)));
    double *table = malloc(sizeof(double) * (size_t)depth * LANES), *values = malloc(sizeof(double) * (size_t)count_a * LANES);
    double *scale = malloc(sizeof(double) * (size_t)(depth + 2));
    if (!rows || !table || !values || !scale) abort();
    for (int n = 0; n <= depth + 1; n++) scale[n] = n == 0 ? 1 : scalbn(1, -(int)lround(degree * log2(n)));
    for (long i = 0; i < count_a; i++)
        for (int n = 0; n <= depth; n++) rows[i * (depth + 1) + n] = value(i, degree_a, bound, n) * scale[n];
    for (long j = 0; j + LANES <= count_b; j += LANES) {
        for (int n = 1; n <= depth; n++)
            for (int i = 0; i < LANES; i++)
                table[(n - 1) * LANES + i] = value(j + i, degree_b, bound, n) * scale[n] * scale[n - 1];
        finite += block(rows, count_a, depth, table, values);
    }
    free(rows);
    free(table);
    free(values);
    free(scale);
    return finite;
}
