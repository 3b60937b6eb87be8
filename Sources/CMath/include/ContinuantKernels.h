// Many continued fractions at once in double precision, and sets of real numbers that are asked for relative matches.
//
// The value of a(0) + b(1)/(a(1) + … + b(D)/u) with u ≈ a(D) + b(D+1)/(a(D+1) + …) is N(0)/N(1) for
// N(n) = a(n) N(n+1) + b(n+1) N(n+2), N(D) = u, N(D+1) = 1: one recurrence instead of the two of the convergents.
#ifndef CONTINUANT_KERNELS_H
#define CONTINUANT_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// The fractions worked at once.
enum { CM_LANES = 32 };

// table[(n−1)·32 + lane] = b(n) · scale[n] for n = 1 … depth, with b the polynomial coefficients[k·32 + lane] n^k.
// Returns the lanes with b(n) = 0 for some n, as bits.
uint32_t cm_tabulate_numerators(
    const double *coefficients, int degree, int depth, const double *scale, double *table);

// row[n] = a(n) · scale[n] for n = 0 … depth.
void cm_tabulate_denominators(const double *coefficients, int degree, int depth, const double *scale, double *row);

// The rows of denominators that one call works through.
typedef struct {
    const double *rows;           // row r starts at rows + r · stride
    const double *coefficients;   // those of row r start at coefficients + r · (degree + 1)
    long stride;
    long count;
    int degree;
    int depth;                    // D
    int order;                    // of the tail: 0 or 2
    double tail_scale;            // 1/s(D)
} cm_denominators;

// values[r·32 + lane] = the value of row r with numerator `lane`. NaN where a(D)² + 4 b(D+1) < 0.
// numerators: the coefficients given to cm_tabulate_numerators.
void cm_continuant_values(
    const cm_denominators *a, const double *numerators, int degree, const double *table, double *values);

// A set of keys min(|x|, 1/|x|): a Bloom filter whose bits for one key lie in one word, and a table of fingerprints.
typedef struct {
    uint64_t *filter;
    uint32_t *slots;
    int filter_bits;              // log2 of the words of the filter
    int slot_bits;                // log2 of the slots
} cm_key_set;

// Lets NaN pass the filter.
void cm_admit_nan(const cm_key_set *set);

// Adds keys in 0 … 1. Several threads may add at once.
void cm_insert_keys(const cm_key_set *set, const double *keys, long count);

// Marks of kept[i] = i for the values whose key is within a cell of one in the set; returns how many.
long cm_match_keys(const cm_key_set *set, const double *values, long count, uint32_t *kept);

// A value that passed the filter.
typedef struct {
    uint32_t row;
    uint32_t lane;
    double value;
} cm_continuant_hit;

// As cm_continuant_values; writes only the values of `live` lanes that the filter passes, and those that are NaN.
// hits: room for 32 · count.
long cm_continuant_hits(
    const cm_denominators *a, const double *numerators, int degree, const double *table, uint32_t live,
    const cm_key_set *set, cm_continuant_hit *hits);

// 32 fractions, both polynomials by lane, to any depth: renormalized, with the tails given, or where these are NaN with
// the tail from `order` + 1 terms at depth.
void cm_continuant_deep(
    const double *a, int degree_a, const double *b, int degree_b, int depth, int order, const double *tails,
    double *values);

// The same in double-double arithmetic.
void cm_continuant_precise(
    const double *a, int degree_a, const double *b, int degree_b, int depth, int order, const double *tails,
    double *high, double *low);

#endif
