#ifndef TERM_STORE_H
#define TERM_STORE_H

#include <stdint.h>

// Inserts `count` random binary nodes (children: random earlier ids, labels 0 or 1) into a growing open-addressing table
// with 12-byte nodes and 64-bit slots, linear probing, load at most 1/2. Returns the number of distinct nodes.
uint32_t reference_term_insertions(uint32_t count, uint64_t seed);

#endif
