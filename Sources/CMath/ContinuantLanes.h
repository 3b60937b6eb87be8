// The vector code, compiled once for each instruction set: NAME(x) appends the name of the set to x, and the including
// file sets the target of the functions and WIDTH, the doubles in a register. No include guard.
#undef vec
#define vec NAME(doubles)
#undef ivec
#define ivec NAME(integers)
#undef pair
#define pair NAME(double_doubles)
#undef load
#define load NAME(load_lanes)
#undef store
#define store NAME(store_lanes)
#undef splat
#define splat NAME(splat_lanes)
#undef vabs
#define vabs NAME(vabs_lanes)
#undef choose
#define choose NAME(choose_lanes)
#undef root
#define root NAME(root_lanes)
#undef polynomial
#define polynomial NAME(polynomial_lanes)
#undef scalar_jet
#define scalar_jet NAME(scalar_jet_lanes)
#undef lane_jet
#define lane_jet NAME(lane_jet_lanes)
#undef smooth_tail
#define smooth_tail NAME(smooth_tail_lanes)
#undef nested_tail
#define nested_tail NAME(nested_tail_lanes)
#undef continuants
#define continuants NAME(continuants_lanes)
#undef numerator_jets
#define numerator_jets NAME(numerator_jets_lanes)
#undef passing
#define passing NAME(passing_lanes)
#undef inverse_scale
#define inverse_scale NAME(inverse_scale_lanes)
#undef fused
#define fused NAME(fused_lanes)
#undef normalized
#define normalized NAME(normalized_lanes)
#undef two_sum
#define two_sum NAME(two_sum_lanes)
#undef product
#define product NAME(product_lanes)
#undef sum
#define sum NAME(sum_lanes)

typedef double vec __attribute__((vector_size(8 * WIDTH), aligned(8)));
typedef int64_t ivec __attribute__((vector_size(8 * WIDTH), aligned(8)));
// Double-double numbers: high + low with |low| at most half an ulp of high.
typedef struct {
    vec high, low;
} pair;

// Vectors whose recurrences run side by side: enough to hide the latency of the additions.
#undef VECTORS
#define VECTORS (CM_LANES / WIDTH)
#undef GROUP
#define GROUP 4

#pragma clang fp contract(fast)

INLINE vec load(const double *p) { return *(const vec *)p; }
INLINE void store(double *p, vec x) { *(vec *)p = x; }
INLINE vec splat(double x) { return (vec){0} + x; }
INLINE vec vabs(vec x) { return (vec)((ivec)x & INT64_MAX); }
INLINE vec choose(ivec mask, vec x, vec y) { return (vec)(((ivec)x & mask) | ((ivec)y & ~mask)); }
INLINE vec root(vec x) {
#if __has_builtin(__builtin_elementwise_sqrt)
    return __builtin_elementwise_sqrt(x);
#else
    for (int i = 0; i < WIDTH; i++) x[i] = sqrt(x[i]);
    return x;
#endif
}

INLINE vec polynomial(const double *coefficients, int degree, vec n) {
    vec value = load(coefficients + (long)degree * CM_LANES);
    for (int k = degree - 1; k >= 0; k--) value = value * n + load(coefficients + (long)k * CM_LANES);
    return value;
}

static uint32_t NAME(tabulate_numerators)(
    const double *coefficients, int degree, int depth, const double *scale, double *table) {
    uint32_t zeros = 0;
    for (int v = 0; v < VECTORS; v++) {
        ivec zero = {0};
        for (int n = 1; n <= depth; n++) {
            vec value = polynomial(coefficients + v * WIDTH, degree, splat(n));
            zero |= value == splat(0);
            store(table + (long)(n - 1) * CM_LANES + v * WIDTH, value * scale[n]);
        }
        for (int i = 0; i < WIDTH; i++) zeros |= (uint32_t)(zero[i] & 1) << (v * WIDTH + i);
    }
    return zeros;
}

static void NAME(tabulate_denominators)(
    const double *coefficients, int degree, int depth, const double *scale, double *row) {
    for (int n = 0; n <= depth; n++) {
        double value = coefficients[degree];
        for (int k = degree - 1; k >= 0; k--) value = value * n + coefficients[k];
        row[n] = value * scale[n];
    }
}

// MARK: Tails

