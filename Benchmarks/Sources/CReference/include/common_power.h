#ifndef COMMON_POWER_H
#define COMMON_POWER_H

// The number of a(n) = x (n^5 + (n+1)^5) + y (n^3 + (n+1)^3) + z (2n+1), b(n) = −w² n^10 with first <= x <= last,
// |y|, |z| <= bound, 1 <= w <= width, for which p² divides p(2p) and q(2p) at p = 11, 13, 17, 19, 23, 29, primes that divide
// w or 4x² − 4w² ≠ 0 left out: one fraction after another, to the first prime that fails.
long reference_common_power(int first, int last, int bound, int width);

#endif
