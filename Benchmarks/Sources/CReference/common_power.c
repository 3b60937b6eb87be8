#include "common_power.h"

#include <stdint.h>

static uint32_t residue(long value, uint32_t m) {
    long r = value % (long)m;
    return (uint32_t)(r < 0 ? r + (long)m : r);
}

static int passes(int x, int y, int z, int w, uint32_t p) {
    uint32_t m = p * p, tx = residue(x, m), ty = residue(y, m), tz = residue(z, m), tw = residue(-(long)w * w, m);
    uint64_t p0 = 1, p1 = (tx + ty + tz) % m, q0 = 0, q1 = 1;
    for (uint32_t n = 1; n <= 2 * p; n++) {
        uint64_t s = n * n % m, t = (n + 1) * (n + 1) % m, n3 = s * n % m, t3 = t * (n + 1) % m;
        uint64_t n5 = n3 * s % m, t5 = t3 * t % m;
        uint64_t a = (tx * (n5 + t5) + ty * (n3 + t3) + tz * (uint64_t)(2 * n + 1)) % m;
        uint64_t b = tw * (n5 * n5 % m) % m;
        uint64_t next = (a * p1 + b * p0) % m;
        p0 = p1;
        p1 = next;
        next = (a * q1 + b * q0) % m;
        q0 = q1;
        q1 = next;
    }
    return p1 == 0 && q1 == 0;
}

long reference_common_power(int first, int last, int bound, int width) {
    static const uint32_t primes[] = {11, 13, 17, 19, 23, 29};
    long count = 0;
    for (int x = first; x <= last; x++)
        for (int y = -bound; y <= bound; y++)
            for (int z = -bound; z <= bound; z++)
                for (int w = 1; w <= width; w++) {
                    int alive = 1;
                    for (int i = 0; i < 6 && alive; i++) {
                        int p = (int)primes[i], discriminant = 4 * x * x - 4 * w * w;
                        if (w % p == 0 || (discriminant != 0 && discriminant % p == 0)) continue;
                        alive = passes(x, y, z, w, primes[i]);
                    }
                    count += alive;
                }
    return count;
}
