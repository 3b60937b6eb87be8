#ifndef AC_SATURATION_H
#define AC_SATURATION_H

#include <stdint.h>

// Closes a right-nested sum of n <= 16 distinct symbols under associativity and commutativity, where the class of a sum
// is known beforehand: the set of its symbols as a bit mask. What is left is finding matches, looking up and inserting,
// each once: a lower bound for an e-graph with these rules, without union-find, congruence and proofs. Returns the number
// of e-nodes, 3^n - 2^(n+1) + 1 + n.
uint32_t reference_ac_saturation(uint32_t n);

#endif
