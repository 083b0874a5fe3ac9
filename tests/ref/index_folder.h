/* SPDX-License-Identifier: MIT */
/* Folders that tests make, look into, damage and remove. */
#ifndef CRIB_TESTS_INDEX_FOLDER_H
#define CRIB_TESTS_INDEX_FOLDER_H

#include "harness.h"

struct folder { char path[64]; };

void folder_make(struct folder *f);
void folder_remove(struct folder *f);        /* and what is in it */
/* Names of the files in it, sorted; at most 64 of them, freed by the caller with free(). */
size_t folder_list(const struct folder *f, char *name[64]);
/* Whole files, as malloc() gives. */
char *file_read(const char *path, size_t *n);
void file_write(const char *path, const char *bytes, size_t n);
/* "folder/name" in a buffer of the caller. */
const char *folder_name(const struct folder *f, const char *name, char out[160]);
void folder_copy(const struct folder *from, const struct folder *to);

#endif
