/* SPDX-License-Identifier: MIT */
/* The parts of text to signature one by one, and the rival of the whole.
 *
 * The rows' parts run on 32 documents at a time, whose shingles lie in cache as
 * they do when a scan sketches a document right after folding it. */
#include "core/base.h"

#include "engine/rows.h"
#include "match/tandem.h"
#include "speed/speed_bench.h"
#include "speed/speed_rivals.h"

enum { BATCH = 32, MIN_LENGTH = 24 };

/* Into one row again and again, as where only signatures are kept: what else
 * is kept of a document goes into new pages, and how long those take to come is
 * the machine's. */
static void fold(struct bench *b, const struct collection *c)
{
    struct crib_err err;
    struct units desk;
    units_init(&desk);
    struct took t = took_begin(b, STAGE_FOLD);
    for (uint32_t d = 0; d < c->n_doc; d++)
        must(rows_fold(c->doc[d].part->member, c->doc[d].seg, &desk, &err), &err);
    took_end(&t);
    for (uint32_t d = 0; d < c->n_doc; d++) {
        must(rows_fold(c->doc[d].part->member, c->doc[d].seg, &desk, &err), &err);
        if (!units_equal(&desk, &c->rows[d]))
            must(CRIB_FAIL(&err, CRIB_E_INTERNAL, d, "document %u was folded otherwise than a scan does", d), &err);
    }
    units_done(&desk);
}

struct batch {
    uint64_t *shingle[BATCH], *room; /* [BATCH], all in room */
    size_t cap_room;
    struct seeds seeds[BATCH];
    uint32_t sig[BATCH][MINHASH_K];
    uint64_t sim[BATCH];
};

static void part(struct bench *b, enum stage s, const struct units *row, uint32_t n, struct batch *k)
{
    struct crib_err err;
    struct took t = took_begin(b, s);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t n_shingles = shingle_count(row[i].n);
        switch (s) {
        case STAGE_SHINGLE:
            shingle_hash(&row[i], k->shingle[i]);
            break;
        case STAGE_MINHASH:
            minhash(k->shingle[i], n_shingles, k->sig[i]);
            break;
        case STAGE_SIMHASH:
            k->sim[i] = simhash(k->shingle[i], n_shingles);
            break;
        case STAGE_SEEDS:
            must(seeds_of(&row[i], k->shingle[i], MIN_LENGTH, &k->seeds[i], &err), &err);
            break;
        default:
            must(tandem_thin(&row[i], &k->seeds[i], MIN_LENGTH, &err) < 0 ? CRIB_E_NOMEM : CRIB_OK, &err);
        }
    }
    took_end(&t);
}

/* A scan's shingles go where the last document's were: no page is new. */
static void make_room(struct batch *k, const struct units *row, uint32_t n)
{
    struct crib_err err;
    size_t total = 0;
    for (uint32_t i = 0; i < n; i++)
        total += shingle_count(row[i].n);
    must(VEC_GROW(k->room, 0, &k->cap_room, total, &err), &err);
    memset(k->room, 0, total * sizeof *k->room);
    total = 0;
    for (uint32_t i = 0; i < n; i++) {
        k->shingle[i] = k->room + total;
        total += shingle_count(row[i].n);
    }
}

static void parts(struct bench *b, const struct collection *c)
{
    struct crib_err err;
    struct batch k = { .room = NULL };
    for (uint32_t d = 0; d < c->n_doc; d += BATCH) {
        uint32_t n = min_u32(BATCH, c->n_doc - d);
        memset(k.seeds, 0, sizeof k.seeds);
        make_room(&k, c->rows + d, n);
        for (int s = STAGE_SHINGLE; s <= STAGE_TANDEM; s++)
            part(b, (enum stage)s, c->rows + d, n, &k);
        bool same = memcmp(k.sig, c->sig + (size_t)d * MINHASH_K, n * sizeof k.sig[0]) == 0 &&
                    memcmp(k.sim, c->sim + d, n * sizeof k.sim[0]) == 0;
        for (uint32_t i = 0; i < n; i++) {
            same &= k.seeds[i].n == c->seeds[d + i].n;
            seeds_done(&k.seeds[i]);
        }
        if (!same)
            must(CRIB_FAIL(&err, CRIB_E_INTERNAL, d, "documents %u and on were sketched otherwise than a scan does", d), &err);
    }
    mem_free(k.room);
}

/* Exactly what the rival does, and no more: no row is kept, no seeds. */
static void signature(struct bench *b, const struct collection *c)
{
    struct crib_err err;
    struct units desk;
    uint64_t *shingle = NULL;
    size_t cap = 0;
    uint32_t sig[MINHASH_K];
    bool same = true;
    units_init(&desk);
    struct took t = took_begin(b, STAGE_SIGNATURE_ALONE);
    for (uint32_t d = 0; d < c->n_doc; d++) {
        must(rows_fold(c->doc[d].part->member, c->doc[d].seg, &desk, &err), &err);
        uint32_t n = shingle_count(desk.n);
        must(VEC_GROW(shingle, 0, &cap, n, &err), &err);
        shingle_hash(&desk, shingle);
        minhash(shingle, n, sig);
        same &= memcmp(sig, c->sig + (size_t)d * MINHASH_K, sizeof sig) == 0;
    }
    took_end(&t);
    if (!same)
        must(CRIB_FAIL(&err, CRIB_E_INTERNAL, CRIB_NOWHERE, "a document was signed otherwise than a scan does"), &err);
    mem_free(shingle);
    units_done(&desk);
}

/* How many units of a stand, with the same kind, where one of b stands. */
static uint64_t units_in_common(const struct units *a, const struct units *b)
{
    uint64_t n = 0;
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        uint32_t x = unit_beg(a, i), y = unit_beg(b, k);
        n += x == y && unit_end(a, i) == unit_end(b, k) && unit_kind(a, i) == unit_kind(b, k);
        i += x <= y;
        k += y <= x;
    }
    return n;
}

/* ICU and crib may disagree about a unit here and there (a letter beside
 * figures), not about more. */
static void check_icu(struct icu_scratch *s, const struct collection *c)
{
    enum { SOME = 100 };
    struct crib_err err;
    uint64_t n_ours = 0, n_common = 0;
    uint32_t sig[MINHASH_K];
    for (uint32_t d = 0; d < c->n_doc && d < SOME; d++) {
        must(icu_signature(s, c->doc[d].part->member, c->doc[d].seg, sig, &err), &err);
        n_ours += max_u32(c->rows[d].n, s->row.n);
        n_common += units_in_common(&c->rows[d], &s->row);
    }
    if ((n_ours - n_common) * 500 > n_ours)
        must(CRIB_FAIL(&err, CRIB_E_INTERNAL, CRIB_NOWHERE, "of %" PRIu64 " units, ICU's way sees %" PRIu64 " as crib does",
                       n_ours, n_common), &err);
}

static void icu(struct bench *b, const struct collection *c)
{
    struct crib_err err;
    struct icu_scratch s = { 0 };
    uint32_t sig[MINHASH_K];
    struct took t = took_begin(b, STAGE_SIGNATURE_ICU);
    for (uint32_t d = 0; d < c->n_doc; d++) {
        must(icu_signature(&s, c->doc[d].part->member, c->doc[d].seg, sig, &err), &err);
        b->sink += sig[0];
    }
    took_end(&t);
    check_icu(&s, c);
    icu_scratch_done(&s);
}

void bench_texts(struct bench *b, const struct collection *c)
{
    fold(b, c);
    parts(b, c);
    signature(b, c);
    icu(b, c);
}
