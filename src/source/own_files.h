/* SPDX-License-Identifier: MIT */
/* Files that crib itself wrote into a folder and that are no texts of it. */
#ifndef CRIB_SOURCE_OWN_FILES_H
#define CRIB_SOURCE_OWN_FILES_H

#include "core/base.h"

/* The ledgers of a deduplicated collection: they quote what was taken out of
 * it. path names a regular file; n_folder bytes of it, the last a slash, are
 * its folder. */
bool is_own_ledger(const char *path, size_t n_folder);

#endif
