/* SPDX-License-Identifier: MIT */
/* Index, candidates, alignment: the barriers are the sorts inside the first
 * two; aligning is parallel per pair, and pair i writes slot i. */
#include "engine/compare.h"

#include "core/par.h"
#include "core/sort.h"
#include "engine/families.h"
#include "engine/interleaved.h"
#include "engine/lists.h"
#include "engine/matched.h"
#include "index/lsh.h"
#include "index/postings.h"

static_assert(sizeof(struct hit) == sizeof(struct seed_hit) && offsetof(struct hit, b) == offsetof(struct seed_hit, b),
              "a hit of the index is a hit of the matcher");

void comparison_done(struct comparison *c)
{
    for (size_t i = 0; i < c->n_founds; i++)
        founds_done(&c->founds[i]);
    mem_free(c->founds);
    mem_free(c->matched);
    mem_free(c->raw);
    candidates_done(&c->candidates);
    *c = (struct comparison){ 0 };
}

struct aligner {
    const struct collection *c;
    const struct postings *postings; /* NULL: the seeds are in the collection still */
    struct comparison *out;
    struct progress *progress;
    uint32_t length;
    const size_t *todo; /* candidates to align */
    struct worker {
        struct matcher matcher;
        struct hits hits;
        struct bit_room bits;
        uint32_t *paragraph;
        size_t cap_paragraph;
    } *worker; /* [n_threads] */
};

static int list_hits(const struct aligner *al, const struct candidate *k, struct hits *out, struct crib_err *err)
{
    const struct collection *c = al->c;
    const struct units *a = &c->rows[k->a], *b = &c->rows[k->b];
    out->n = 0;
    if (k->a != k->b && units_equal(a, b))
        return CRIB_OK; /* they are one passage, wherever their seeds are */
    if (al->postings && out->holding != (int64_t)k->a + 1) /* candidates come by their first document, mostly */
        CRIB_TRY(postings_hold(al->postings, k->a, out, err));
    if (al->postings)
        return postings_join(al->postings, c->rows, k->a, k->b, al->length, out, err);
    return seeds_join(&c->seeds[k->a], &c->seeds[k->b], a, b, al->length, out, err);
}

static int align_one(size_t i_todo, int thread, void *arg, struct crib_err *err)
{
    struct aligner *al = arg;
    struct worker *w = &al->worker[thread];
    size_t i = al->todo[i_todo];
    const struct candidate *k = &al->out->candidates.item[i];
    const struct units *rows = al->c->rows;
    CRIB_TRY(list_hits(al, k, &w->hits, err));
    if (k->a == k->b) {
        CRIB_TRY(VEC_GROW(w->paragraph, 0, &w->cap_paragraph, (size_t)rows[k->a].n + 1, err));
        lists_paragraphs(al->c->doc[k->a].seg, &rows[k->a], w->paragraph);
    }
    CRIB_TRY(match_rows(&w->matcher, &rows[k->a], &rows[k->b], k->a == k->b ? w->paragraph : NULL,
                        (const struct seed_hit *)w->hits.item, w->hits.n, al->length, &al->out->founds[i], err));
    CRIB_TRY(matched_all(al->c, k->a, k->b, &al->out->founds[i], &w->bits, &al->out->matched[i], err));
    return al->progress ? progress_step(al->progress, err) : CRIB_OK;
}

/* Align the candidates todo[n]; each writes its own founds. */
static int align(struct collection *c, const struct postings *p, const struct engine_options *o,
                 struct progress *progress, const size_t *todo, size_t n, struct comparison *out, struct crib_err *err)
{
    struct aligner al = { .c = c, .postings = p, .out = out, .progress = progress, .length = o->pub.min_length,
                          .todo = todo };
    al.worker = mem_zero((size_t)o->n_threads, sizeof *al.worker);
    int rc = al.worker ? par_for(n, o->n_threads, align_one, &al, err) : CRIB_NOMEM(err);
    for (int t = 0; al.worker && t < o->n_threads; t++) {
        matcher_done(&al.worker[t].matcher);
        hits_done(&al.worker[t].hits);
        bit_room_done(&al.worker[t].bits);
        mem_free(al.worker[t].paragraph);
    }
    mem_free(al.worker);
    return rc;
}

/* A unit is seven bytes of a row, so that this is about half of what memory may
 * hold; blocks of less than a million would only be read more often. */
