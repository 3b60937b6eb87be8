#ifndef METRICS_REFERENCE_H
#define METRICS_REFERENCE_H

// Blind metrics of the fraction with the coefficients a[0..2], b[0..2] (lowest degree first), plain GMP: exact p, q by
// binary splitting and gcd(p, q) at depth/8, depth/4, depth/2 and depth, and the error there as the sum of the following
// terms (-1)^(k-1) b(1)...b(k) / (q(k) q(k-1)) up to twice the depth in doubles with exponents. Returns delta at `depth`, an
// estimate; 0 when some q is 0 or the sum is not finite.
double reference_metrics(const long *a, const long *b, long depth);

#endif
