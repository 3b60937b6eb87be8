#ifndef TABLE_SIEVE_H
#define TABLE_SIEVE_H

// Builds the tables of the sieve below modulo 7, 11, 13, 17, 19, 23. Returns 0 when memory is short.
int reference_table_sieve_prepare(void);

// The number of fractions a1 n + a0, b2 n^2 + b1 n + b0 with first <= a0 <= last, 1 <= a1 <= bound, |b0|, |b1|, |b2| <= bound
// (bound <= 127), b2 not 0, whose period product is nilpotent, or that have bad reduction, at each of these primes: the table
// sieve in plain C, one outer vector after the other.
long reference_table_sieve(int first, int last, int bound);

#endif