uint64_t compare_block(const struct engine_options *o)
{
    enum { LEAST = 1 << 20, BYTES = 16 };
    uint64_t units = o->pub.memory / BYTES;
    return o->pub.memory == 0 || units > CANDIDATE_BLOCK ? CANDIDATE_BLOCK : units > LEAST ? units : LEAST;
}

/* Candidates in the order of the tiles they lie in, a tile being so many units
 * of either document's neighbours: of a collection larger than memory little
 * is then read at a time. Each pair writes its own slot, so that the order
 * changes nothing. */
static int order_by_tile(const struct collection *c, const struct engine_options *o, const struct candidates *k,
                         size_t *todo, struct crib_err *err)
{
    enum { MOST = 1 << 24 };
    uint64_t half = compare_block(o) / 2, tile_units = half < MOST ? half : MOST; /* two tiles are a pair's */
    uint32_t *tile = mem_alloc(c->n_doc * sizeof *tile);
    struct kv *order = mem_alloc(k->n * sizeof *order);
    int rc = tile && order ? CRIB_OK : CRIB_NOMEM(err);
    uint64_t units = 0;
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; units += c->rows[d++].n)
        tile[d] = (uint32_t)(units / tile_units);
    for (size_t i = 0; rc == CRIB_OK && i < k->n; i++)
        order[i] = (struct kv){ (uint64_t)tile[k->item[i].a] << 32 | tile[k->item[i].b], i };
    if (rc == CRIB_OK)
        rc = sort_kv(order, k->n, false, err);
    for (size_t i = 0; rc == CRIB_OK && i < k->n; i++)
        todo[i] = order[i].val;
    mem_free(tile);
    mem_free(order);
    return rc;
}

static int align_all(struct collection *c, const struct postings *p, const struct engine_options *o,
                     struct progress *progress, struct comparison *out, struct crib_err *err)
{
    size_t n = out->candidates.n, *todo = mem_alloc(n * sizeof *todo);
    out->founds = mem_zero(n, sizeof *out->founds);
    out->matched = mem_zero(n, sizeof *out->matched);
    int rc = todo && out->founds && out->matched ? CRIB_OK : CRIB_NOMEM(err);
    if (out->founds)
        out->n_founds = n;
    if (rc == CRIB_OK)
        rc = order_by_tile(c, o, &out->candidates, todo, err);
    if (rc == CRIB_OK)
        rc = align(c, p, o, progress, todo, n, out, err);
    mem_free(todo);
    return rc;
}

/* Candidates are sorted by (a, b), and each one's passages by place. */
static int list_raw(struct comparison *out, struct crib_err *err)
{
    size_t n = 0;
    mem_free(out->raw);
    out->n_raw = 0;
    for (size_t i = 0; i < out->n_founds; i++)
        n += out->founds[i].n;
    out->raw = mem_alloc(n * sizeof *out->raw);
    if (!out->raw)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < out->n_founds; i++) {
        const struct founds *f = &out->founds[i];
        const struct candidate *k = &out->candidates.item[i];
        for (size_t j = 0; j < f->n; j++)
            out->raw[out->n_raw++] = (struct raw){ .a = k->a, .b = k->b, .found = f->item[j],
                                                   .pair_matched = out->matched[i], .commonness = -1,
                                                   .block = f->blocks.item + f->item[j].block_beg };
    }
    return CRIB_OK;
}

int compare_bands(const struct collection *c, const struct engine_options *o, struct comparison *out,
                  struct crib_err *err)
{
    struct lsh_pairs pairs = { 0 };
    int rc = lsh_pairs(c->sig, c->n_doc, o->n_threads, &pairs, err);
    if (rc == CRIB_OK)
        rc = candidates_add_bands(&out->candidates, pairs.pair, pairs.n, c->sim, err);
    out->n_hot = pairs.n_hot;
    out->n_hot_skipped = pairs.n_skipped;
    lsh_pairs_done(&pairs);
    return rc;
}

int compare_candidates(const struct collection *c, const struct engine_options *o, struct postings *postings,
                       struct comparison *out, struct crib_err *err)
{
    CRIB_TRY(postings_build(c->seeds, c->n_doc, o->n_threads, postings, err));
    CRIB_TRY(candidates_from_seeds(postings, c->rows, c->n_doc, o->pub.min_length, compare_block(o), o->n_threads,
                                   &out->candidates, err));
    CRIB_TRY(candidates_add_periodic(&out->candidates, c->periodic, c->n_doc, err));
    return compare_bands(c, o, out, err);
}

