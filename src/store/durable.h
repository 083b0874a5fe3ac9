/* SPDX-License-Identifier: MIT */
/* Files that are there whole or not at all, also after the power failed. */
#ifndef CRIB_STORE_DURABLE_H
#define CRIB_STORE_DURABLE_H

#include "core/err.h"

/* "folder/name", mem_free() it; NULL when memory is refused. */
char *durable_path(const char *folder, const char *name);

/* The file that is being written, under a temporary name beside its place. */
struct durable {
    int fd;
    int folder;        /* descriptor of the folder */
    char name[64], temp[80];
};

/* Begin folder/name, which must not be longer than 63 bytes. */
int durable_begin(struct durable *d, const char *folder, const char *name, struct crib_err *err);
int durable_write(struct durable *d, const void *bytes, size_t n, struct crib_err *err);
/* Write at a place that was written before. */
int durable_patch(struct durable *d, const void *bytes, size_t n, uint64_t at, struct crib_err *err);
/* Sync the file, rename it to its name, sync the folder. */
int durable_finish(struct durable *d, struct crib_err *err);
void durable_abandon(struct durable *d);

/* The whole system's word that what happened in the folder has happened. */
int durable_sync_folder(const char *folder, struct crib_err *err);

/* Is this the name of a file that a writer left behind? */
bool durable_is_temporary(const char *name);

#endif
