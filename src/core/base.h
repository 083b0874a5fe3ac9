/* SPDX-License-Identifier: MIT */
/* The first include of every .c file: the standard headers everybody uses,
 * and a list of functions nobody may use. */
#ifndef CRIB_CORE_BASE_H
#define CRIB_CORE_BASE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crib/types.h"

/* strcpy and sprintf write past the end, strtok keeps hidden state, atoi
 * takes "12abc" for 12. */
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi atol atof

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

static inline size_t min_size(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t max_size(size_t a, size_t b) { return a > b ? a : b; }
static inline uint32_t min_u32(uint32_t a, uint32_t b) { return a < b ? a : b; }
static inline uint32_t max_u32(uint32_t a, uint32_t b) { return a > b ? a : b; }

#endif
