#include "table_sieve.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { primes_count = 6, widest = 4 };
static const int primes[primes_count] = {23, 19, 17, 13, 11, 7};
// For each prime at ((a1 p + a0) p + b0) p + b1 the residues b2 with a nilpotent product; those with b2 = 0 too.
static uint32_t *tables[primes_count];

static int nilpotent(int p, int a1, int a0, int b2, int b1, int b0) {
    int x0 = 1, y0 = 0, x1 = 0, y1 = 1, root = 0;
    for (int n = 1; n <= p; n++) {
        int a = (a1 * n + a0) % p, b = ((b2 * n + b1) * n + b0) % p;
        root |= b == 0;
        int t = (x0 * a + y0 * b) % p;
        y0 = x0;
        x0 = t;
        t = (x1 * a + y1 * b) % p;
        y1 = x1;
        x1 = t;
    }
    return root && (x0 + y1) % p == 0;
}

int reference_table_sieve_prepare(void) {
    for (int i = 0; i < primes_count; i++) {
        int p = primes[i];
        if (tables[i]) continue;
        uint32_t *table = tables[i] = malloc((size_t)p * p * p * p * sizeof(uint32_t));
        if (!table) return 0;
        for (int a1 = 0; a1 < p; a1++)
            for (int a0 = 0; a0 < p; a0++)
                for (int b0 = 0; b0 < p; b0++)
                    for (int b1 = 0; b1 < p; b1++) {
                        uint32_t mask = 1;
                        for (int b2 = 1; b2 < p; b2++) mask |= (uint32_t)nilpotent(p, a1, a0, b2, b1, b0) << b2;
                        *table++ = mask;
                    }
    }
    return 1;
}

static int residue(int x, int p) { return (x % p + p) % p; }

// Whether b2 with a1^2 + 4 b2 = 0 passes: no prime is bad on account of the discriminant then.
static int passes(int a1, int a0, int b2, int b1, int b0) {
    for (int i = 0; i < primes_count; i++) {
        int p = primes[i];
        size_t class = ((residue(a1, p) * p + residue(a0, p)) * p + residue(b0, p)) * (size_t)p + residue(b1, p);
        if (!(tables[i][class] >> residue(b2, p) & 1)) return 0;
    }
    return 1;
}

long reference_table_sieve(int first, int last, int bound) {
    static uint64_t rows[primes_count][23 * 23][widest];
    long count = 0;
    int width = 2 * bound + 1, words = (width + 63) / 64;
    for (int a0 = first; a0 <= last; a0++)
        for (int a1 = 1; a1 <= bound; a1++) {
            // The masks of this a, continued periodically from b2 = -bound on.
            for (int i = 0; i < primes_count; i++) {
                int p = primes[i], bad = 0;
                const uint32_t *masks = tables[i] + (size_t)(residue(a1, p) * p + residue(a0, p)) * p * p;
                while ((a1 * a1 + 4 * bad) % p) bad++;
                for (int class = 0; class < p * p; class++) {
                    uint32_t mask = masks[class] | (uint32_t)1 << bad;
                    memset(rows[i][class], 0, sizeof rows[i][class]);
                    for (int k = 0, r = residue(-bound, p); k < width; k++, r = r + 1 == p ? 0 : r + 1)
                        rows[i][class][k / 64] |= (uint64_t)(mask >> r & 1) << k % 64;
                }
            }
            uint64_t allowed[widest] = {~0ull, ~0ull, ~0ull, ~0ull};
            allowed[bound / 64] &= ~(1ull << bound % 64);
            int degenerate = a1 % 2 == 0 && a1 * a1 / 4 <= bound ? -a1 * a1 / 4 : 0;
            if (degenerate) allowed[(degenerate + bound) / 64] &= ~(1ull << (degenerate + bound) % 64);
            int r0[primes_count], r1[primes_count];
            for (int i = 0; i < primes_count; i++) r0[i] = residue(-bound, primes[i]);
            for (int b0 = -bound; b0 <= bound; b0++) {
                for (int i = 0; i < primes_count; i++) r1[i] = residue(-bound, primes[i]);
                for (int b1 = -bound; b1 <= bound; b1++) {
                    uint64_t common[widest];
                    memcpy(common, allowed, sizeof common);
                    uint64_t any = 1;
                    for (int i = 0; i < primes_count && any; i++) {
                        const uint64_t *row = rows[i][r0[i] * primes[i] + r1[i]];
                        any = 0;
                        for (int w = 0; w < words; w++) any |= common[w] &= row[w];
                    }
                    if (any)
                        for (int w = 0; w < words; w++) count += __builtin_popcountll(common[w]);
                    if (degenerate) count += passes(a1, a0, degenerate, b1, b0);
                    for (int i = 0; i < primes_count; i++)
                        if (++r1[i] == primes[i]) r1[i] = 0;
                }
                for (int i = 0; i < primes_count; i++)
                    if (++r0[i] == primes[i]) r0[i] = 0;
            }
        }
    return count;
}
