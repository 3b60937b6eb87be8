#ifndef CONTINUANTS_H
#define CONTINUANTS_H

// The number of fractions of two boxes of coefficients, all in −bound … bound, whose value N(0)/N(1) at this depth is finite,
// with N(n) = a(n) N(n+1) + b(n+1) N(n+2), N(depth) = a(depth), N(depth+1) = 1 in double precision: 32 numerators at a time
// against one denominator after another. The last numerators that do not fill a block are left out; bound > 0.
long reference_continuants(int bound, int degree_a, int degree_b, int depth);

#endif
