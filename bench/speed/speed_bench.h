/* SPDX-License-Identifier: MIT */
/* A made corpus, and what each stage of a scan of it takes, round by round. */
#ifndef CRIB_SPEED_BENCH_H
#define CRIB_SPEED_BENCH_H

#include "engine/collection.h"
#include "speed/speed_clock.h"
#include "speed/speed_corpus.h"

enum stage {
    STAGE_MEMCPY,
    STAGE_READ,            /* JSON Lines in memory to texts and lines */
    STAGE_DOCUMENTS,       /* lines to documents */
    STAGE_FOLD,            /* decode and fold to unit rows */
    STAGE_SHINGLE,         /* on ready rows, each in cache: parts of text to signature */
    STAGE_MINHASH,
    STAGE_SIMHASH,
    STAGE_SEEDS,
    STAGE_TANDEM,
    STAGE_SIGNATURE,       /* text to signatures: everything that the "sketch" of whole documents does */
    STAGE_SKETCH,          /* text to signatures and seeds, rows kept: everything that a scan's "sketch" does */
    STAGE_SIGNATURE_ALONE, /* the row on the desk, its shingles, its MinHash: what the rival does */
    STAGE_SIGNATURE_ICU,
    STAGE_SIGNATURE_ONE,   /* on the wall */
    STAGE_SIGNATURE_TWO,
    STAGE_LSH,
    STAGE_LSH_ROARING,
    STAGE_INDEX,           /* seed postings */
    STAGE_CANDIDATES,      /* seed postings, pairs from seeds and bands */
    STAGE_ALIGN,
    STAGE_ROLES,
    STAGE_VERDICTS,
    STAGE_ALIGNED,         /* text in memory to aligned verdicts */
    STAGE_WHOLE,           /* the same of whole documents */
    STAGE_COMPARE,         /* signatures, one against all */
    STAGES
};

extern const struct stage_name {
    const char *name;
    bool signatures; /* bytes are those of signatures, not of text */
} stage_names[STAGES];

struct bench {
    struct corpus corpus;
    struct buf rows;            /* JSON Lines */
    uint32_t *original;         /* [n_docs] */
    uint32_t n_docs;
    uint64_t text_bytes;
    char *from, *to;            /* [copy_bytes] */
    size_t copy_bytes;
    uint32_t *many;             /* [n_many][MINHASH_K] the signatures, again and again */
    uint32_t n_many;
    double ms[STAGES][ROUNDS_MOST];
    uint64_t peak[STAGES];      /* KiB */
    double two_to_one[ROUNDS_MOST]; /* what two threads of plain arithmetic do beside one: the machine's own limit */
    int n_rounds;
    uint64_t index_bytes, seed_bytes; /* of the postings; of all seeds before */
    uint64_t n_copies;          /* planted ones */
    uint64_t n_found, n_found_whole; /* those told as near-duplicates of their original, by a scan and by one of whole documents */
    int64_t volatile sink;
};

/* All rounds. Failures, and a stage whose outcome is not the scan's, end the
 * program with a sentence. */
void bench_run(struct bench *b, const struct corpus_plan *plan, int n_rounds);
void bench_done(struct bench *b);

/* Bytes that a stage's speed counts. */
uint64_t stage_bytes(const struct bench *b, enum stage s);
/* How many times as many bytes a millisecond stage s does than stage t (or than
 * memcpy), median of the rounds. */
double stage_ratio(const struct bench *b, enum stage s, enum stage t);
double stage_to_memcpy(const struct bench *b, enum stage s);

/* Used by the stages: time a piece of work. */
struct took { struct bench *b; enum stage stage; double beg; };
struct took took_begin(struct bench *b, enum stage s);
void took_end(const struct took *t);

/* Stages on what a scan has read, its sketches still there. */
void bench_texts(struct bench *b, const struct collection *c);
void bench_sketches(struct bench *b, const struct collection *c);

/* The largest ratio, over sizes and resemblances, of the estimate's root mean
 * square error to sqrt(J (1 - J) / k). */
double estimate_error(void);

#endif
