/* SPDX-License-Identifier: MIT */
/* How much sense bytes make in an encoding. */
#ifndef CRIB_SOURCE_CHARSET_SCORE_H
#define CRIB_SOURCE_CHARSET_SCORE_H

#include "core/err.h"

enum { SCORE_SAMPLE = 1 << 16 };

/* The encoding among those of Chinese, Japanese, Korean and UTF-16/32 in
 * which the largest share (1/10000) of a sample's characters are common ones.
 * `wide_only`: among UTF-16 and UTF-32. Equal shares: the earlier of the
 * table. *name is static, NULL when none has any. */
int charset_best_share(const char *bytes, size_t n, bool wide_only, const char **name, uint32_t *share,
                       struct crib_err *err);

#endif
