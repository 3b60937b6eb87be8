// The references of the benchmarks.
#include "ac_saturation.h"
#include "apery_reference.h"
#include "common_power.h"
#include "continuants.h"
#include "metrics_reference.h"
#include "term_store.h"
#include "table_sieve.h"
