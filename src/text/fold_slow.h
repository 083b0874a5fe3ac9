/* SPDX-License-Identifier: MIT */
/* ICU's own path: for the few stretches where a character folds to several
 * or composes with its neighbour. */
#ifndef CRIB_TEXT_FOLD_SLOW_H
#define CRIB_TEXT_FOLD_SLOW_H

#include "core/err.h"
#include "text/token.h"

/* No character's compatibility form is longer than 18 (U+FDFA). */
enum { FOLD_SLOW_MOST = TOKEN_MOST * 18 };

/* NFKC_Casefold, then variants, of n bytes of at most TOKEN_MOST code points
 * (what lies beyond is not read):
 *
 *   out   u32[FOLD_SLOW_MOST]   folded code points, *n_out of them
 *
 * Fails with CRIB_E_NOMEM only. */
int fold_slow(const char *s, size_t n, uint32_t *out, size_t *n_out, struct crib_err *err);

#endif
