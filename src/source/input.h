/* SPDX-License-Identifier: MIT */
/* The bytes of one source: a regular file, standard input, or memory. Read
 * with read(), never mapped: a file cut short while it is mapped kills. */
#ifndef CRIB_SOURCE_INPUT_H
#define CRIB_SOURCE_INPUT_H

#include "core/buf.h"
#include "source/complain.h"

struct input {
    int fd;              /* -1: memory */
    bool owned;          /* close fd at the end */
    const char *memory;  /* what is left of it */
    size_t n_memory;
    uint64_t size_hint;  /* bytes to come, as far as the system knows */
    int failed;          /* errno of the read that failed, or 0 */
    bool ended;
};

/* Open path ("-" is standard input). On success *trouble is 0; when the
 * system refuses, *trouble is its errno and *in is at its end. A path that is
 * not a regular file gives *kind, else NULL. */
void input_open(struct input *in, const char *path, int *trouble, const char **kind);
void input_memory(struct input *in, const char *bytes, size_t n);
void input_done(struct input *in);

/* Append up to `most` bytes to *b; less only at the end or when reading
 * failed (in->failed). CRIB_E_LIMIT when *b is full and the input is not at
 * its end; CRIB_E_NOMEM. */
int input_read(struct input *in, size_t most, struct buf *b, struct crib_err *err);

/* "device", "fifo", "socket", "other", or NULL for a regular file. */
const char *input_kind(unsigned mode);

/* The fact cannot-read for an errno. */
struct crib_fact input_trouble(int number);

#endif
