/* SPDX-License-Identifier: MIT */
/* A corpus with known truth, any part of which can be made at any time. */
#ifndef CRIB_SPEED_CORPUS_H
#define CRIB_SPEED_CORPUS_H

#include "speed/speed_words.h"

enum { CORPUS_MEAN_BYTES = 4000, CORPUS_LEAST_MEAN = 400, CORPUS_MOST_MEAN = 1000000 };
enum corpus_lang { CORPUS_ZH, CORPUS_EN, CORPUS_MIXED };

struct corpus_plan {
    uint64_t seed;
    uint64_t n_bytes;          /* of text: documents are made until they hold this */
    uint64_t n_docs;           /* corpus_write: or until they are this many; 0: any number */
    uint32_t mean_bytes;       /* of a document, about; 0: CORPUS_MEAN_BYTES */
    uint32_t copies_permille;  /* documents that are near-duplicates of an earlier one */
    uint32_t edits_permille;   /* units of such a copy that are replaced, left out or put in */
    uint8_t lang;              /* enum corpus_lang */
};

struct corpus {
    struct corpus_plan plan;
    struct lexicon lexicon;
};

int corpus_init(struct corpus *c, const struct corpus_plan *plan, struct crib_err *err);
void corpus_done(struct corpus *c);

/* True when document i is a copy; *original is no copy itself, and < i. */
bool corpus_copies(const struct corpus *c, uint64_t i, uint64_t *original);

/* Append document i to *out. It depends on the plan's seed and on i alone. */
int corpus_document(const struct corpus *c, uint64_t i, struct buf *out, struct crib_err *err);

/* Write the corpus as JSON Lines {"id":"d000000000001","text":"…"}, and, when
 * truth is not NULL, a line "copy<TAB>original" for each copy. One document is
 * in memory at a time. */
int corpus_write(const struct corpus *c, FILE *out, FILE *truth, uint64_t *n_docs, uint64_t *n_bytes,
                 struct crib_err *err);

/* The same rows in memory; original[i] is UINT32_MAX when i is no copy.
 * mem_free(*original). */
int corpus_rows(const struct corpus *c, struct buf *rows, uint32_t **original, uint32_t *n_docs, uint64_t *n_bytes,
                struct crib_err *err);

#endif