// p(n), p′(n), p″(n) of a polynomial whose coefficients are `stride` apart, by Horner's rule.
INLINE void scalar_jet(const double *coefficients, int degree, double n, double jet[3]) {
    double p = 0, p1 = 0, p2 = 0;
    for (int k = degree; k >= 0; k--) {
        p2 = p2 * n + 2 * p1;
        p1 = p1 * n + p;
        p = p * n + coefficients[k];
    }
    jet[0] = p;
    jet[1] = p1;
    jet[2] = p2;
}

INLINE void lane_jet(const double *coefficients, int degree, double n, vec jet[3]) {
    vec p = splat(0), p1 = splat(0), p2 = splat(0);
    for (int k = degree; k >= 0; k--) {
        p2 = p2 * n + 2 * p1;
        p1 = p1 * n + p;
        p = p * n + load(coefficients + (long)k * CM_LANES);
    }
    jet[0] = p;
    jet[1] = p1;
    jet[2] = p2;
}

// The solution u of u(n) u(n+1) = a(n) u(n+1) + b(n+1) that varies slowly, from the jets of a at n and of b at n+1.
//
// Order 0 is the fixed point u₀ = (a + σ)/2, σ = ±√(a² + 4b) with the sign of a. With u(n+1) = u + u′ + u″/2 + … and
// u = u₀ + ε + ζ the terms of first and second order in d/dn give
// ε = −(u₀ − a) u₀′/σ and ζ = −(ε² + ε u₀′ + (u₀ − a)(ε′ + u₀″/2))/σ, where σ u₀′ = a′ u₀ + b′.
// Where the expansion does not decrease the result is NaN, as for a² + 4b < 0.
INLINE vec smooth_tail(const double a[3], const vec b[3], int order) {
    vec root_of_discriminant = root(a[0] * a[0] + 4 * b[0]);
    vec sigma = a[0] < 0 ? -root_of_discriminant : root_of_discriminant;
    vec u = (a[0] + sigma) * 0.5;
    if (order == 0) return u;
    vec inverse = 1 / sigma;
    vec minus = u - a[0];
    vec u1 = (a[1] * u + b[1]) * inverse;
    vec sigma1 = 2 * u1 - a[1];
    vec u2 = (a[2] * u + a[1] * u1 + b[2] - sigma1 * u1) * inverse;
    vec epsilon = -minus * u1 * inverse;
    vec epsilon1 = -((u1 - a[1]) * u1 + minus * u2 + epsilon * sigma1) * inverse;
    vec zeta = -(epsilon * (epsilon + u1) + minus * (epsilon1 + 0.5 * u2)) * inverse;
    ivec poor = vabs(zeta) > 0.25 * vabs(u);
    return choose(poor, splat(NAN), u + epsilon + zeta);
}

// The same from a and b at `order` + 1 neighbours: with δ = u(n+1) − u(n) known from the order before,
// u = ((a − δ) ± √((a + δ)² + 4b))/2. It holds for a² + 4b of lower degree than a² as well; a negative discriminant counts as 0.
INLINE vec nested_tail(
    const double *a, int degree_a, const double *b, int degree_b, int depth, int order) {
    enum { LARGEST = 12 };
    vec u[LARGEST + 1], denominators[LARGEST + 1], numerators[LARGEST + 1];
    if (order > LARGEST) order = LARGEST;
    for (int m = 0; m <= order; m++) {
        denominators[m] = polynomial(a, degree_a, splat(depth + m));
        numerators[m] = 4 * polynomial(b, degree_b, splat(depth + m + 1));
        u[m] = splat(0);
    }
    for (int level = 0; level <= order; level++)
        for (int m = 0; m <= order - level; m++) {
            vec delta = level == 0 ? splat(0) : u[m + 1] - u[m];
            vec shifted = denominators[m] + delta;
            vec discriminant = shifted * shifted + numerators[m];
            vec size = root(choose(discriminant > 0, discriminant, splat(0)));
            vec sigma = (vec)((ivec)size | ((ivec)denominators[m] & INT64_MIN));
            u[m] = (denominators[m] - delta + sigma) * 0.5;
        }
    return u[0];
}

// MARK: Blocks

