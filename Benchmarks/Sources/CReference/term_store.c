// A plain C hashcons: the reference for the term store.
#include "term_store.h"

#include <stdlib.h>
#include <string.h>

struct node {
    uint32_t label, left, right;
};

struct table {
    struct node *nodes;
    uint32_t count, capacity;
    uint64_t *slots;
    uint64_t mask;
};

static uint32_t hash(struct node n) {
    uint64_t h = n.label;
    h = (h ^ n.left) * 0x9E3779B97F4A7C15ull;
    h ^= h >> 29;
    h = (h ^ n.right) * 0x9E3779B97F4A7C15ull;
    return (uint32_t)((h ^ (h >> 31)) >> 16);
}

static void grow(struct table *t) {
    uint64_t mask = 2 * t->mask + 1;
    uint64_t *slots = calloc(mask + 1, sizeof *slots);
    for (uint64_t i = 0; i <= t->mask; i++) {
        if (!t->slots[i]) continue;
        uint64_t p = (t->slots[i] >> 32) & mask;
        while (slots[p]) p = (p + 1) & mask;
        slots[p] = t->slots[i];
    }
    free(t->slots);
    t->slots = slots;
    t->mask = mask;
}

static uint32_t insert(struct table *t, struct node n) {
    uint32_t h = hash(n);
    uint64_t p = h & t->mask;
    while (t->slots[p]) {
        if ((uint32_t)(t->slots[p] >> 32) == h) {
            uint32_t id = (uint32_t)t->slots[p] - 1;
            if (!memcmp(&t->nodes[id], &n, sizeof n)) return id;
        }
        p = (p + 1) & t->mask;
    }
    if (t->count == t->capacity) {
        t->capacity *= 2;
        t->nodes = realloc(t->nodes, t->capacity * sizeof *t->nodes);
    }
    t->nodes[t->count] = n;
    t->slots[p] = (uint64_t)h << 32 | (t->count + 1);
    t->count++;
    if (2 * (uint64_t)t->count > t->mask) grow(t);
    return t->count - 1;
}

uint32_t reference_term_insertions(uint32_t count, uint64_t seed) {
    struct table t = {malloc(64 * sizeof(struct node)), 0, 64, calloc(128, sizeof(uint64_t)), 127};
    uint64_t state = seed;
    uint32_t last = insert(&t, (struct node){1000, 0, 0});
    for (uint32_t i = 0; i < count; i++) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        uint32_t left = (uint32_t)(((state >> 32) * (uint64_t)t.count) >> 32);
        uint32_t right = (uint32_t)(((uint32_t)state * (uint64_t)t.count) >> 32);
        last = insert(&t, (struct node){(uint32_t)(state >> 63), left, right});
    }
    uint32_t distinct = t.count + (last > t.count);
    free(t.nodes);
    free(t.slots);
    return distinct;
}
