/* SPDX-License-Identifier: MIT */
/* A VFS for SQLite that keeps a checksum in every page of a database. */
#ifndef CRIB_STORE_CATALOGUE_VFS_H
#define CRIB_STORE_CATALOGUE_VFS_H

#include "core/err.h"

enum { CATALOGUE_PAGE = 4096, CATALOGUE_RESERVED = 8 };

/* Register the VFS "crib" (once; from any thread). */
int catalogue_vfs_register(struct crib_err *err);

/* Byte of the first page that this thread found damaged since it was told to
 * forget, or -1: SQLite asks several times, and each time it fails. */
int64_t catalogue_vfs_damage(void);
void catalogue_vfs_forget(void);
/* Whether this thread's opening of a database is to fail at once where another
 * process is just making the memory that they share. */
void catalogue_vfs_impatient(bool on);

#endif