// N(0) and N(1) for the row and the 32 numerators.
INLINE void continuants(
    const cm_denominators *a, long r, const vec jets[VECTORS][3], const double *table, vec first[VECTORS],
    vec second[VECTORS]) {
    double jet[3];
    scalar_jet(a->coefficients + r * (a->degree + 1), a->degree, a->depth, jet);
    const double *row = a->rows + r * a->stride;
    for (int g = 0; g < VECTORS; g += GROUP) {
        const double *numerators = table + g * WIDTH;
        vec x[GROUP], y[GROUP];
#pragma clang loop unroll(full)
        for (int v = 0; v < GROUP; v++) {
            x[v] = smooth_tail(jet, jets[g + v], a->order) * a->tail_scale;
            y[v] = splat(1);
        }
        int n = a->depth - 1;
        if (!(n & 1)) {
#pragma clang loop unroll(full)
            for (int v = 0; v < GROUP; v++) {
                vec t = row[n] * x[v] + load(numerators + (long)n * CM_LANES + v * WIDTH) * y[v];
                y[v] = x[v];
                x[v] = t;
            }
            n--;
        }
        for (; n > 0; n -= 2) {
#pragma clang loop unroll(full)
            for (int v = 0; v < GROUP; v++) {
                y[v] = row[n] * x[v] + load(numerators + (long)n * CM_LANES + v * WIDTH) * y[v];
                x[v] = row[n - 1] * y[v] + load(numerators + (long)(n - 1) * CM_LANES + v * WIDTH) * x[v];
            }
        }
#pragma clang loop unroll(full)
        for (int v = 0; v < GROUP; v++) {
            first[g + v] = x[v];
            second[g + v] = y[v];
        }
    }
}

INLINE void numerator_jets(const double *numerators, int degree, int depth, vec jets[VECTORS][3]) {
    for (int v = 0; v < VECTORS; v++) lane_jet(numerators + v * WIDTH, degree, depth + 1, jets[v]);
}

static void NAME(continuant_values)(
    const cm_denominators *a, const double *numerators, int degree, const double *table, double *values) {
    vec jets[VECTORS][3];
    numerator_jets(numerators, degree, a->depth, jets);
    for (long r = 0; r < a->count; r++) {
        vec first[VECTORS], second[VECTORS];
        continuants(a, r, jets, table, first, second);
        for (int v = 0; v < VECTORS; v++) store(values + r * CM_LANES + v * WIDTH, first[v] / second[v]);
    }
}

// The lanes whose word has all bits of the hash.
INLINE uint32_t passing(const cm_key_set *set, const uint64_t hashes[CM_LANES]) {
    uint32_t mask = 0;
    int shift = 64 - set->filter_bits;
    for (int i = 0; i < CM_LANES; i++) {
        uint64_t wanted = filter_mask(hashes[i]);
        mask |= (uint32_t)((set->filter[hashes[i] >> shift] & wanted) == wanted) << i;
    }
    return mask;
}

static long NAME(continuant_hits)(
    const cm_denominators *a, const double *numerators, int degree, const double *table, uint32_t live,
    const cm_key_set *set, cm_continuant_hit *hits) {
    vec jets[VECTORS][3];
    numerator_jets(numerators, degree, a->depth, jets);
    long found = 0;
    int shift = 64 - set->filter_bits;
    // The probes of a row wait until the next row is computed: what was prefetched has come by then.
    uint64_t hashes[2][CM_LANES];
    double firsts[2][CM_LANES], seconds[2][CM_LANES];
    for (long r = 0; r <= a->count; r++) {
        int now = r & 1, before = now ^ 1;
        if (r < a->count) {
            vec first[VECTORS], second[VECTORS];
            continuants(a, r, jets, table, first, second);
            for (int v = 0; v < VECTORS; v++) {
                vec x = vabs(first[v]), y = vabs(second[v]);
                ivec less = x < y;
                vec key = choose(less, x, y) / choose(less, y, x);
                // A NaN has the key NaN, which is in the filter.
                uint64_t lanes[WIDTH];
                ivec bits = (ivec)vabs(key);
                memcpy(lanes, &bits, sizeof lanes);
                for (int i = 0; i < WIDTH; i++) hashes[now][v * WIDTH + i] = filter_hash(lanes[i]);
                store(firsts[now] + v * WIDTH, first[v]);
                store(seconds[now] + v * WIDTH, second[v]);
            }
            for (int i = 0; i < CM_LANES; i++) __builtin_prefetch(set->filter + (hashes[now][i] >> shift));
        }
        if (r == 0) continue;
        uint32_t mask = passing(set, hashes[before]) & live;
        while (mask) {
            uint32_t lane = (uint32_t)__builtin_ctz(mask);
            mask &= mask - 1;
            hits[found].row = (uint32_t)(r - 1);
            hits[found].lane = lane;
            hits[found].value = firsts[before][lane] / seconds[before][lane];
            found++;
        }
    }
    return found;
}