/* Take the new pairs (none of them a candidate yet) in among the candidates
 * and align them. */
static int align_more(struct collection *c, const struct postings *p, const struct engine_options *o,
                      struct progress *progress, const uint64_t *pair, size_t n, struct comparison *out,
                      struct crib_err *err)
{
    struct founds *founds = mem_zero(out->candidates.n + n, sizeof *founds);
    uint32_t *matched = mem_zero(out->candidates.n + n, sizeof *matched);
    size_t *todo = mem_alloc(n * sizeof *todo), n_todo = 0;
    int rc = founds && matched && todo ? candidates_add(&out->candidates, pair, n, WHY_FAMILY, err) : CRIB_NOMEM(err);
    if (rc != CRIB_OK) {
        mem_free(founds);
        mem_free(matched);
        mem_free(todo);
        return rc;
    }
    for (size_t i = 0, old = 0; i < out->candidates.n; i++) {
        if (out->candidates.item[i].why == WHY_FAMILY && n_todo < n &&
            pair[n_todo] == ((uint64_t)out->candidates.item[i].a << 32 | out->candidates.item[i].b))
            todo[n_todo++] = i;
        else {
            matched[i] = out->matched[old];
            founds[i] = out->founds[old++];
        }
    }
    mem_free(out->founds);
    mem_free(out->matched);
    out->founds = founds;
    out->matched = matched;
    out->n_founds = out->candidates.n;
    rc = align(c, p, o, progress, todo, n_todo, out, err);
    mem_free(todo);
    return rc;
}

/* Every round settles at least one leader of each family; those that are
 * still not complete after the last are told as several groups. */
enum { FAMILY_ROUNDS = 16 };

static int complete_families(struct collection *c, const struct postings *p, const struct engine_options *o,
                             struct progress *progress, struct comparison *out, struct crib_err *err)
{
    for (int round = 0; round < FAMILY_ROUNDS; round++) {
        uint64_t *more = NULL;
        size_t n = 0;
        int rc = families_incomplete(c, o, out, &more, &n, err);
        if (rc == CRIB_OK && n > 0) {
            progress_stage(progress, "families", n);
            rc = align_more(c, p, o, progress, more, n, out, err);
        }
        mem_free(more);
        if (rc == CRIB_OK && n > 0)
            rc = list_raw(out, err);
        if (rc != CRIB_OK || n == 0)
            return rc;
    }
    return CRIB_OK;
}

int compare_aligned(struct collection *c, const struct engine_options *o, struct progress *p,
                    const struct postings *postings, struct comparison *out, struct crib_err *err)
{
    size_t n_cut = 0;
    if (postings)
        collection_drop_seeds(c);
    progress_stage(p, "align", out->candidates.n);
    CRIB_TRY(align_all(c, postings, o, p, out, err));
    CRIB_TRY(list_raw(out, err));
    CRIB_TRY(complete_families(c, postings, o, p, out, err));
    collection_drop_seeds(c);
    CRIB_TRY(interleaved_cut(c, o->pub.min_length, out, &n_cut, err));
    return n_cut > 0 ? list_raw(out, err) : CRIB_OK;
}

int compare_all(struct collection *c, const struct engine_options *o, struct progress *p, struct comparison *out,
                struct crib_err *err)
{
    *out = (struct comparison){ 0 };
    struct postings postings = { 0 };
    progress_stage(p, "candidates", 0);
    int rc = compare_candidates(c, o, &postings, out, err);
    if (rc == CRIB_OK)
        rc = compare_aligned(c, o, p, &postings, out, err);
    postings_done(&postings);
    return rc;
}

int compare_two(struct collection *c, const struct engine_options *o, uint32_t a, uint32_t b, struct comparison *out,
                struct crib_err *err)
{
    *out = (struct comparison){ 0 };
    struct postings postings;
    CRIB_TRY(postings_build(c->seeds, c->n_doc, o->n_threads, &postings, err));
    int rc = VEC_GROW(out->candidates.item, 0, &out->candidates.cap, 1, err);
    if (rc == CRIB_OK) {
        out->candidates.item[out->candidates.n++] = (struct candidate){ a, b, WHY_RUN };
        rc = align_all(c, &postings, o, NULL, out, err);
    }
    postings_done(&postings);
    return rc == CRIB_OK ? list_raw(out, err) : rc;
}
