/* SPDX-License-Identifier: MIT */
/* A baseline: findings that are accepted as they are, each so many times.
 *
 *   ID COUNT\n     16 hexadecimal digits, rising from line to line; a number
 *
 * A line that begins with # and an empty one say nothing. One more occurrence
 * than COUNT of a finding is told. */
#ifndef CRIB_ENGINE_AUDIT_BASELINE_H
#define CRIB_ENGINE_AUDIT_BASELINE_H

#include "core/err.h"

struct baseline {
    struct baseline_line { uint64_t id, left; } *line; /* [n] by id */
    size_t n;
};

/* CRIB_E_ARG, with the line's number, for text that is none. */
int baseline_read(struct baseline *b, const char *text, size_t n, struct crib_err *err);
void baseline_done(struct baseline *b);
/* The line of a finding, or NULL. */
struct baseline_line *baseline_find(const struct baseline *b, uint64_t id);

#endif