// MARK: Any depth

// 2^−k for the exponent k of x, so that x times it is in 1 … 2; 1 where x is 0.
INLINE vec inverse_scale(vec x) {
    ivec exponent = (ivec)x & 0x7FF0000000000000;
    return choose(exponent == 0, splat(1), (vec)(0x7FE0000000000000 - exponent));
}

static void NAME(continuant_deep)(
    const double *a, int degree_a, const double *b, int degree_b, int depth, int order, const double *tails,
    double *values) {
    for (int v = 0; v < VECTORS; v++) {
        const double *pa = a + v * WIDTH, *pb = b + v * WIDTH;
        vec x = load(tails + v * WIDTH), y = splat(1);
        x = choose(x == x, x, nested_tail(pa, degree_a, pb, degree_b, depth, order));
        for (int n = depth - 1; n >= 0; n--) {
            vec t = polynomial(pa, degree_a, splat(n)) * x + polynomial(pb, degree_b, splat(n + 1)) * y;
            y = x;
            x = t;
            if ((n & 3) == 0) {
                vec scale = inverse_scale(choose(vabs(x) > vabs(y), x, y));
                x *= scale;
                y *= scale;
            }
        }
        store(values + v * WIDTH, x / y);
    }
}

// Double-double numbers: high + low with |low| at most half an ulp of high. Products are split exactly by a fused
// multiply–add, sums by Knuth's method; contraction must not touch these.
#pragma clang fp contract(off)
INLINE vec fused(vec x, vec y, vec z) {
#if __has_builtin(__builtin_elementwise_fma)
    return __builtin_elementwise_fma(x, y, z);
#else
    for (int i = 0; i < WIDTH; i++) z[i] = fma(x[i], y[i], z[i]);
    return z;
#endif
}
INLINE pair normalized(vec high, vec low) {
    vec total = high + low;
    return (pair){total, low - (total - high)};
}
INLINE pair two_sum(vec x, vec y) {
    vec total = x + y, part = total - x;
    return (pair){total, (x - (total - part)) + (y - part)};
}
INLINE pair product(vec x, pair y) {
    vec high = x * y.high;
    return normalized(high, fused(x, y.low, fused(x, y.high, -high)));
}
INLINE pair sum(pair x, pair y) {
    pair high = two_sum(x.high, y.high);
    return normalized(high.high, high.low + (x.low + y.low));
}

static void NAME(continuant_precise)(
    const double *a, int degree_a, const double *b, int degree_b, int depth, int order, const double *tails,
    double *high, double *low) {
    for (int v = 0; v < VECTORS; v++) {
        const double *pa = a + v * WIDTH, *pb = b + v * WIDTH;
        vec tail = load(tails + v * WIDTH);
        tail = choose(tail == tail, tail, nested_tail(pa, degree_a, pb, degree_b, depth, order));
        pair x = {tail, splat(0)}, y = {splat(1), splat(0)};
        for (int n = depth - 1; n >= 0; n--) {
            pair t = sum(product(polynomial(pa, degree_a, splat(n)), x), product(polynomial(pb, degree_b, splat(n + 1)), y));
            y = x;
            x = t;
            if ((n & 3) == 0) {
                vec scale = inverse_scale(choose(vabs(x.high) > vabs(y.high), x.high, y.high));
                x = (pair){x.high * scale, x.low * scale};
                y = (pair){y.high * scale, y.low * scale};
            }
        }
        // One step of long division: the quotient and what remains of it.
        vec quotient = x.high / y.high;
        pair rest = sum(x, product(-quotient, y));
        pair value = normalized(quotient, (rest.high + rest.low) / y.high);
        store(high + v * WIDTH, value.high);
        store(low + v * WIDTH, value.low);
    }
}
