/* SPDX-License-Identifier: MIT */
/* The nameless file of spill.h: where it is made, and room in it. */
#ifndef CRIB_CORE_SPILL_FILE_H
#define CRIB_CORE_SPILL_FILE_H

#include "core/err.h"

/* An empty file in $TMPDIR, without one in /tmp, or in /var/tmp where /tmp
 * lies in memory; to close(). CRIB_E_IO when there can be none. */
int spill_file_open(int *fd, struct crib_err *err);
/* Room in the file for n bytes from there: false when there is none. */
bool spill_file_reserve(int fd, uint64_t from, uint64_t n);
/* Give it back; what was written there is lost. */
void spill_file_release(int fd, uint64_t from, uint64_t n);

#endif
