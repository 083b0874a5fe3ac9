/* SPDX-License-Identifier: MIT */
/* What this stage makes of a row, as lines of text: `crib show shingles` and
 * `crib show sketch`. */
#ifndef CRIB_SKETCH_SKETCH_SHOW_H
#define CRIB_SKETCH_SKETCH_SHOW_H

#include "core/buf.h"
#include "sketch/sketch.h"

/* One line a shingle: number of its first unit, hash, its units apart by one
 * space. text is what the units point into; characters that could drive a
 * terminal are written \u{200B}. Linear; CRIB_E_NOMEM, or CRIB_E_LIMIT of out. */
int sketch_show_shingles(const struct units *u, const char *text, struct buf *out, struct crib_err *err);

/* Counts, the first bins of the MinHash, the SimHash, the seeds for windows
 * of `length` and their density, then one line a seed: number of its first
 * unit, hash, the windows it is the least of (first-last, - when none), its
 * units. Also CRIB_E_ARG as seeds_of(). */
int sketch_show_sketch(const struct units *u, const char *text, uint32_t length, struct buf *out, struct crib_err *err);

#endif
