/* SPDX-License-Identifier: MIT */
/* From a byte of a member's text to its character and line. */
#ifndef CRIB_TEXT_POSMAP_H
#define CRIB_TEXT_POSMAP_H

#include "core/mem.h"
#include "core/span.h"

struct posmap {
    const char *text;   /* borrowed */
    size_t n_bytes;
    struct position { uint32_t chars, lines; } *before; /* code points and line ends before each 4096th byte; of a
                                                         * shorter text NULL: it is counted when somebody asks */
};

/* O(n). A line ends with \n, \r\n or a \r alone. */
int posmap_init(struct posmap *m, const char *text, size_t n_bytes, struct crib_err *err);
void posmap_done(struct posmap *m);

/* Code points before byte `at` (at <= n_bytes, at a character's beginning). O(4096). */
uint64_t posmap_char(const struct posmap *m, size_t at);
/* 1-based line of byte `at`. */
uint64_t posmap_line(const struct posmap *m, size_t at);

#endif
