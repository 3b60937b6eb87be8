// The references of the benchmarks.
#include "apery_reference.h"
#include "term_store.h"
