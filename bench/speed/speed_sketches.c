/* SPDX-License-Identifier: MIT */
/* Stages that start from signatures and seeds. */
#include "core/base.h"

#include <malloc.h>

#include "index/postings.h"
#include "speed/speed_bench.h"
#include "speed/speed_rivals.h"

static void group(struct bench *b, const struct collection *c)
{
    struct crib_err err;
    struct lsh_pairs ours, theirs;
    malloc_trim(0);
    struct took t = took_begin(b, STAGE_LSH);
    must(lsh_pairs(c->sig, c->n_doc, 1, &ours, &err), &err);
    took_end(&t);
    malloc_trim(0);
    t = took_begin(b, STAGE_LSH_ROARING);
    must(roaring_pairs(c->sig, c->n_doc, &theirs, &err), &err);
    took_end(&t);
    bool same = ours.n == theirs.n && (ours.n == 0 || memcmp(ours.pair, theirs.pair, ours.n * sizeof *ours.pair) == 0);
    if (ours.n_hot == 0 && !same)
        must(CRIB_FAIL(&err, CRIB_E_INTERNAL, CRIB_NOWHERE, "the map of bitmaps gives %zu pairs, sorting %zu", theirs.n,
                       ours.n), &err);
    lsh_pairs_done(&ours);
    lsh_pairs_done(&theirs);
}

static void build_index(struct bench *b, const struct collection *c)
{
    struct crib_err err;
    struct postings p;
    malloc_trim(0);
    struct took t = took_begin(b, STAGE_INDEX);
    must(postings_build(c->seeds, c->n_doc, 1, &p, &err), &err);
    took_end(&t);
    b->index_bytes = postings_bytes(&p);
    b->seed_bytes = 0;
    for (uint32_t d = 0; d < c->n_doc; d++)
        b->seed_bytes += c->seeds[d].n * sizeof(struct seed);
    postings_done(&p);
}

/* As members of a hot bucket are: each against a representative. */
static void compare(struct bench *b, const struct collection *c)
{
    for (uint32_t i = 0; i < b->n_many; i += c->n_doc)
        memcpy(b->many + (size_t)i * MINHASH_K, c->sig,
               (size_t)min_u32(c->n_doc, b->n_many - i) * MINHASH_K * sizeof *b->many);
    int64_t n_equal = 0;
    struct took t = took_begin(b, STAGE_COMPARE);
    for (uint32_t i = 0; i < b->n_many; i++)
        n_equal += minhash_equal(c->sig, b->many + (size_t)i * MINHASH_K);
    took_end(&t);
    b->sink += n_equal;
}

void bench_sketches(struct bench *b, const struct collection *c)
{
    group(b, c);
    build_index(b, c);
    compare(b, c);
}
