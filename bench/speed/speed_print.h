/* SPDX-License-Identifier: MIT */
/* What was measured, as tables. */
#ifndef CRIB_SPEED_PRINT_H
#define CRIB_SPEED_PRINT_H

#include "speed/speed_bench.h"

/* One line on the corpus and on what was found in it. */
void print_corpus(const struct bench *b, FILE *out);

/* stage, bytes, documents, ms_min, ms_median, MB_per_s, ratio_to_memcpy,
 * peak_memory_KiB. Returns 0. */
int print_stages(const struct bench *b, FILE *out);

/* gate, value, floor, ok|short. Returns 1 when one is short. baseline: the
 * floors of a build for any x86-64. */
int print_gates(const struct bench *b, bool baseline, FILE *out);

#endif
