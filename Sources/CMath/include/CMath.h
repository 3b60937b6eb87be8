// The one C module of Apery: GMP, MPFR, FLINT and Arb together, so that every name belongs to one Clang module.
// Beside the headers stand static inline shims for what Swift cannot import: macros, and two-operand forms of
// functions whose three-operand form would alias its arguments.
#ifndef CMATH_H
#define CMATH_H

#include <gmp.h>
#include <mpfr.h>
#include <flint/flint.h>
#include <flint/fmpz.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_poly_factor.h>
#include <flint/fmpz_mat.h>
#include <flint/fmpz_lll.h>
#include <flint/fmpq.h>
#include <flint/fmpq_mpoly.h>
#include <flint/fmpq_mpoly_factor.h>
#include <bernoulli.h>
#include <flint/nmod_poly.h>
#include <flint/ulong_extras.h>
#include <arb.h>
#include <arb_hypgeom.h>
#include <arb_mat.h>
#include <acb.h>
#include <acb_hypgeom.h>
#include <acb_dirichlet.h>
#include <acb_elliptic.h>
#include <acb_modular.h>
#include <acb_poly.h>
#include <acb_calc.h>

#include "ContinuantKernels.h"

static inline int cm_mpz_sgn(const __mpz_struct *z) { return mpz_sgn(z); }
static inline int cm_mpz_odd_p(const __mpz_struct *z) { return mpz_odd_p(z) != 0; }
static inline int cm_mpz_fits_slong(const __mpz_struct *z) { return mpz_fits_slong_p(z); }
static inline long cm_mpz_get_si(const __mpz_struct *z) { return mpz_get_si(z); }
static inline void cm_mpz_add_si(__mpz_struct *r, const __mpz_struct *a, long b) {
    if (b >= 0) mpz_add_ui(r, a, (unsigned long)b);
    else mpz_sub_ui(r, a, 0UL - (unsigned long)b);
}
static inline void cm_mpz_addmul_si(__mpz_struct *r, const __mpz_struct *a, long b) {
    if (b >= 0) mpz_addmul_ui(r, a, (unsigned long)b);
    else mpz_submul_ui(r, a, 0UL - (unsigned long)b);
}
static inline int cm_mpz_cmp_si(const __mpz_struct *a, long b) { return mpz_cmp_si(a, b); }
static inline void cm_mpz_add(__mpz_struct *r, const __mpz_struct *a, const __mpz_struct *b) { mpz_add(r, a, b); }
static inline void cm_mpz_mul(__mpz_struct *r, const __mpz_struct *a, const __mpz_struct *b) { mpz_mul(r, a, b); }
static inline void cm_mpz_neg(__mpz_struct *r, const __mpz_struct *a) { mpz_neg(r, a); }
static inline void cm_mpz_free_text(char *s) {
    void (*release)(void *, size_t);
    mp_get_memory_functions(0, 0, &release);
    release(s, __builtin_strlen(s) + 1);
}

// The parts of a multivariate polynomial content · Σ coefficient · monomial, and of its context.
static inline const fmpz *cm_fmpq_mpoly_coefficients(const fmpq_mpoly_struct *p) { return p->zpoly->coeffs; }
static inline void cm_fmpq_mpoly_exponents(
    unsigned long *e, const fmpq_mpoly_struct *p, long i, const fmpq_mpoly_ctx_struct *c) {
    fmpz_mpoly_get_term_exp_ui(e, p->zpoly, i, c->zctx);
}
static inline int cm_fmpz_is_small(const fmpz *z) { return !COEFF_IS_MPZ(*z); }

// Text that Arb, FLINT or MPFR allocated (arb_get_str and its like use FLINT's allocator).
static inline void cm_flint_free(void *p) { flint_free(p); }

// arb_get_str: print the midpoint only, cut to the digits that the radius proves.
static const unsigned long CM_ARB_STR_NO_RADIUS = ARB_STR_NO_RADIUS;

// Best-effort hint to bring a cache line near.
static inline void cm_prefetch(const void *p) { __builtin_prefetch(p); }

#endif
