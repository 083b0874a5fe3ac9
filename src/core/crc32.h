/* SPDX-License-Identifier: MIT */
/* The CRC-32 that zip, gzip and PNG use: anybody's tools can check it. */
#ifndef CRIB_CORE_CRC32_H
#define CRIB_CORE_CRC32_H

#include "core/base.h"

/* Continue from crc (0 at the beginning). */
uint32_t crc32_of(uint32_t crc, const void *bytes, size_t n);

#endif
