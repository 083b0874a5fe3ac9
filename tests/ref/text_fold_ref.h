/* SPDX-License-Identifier: MIT */
/* The slow twin of fold_run: the same units, each asked of ICU. */
#ifndef CRIB_TESTS_REF_TEXT_FOLD_REF_H
#define CRIB_TESTS_REF_TEXT_FOLD_REF_H

#include "core/units.h"

/* As fold_run; aborts when memory is refused. Units are not cut at
 * TOKEN_MOST: keep words shorter. */
void text_fold_ref(const char *text, struct txt_span run, unsigned flags, struct units *out);

#endif
