#include "ContinuantKernels.h"

#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

// MARK: Keys

// A key is cut to 34 bits of the significand for the filter and to 40 for the table: cells of relative width 2^−34, 2^−40.
enum { FILTER_SHIFT = 18, SLOT_SHIFT = 12 };

INLINE uint64_t filter_hash(uint64_t bits) { return (bits >> FILTER_SHIFT) * 0x9E3779B97F4A7C15u; }
INLINE uint64_t filter_mask(uint64_t hash) {
    return 1ull << (hash >> 14 & 63) | 1ull << (hash >> 20 & 63) | 1ull << (hash >> 26 & 63) | 1ull << (hash >> 32 & 63);
}
INLINE uint64_t slot_hash(uint64_t cell) { return cell * 0xD6E8FEB86659FD93u; }
INLINE uint32_t fingerprint(uint64_t hash, int slot_bits) {
    uint32_t print = (uint32_t)(hash << slot_bits >> 32);
    return print ? print : 1;
}
INLINE uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & INT64_MAX;
}

static void mark(const cm_key_set *set, uint64_t bits) {
    uint64_t hash = filter_hash(bits), mask = filter_mask(hash);
    uint64_t *word = set->filter + (hash >> (64 - set->filter_bits));
    if ((__atomic_load_n(word, __ATOMIC_RELAXED) & mask) != mask) __atomic_fetch_or(word, mask, __ATOMIC_RELAXED);
}

static void insert(const cm_key_set *set, uint64_t cell) {
    uint64_t hash = slot_hash(cell), mask = (1ull << set->slot_bits) - 1;
    uint32_t print = fingerprint(hash, set->slot_bits);
    for (uint64_t position = hash >> (64 - set->slot_bits);; position = (position + 1) & mask) {
        uint32_t seen = __atomic_load_n(set->slots + position, __ATOMIC_RELAXED);
        if (seen == 0
            && __atomic_compare_exchange_n(
                set->slots + position, &seen, print, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
            return;
        if (seen == print) return;
    }
}

static int contains(const cm_key_set *set, uint64_t cell) {
    uint64_t hash = slot_hash(cell), mask = (1ull << set->slot_bits) - 1;
    uint32_t print = fingerprint(hash, set->slot_bits);
    for (uint64_t position = hash >> (64 - set->slot_bits);; position = (position + 1) & mask) {
        uint32_t seen = set->slots[position];
        if (seen == print) return 1;
        if (seen == 0) return 0;
    }
}

void cm_admit_nan(const cm_key_set *set) { mark(set, bits_of(NAN)); }

void cm_insert_keys(const cm_key_set *set, const double *keys, long count) {
    enum { AHEAD = 16 };
    for (long i = 0; i < count; i++) {
        if (i + AHEAD < count) {
            uint64_t next = slot_hash(bits_of(keys[i + AHEAD]) >> SLOT_SHIFT);
            __builtin_prefetch(set->slots + (next >> (64 - set->slot_bits)), 1);
        }
        uint64_t bits = bits_of(keys[i]);
        insert(set, bits >> SLOT_SHIFT);
        // The filter is asked for one cell only: a key near the end of its cell is put into the next one too.
        const uint64_t reach = 2ull << SLOT_SHIFT;
        mark(set, bits);
        if ((bits - reach) >> FILTER_SHIFT != bits >> FILTER_SHIFT) mark(set, bits - reach);
        if ((bits + reach) >> FILTER_SHIFT != bits >> FILTER_SHIFT) mark(set, bits + reach);
    }
}

static double key_of(double value) {
    double size = fabs(value);
    return size < 1 ? size : 1 / size;
}

long cm_match_keys(const cm_key_set *set, const double *values, long count, uint32_t *kept) {
    enum { BATCH = 32 };
    long found = 0;
    for (long start = 0; start < count; start += BATCH) {
        long size = count - start < BATCH ? count - start : BATCH;
        uint64_t cells[BATCH];
        for (long i = 0; i < size; i++) {
            cells[i] = bits_of(key_of(values[start + i])) >> SLOT_SHIFT;
            for (int side = -1; side <= 1; side++)
                __builtin_prefetch(set->slots + (slot_hash(cells[i] + (uint64_t)side) >> (64 - set->slot_bits)));
        }
        for (long i = 0; i < size; i++)
            if (contains(set, cells[i]) || contains(set, cells[i] - 1) || contains(set, cells[i] + 1))
                kept[found++] = (uint32_t)(start + i);
    }
    return found;
}

// MARK: Instruction sets

#if defined(__x86_64__)
#define HAS_LEVELS 1
#else
#define HAS_LEVELS 0
#endif

#define WIDTH 2
#define NAME(x) x##_base
#include "ContinuantLanes.h"
#undef NAME
#undef WIDTH

#if HAS_LEVELS
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define WIDTH 4
#define NAME(x) x##_v3
#include "ContinuantLanes.h"
#undef NAME
#undef WIDTH
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define WIDTH 8
#define NAME(x) x##_v4
#include "ContinuantLanes.h"
#undef NAME
#undef WIDTH
#pragma clang attribute pop

#define DISPATCH(call, ...)                                                                 \
    (__builtin_cpu_supports("x86-64-v4")   ? call##_v4(__VA_ARGS__)                         \
     : __builtin_cpu_supports("x86-64-v3") ? call##_v3(__VA_ARGS__)                         \
                                           : call##_base(__VA_ARGS__))
#else
#define DISPATCH(call, ...) call##_base(__VA_ARGS__)
#endif

uint32_t cm_tabulate_numerators(
    const double *coefficients, int degree, int depth, const double *scale, double *table) {
    return DISPATCH(tabulate_numerators, coefficients, degree, depth, scale, table);
}

void cm_tabulate_denominators(const double *coefficients, int degree, int depth, const double *scale, double *row) {
    DISPATCH(tabulate_denominators, coefficients, degree, depth, scale, row);
}

void cm_continuant_values(
    const cm_denominators *a, const double *numerators, int degree, const double *table, double *values) {
    DISPATCH(continuant_values, a, numerators, degree, table, values);
}

long cm_continuant_hits(
    const cm_denominators *a, const double *numerators, int degree, const double *table, uint32_t live,
    const cm_key_set *set, cm_continuant_hit *hits) {
    return DISPATCH(continuant_hits, a, numerators, degree, table, live, set, hits);
}

void cm_continuant_deep(
    const double *a, int degree_a, const double *b, int degree_b, int depth, int order, const double *tails,
    double *values) {
    DISPATCH(continuant_deep, a, degree_a, b, degree_b, depth, order, tails, values);
}

void cm_continuant_precise(
    const double *a, int degree_a, const double *b, int degree_b, int depth, int order, const double *tails,
    double *high, double *low) {
    DISPATCH(continuant_precise, a, degree_a, b, degree_b, depth, order, tails, high, low);
}
