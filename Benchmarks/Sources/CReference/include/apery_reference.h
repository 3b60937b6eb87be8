#ifndef APERY_REFERENCE_H
#define APERY_REFERENCE_H

#include <stddef.h>

// p(n), q(n) of Apery's fraction for 6/zeta(3) by its recurrence, plain GMP. Returns the bits of q(n).
size_t reference_apery_recurrence(long n);

// The same p(n), q(n) by binary splitting of 2x2 matrices, plain GMP. Returns the bits of q(n).
size_t reference_apery_splitting(long n);

// 6/zeta(3) to `digits` digits from the fraction: binary splitting with common factors removed, exact below and in balls
// of the wanted precision above. Returns 1 when the ball is as narrow as asked for.
int reference_apery_fraction(long digits);

// The same compared with Arb's own zeta(3). Returns 1 when the two balls overlap.
int reference_apery_verify(long digits);

// Arb's value of pi, e, ln2, zeta3, catalan or euler_gamma to `bits` bits. Returns 0 for another name.
int reference_constant(const char *name, long bits);

// Empties the caches of FLINT and Arb in this thread.
void reference_clear_caches(void);

// Fractions a2 n^2 + a1 n + a0, b2 n^2 + b1 n + b0 with |coefficient| <= bound, a and b not zero, whose period product is
// nilpotent at the given primes: one fraction after the other with early exit, plain 32-bit arithmetic.
long reference_nilpotence(int bound, const unsigned *primes, int count);

#endif
