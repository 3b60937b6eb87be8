// Associativity and commutativity with bit masks as classes: the lower bound for the e-graph.
#include "ac_saturation.h"

#include <stdlib.h>

struct sum {
    uint32_t left, right;
};

struct sums {
    struct sum *nodes;
    uint32_t count, capacity;
    uint64_t *slots;
    uint64_t mask;
    // Lists of the nodes by class and by right child: the first of each class, the next of each node.
    uint32_t *class_head, *class_next, *right_head, *right_next;
};

static uint32_t hash(struct sum s) {
    uint64_t h = ((uint64_t)s.left << 32 | s.right) * 0x9E3779B97F4A7C15ull;
    return (uint32_t)((h ^ (h >> 32)) * 0xD6E8FEB86659FD93ull >> 32);
}

static void grow(struct sums *t) {
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

static void add(struct sums *t, uint32_t left, uint32_t right) {
    struct sum s = {left, right};
    uint32_t h = hash(s);
    uint64_t p = h & t->mask;
    while (t->slots[p]) {
        if ((uint32_t)(t->slots[p] >> 32) == h) {
            struct sum other = t->nodes[(uint32_t)t->slots[p] - 1];
            if (other.left == left && other.right == right) return;
        }
        p = (p + 1) & t->mask;
    }
    if (t->count == t->capacity) {
        t->capacity *= 2;
        t->nodes = realloc(t->nodes, t->capacity * sizeof *t->nodes);
        t->class_next = realloc(t->class_next, t->capacity * sizeof *t->class_next);
        t->right_next = realloc(t->right_next, t->capacity * sizeof *t->right_next);
    }
    t->nodes[t->count++] = s;
    t->slots[p] = (uint64_t)h << 32 | t->count;
    if (2 * (uint64_t)t->count > t->mask) grow(t);
}

// (a + (c + d)) = ((a + c) + d)
static void associate(struct sums *t, uint32_t a, struct sum inner) {
    add(t, a, inner.left);
    add(t, a | inner.left, inner.right);
}

uint32_t reference_ac_saturation(uint32_t n) {
    size_t classes = (size_t)1 << n;
    struct sums t = {.capacity = 1024, .mask = 4095};
    t.nodes = malloc(t.capacity * sizeof *t.nodes);
    t.class_next = malloc(t.capacity * sizeof *t.class_next);
    t.right_next = malloc(t.capacity * sizeof *t.right_next);
    t.slots = calloc(t.mask + 1, sizeof *t.slots);
    // 0 ends a list: nodes are named by one more than their index.
    t.class_head = calloc(classes, sizeof *t.class_head);
    t.right_head = calloc(classes, sizeof *t.right_head);
    for (uint32_t i = 0; i + 1 < n; i++) add(&t, 1u << i, (uint32_t)(classes - 1) & ~((2u << i) - 1));
    // Every pair of a sum and a sum in its right child is met once, when the later of both has its turn.
    for (uint32_t i = 0; i < t.count; i++) {
        struct sum s = t.nodes[i];
        uint32_t class = s.left | s.right;
        t.class_next[i] = t.class_head[class];
        t.class_head[class] = i + 1;
        t.right_next[i] = t.right_head[s.right];
        t.right_head[s.right] = i + 1;
        add(&t, s.right, s.left);
        for (uint32_t k = t.class_head[s.right]; k; k = t.class_next[k - 1]) associate(&t, s.left, t.nodes[k - 1]);
        for (uint32_t k = t.right_head[class]; k; k = t.right_next[k - 1]) associate(&t, t.nodes[k - 1].left, s);
    }
    uint32_t count = t.count + n;
    free(t.nodes);
    free(t.class_next);
    free(t.right_next);
    free(t.slots);
    free(t.class_head);
    free(t.right_head);
    return count;
}
