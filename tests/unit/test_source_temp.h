/* SPDX-License-Identifier: MIT */
/* A folder of files that lives as long as one test, and what the tests of
 * source ask again and again. */
#ifndef CRIB_TESTS_SOURCE_TEMP_H
#define CRIB_TESTS_SOURCE_TEMP_H

#include "core/buf.h"
#include "harness.h"
#include "source/source.h"

struct temp {
    char path[256];
};

void temp_init(struct temp *t);
void temp_done(struct temp *t); /* removes the folder and all in it */
/* A path inside; good until the fourth next call. */
const char *temp_path(const struct temp *t, const char *name);
/* Write a file, its folders made. */
const char *temp_write(struct temp *t, const char *name, const char *bytes, size_t n);
const char *temp_text(struct temp *t, const char *name, const char *text);
void temp_folder(struct temp *t, const char *name);
void temp_link(struct temp *t, const char *target, const char *name);

/* Read bytes as a file of that name, with default options unless o. */
void read_memory(const char *name, const char *bytes, size_t n, const struct source_options *o, struct source *out);
/* The i-th complaint as "lost code name=value …", "" when there is none. */
const char *complaint_text(const struct complaints *c, size_t i);
/* A text of the member's block: borrowed until the next call. */
const char *block_string(const struct member *m, uint32_t i);

#endif
