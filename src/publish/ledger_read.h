/* SPDX-License-Identifier: MIT */
/* Reading a ledger.jsonl back, record by record: what of it is needed to put
 * the inputs together again. Nothing in it is trusted. */
#ifndef CRIB_PUBLISH_LEDGER_READ_H
#define CRIB_PUBLISH_LEDGER_READ_H

#include "core/buf.h"

/* Bytes that were cut from a file, and how many stand there instead. */
struct old_cut {
    uint64_t beg, end; /* of the input */
    uint64_t n_put;
    char *bytes;       /* [end - beg] */
};

/* A file record with the cuts that came before it. */
struct old_file {
    char *name;        /* below the folder; bytes, not checked */
    bool written, unread;
    uint64_t n_in, n_out;
    uint32_t crc_in, crc_out;
    struct old_cut *cut; /* [n_cut] ascending, disjoint */
    size_t n_cut, cap_cut;
};

/* Told each file; it dies with the call. */
typedef int old_file_fn(void *arg, const struct old_file *f, struct crib_err *err);

/* Read the ledger at `path` to its end. CRIB_E_FORMAT, with the line, when it
 * is no ledger or not whole; CRIB_E_IO. Memory: the longest line, and the cuts
 * of one file. */
int ledger_read(const char *path, old_file_fn *fn, void *arg, struct crib_err *err);

#endif
