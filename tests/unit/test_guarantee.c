/* SPDX-License-Identifier: MIT */
/* The guarantee, from rows to raw passages: every unit of every verbatim run
 * of at least the least length that stands in two places lies, at both,
 * inside a passage. */
#include "core/hash.h"
#include "harness.h"
#include "index/candidate.h"
#include "match/passage.h"
#include "match/tandem.h"
#include "ref/runs_ref.h"

enum { LENGTH = 24, MOST_DOCS = 12 };

static void put(struct units *u, uint32_t code, uint32_t exact, uint8_t kind)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    u->code[u->n] = code;
    u->exact[u->n] = exact;
    u->kind[u->n] = kind;
    u->beg[u->n] = u->n * 4;
    u->end[u->n] = u->n * 4 + 3;
    u->n++;
}

/* One random unit of a text that mixes characters, words and figures. */
static void put_random(struct units *u, uint64_t *rng, uint32_t alphabet, uint32_t percent_words, uint32_t percent_figures)
{
    uint64_t r = test_random(rng);
    uint32_t dice = r % 100, letter = (uint32_t)(r >> 8) % alphabet;
    if (dice < percent_figures)
        put(u, UNIT_PLACEHOLDER, 0x120000u + letter, UNIT_NUMBER);
    else if (dice < percent_figures + percent_words)
        put(u, UNIT_WORD_BIT | letter, UNIT_WORD_BIT | letter, UNIT_WORD);
    else
        put(u, 0x4E00 + letter, 0x4E00 + letter, UNIT_CHAR);
}

static void copy_run(struct units *to, const struct units *from, uint32_t beg, uint32_t len)
{
    for (uint32_t i = beg; i < beg + len; i++)
        put(to, from->code[i], from->exact[i], from->kind[i]);
}

struct world {
    struct units rows[MOST_DOCS];
    struct seeds seeds[MOST_DOCS];
    bool periodic[MOST_DOCS];
    uint8_t *in_passage[MOST_DOCS];
    uint32_t n;
    uint64_t n_runs, n_missing, n_overlapping, n_not_equal;
};

/* Lines that repeat, tables of figures, lists, phrases copied at, below and
 * above the least length, within and between rows. */
static void make_world(struct world *w, uint64_t seed)
{
    uint64_t rng = seed;
    *w = (struct world){ .n = 2 + test_random(&rng) % (MOST_DOCS - 1) };
    uint32_t alphabet = (uint32_t[]){ 2, 6, 300, 5000 }[seed % 4];
    uint32_t words = (uint32_t[]){ 0, 100, 30 }[seed % 3], figures = (uint32_t[]){ 0, 5, 60 }[seed / 3 % 3];
    for (uint32_t d = 0; d < w->n; d++) {
        struct units *u = &w->rows[d];
        uint32_t want = 20 + test_random(&rng) % 300;
        while (u->n < want) {
            uint64_t what = test_random(&rng) % 8;
            uint32_t from_doc = (uint32_t)(test_random(&rng) % (d + 1)), avail = w->rows[from_doc].n;
            if (what < 3 && avail > 40) { /* a copied run near the least length */
                uint32_t len = min_u32(8 + (uint32_t)(test_random(&rng) % 40), avail);
                copy_run(u, &w->rows[from_doc], (uint32_t)(test_random(&rng) % (avail - len + 1)), len);
            } else if (what == 3 && u->n > 30) { /* a line again and again */
                uint32_t len = 1 + (uint32_t)(test_random(&rng) % 30), from = u->n - len;
                for (uint64_t k = test_random(&rng) % 9; k > 0; k--)
                    copy_run(u, u, from, len);
            } else {
                for (uint64_t k = 1 + test_random(&rng) % 20; k > 0; k--)
                    put_random(u, &rng, alphabet, words, figures);
            }
        }
        w->in_passage[d] = mem_zero(u->n, 1);
    }
}

static void mark(struct world *w, uint32_t doc, struct unit_span s) { memset(w->in_passage[doc] + s.beg, 1, unit_len(s)); }

static void run_pipeline(struct world *w)
{
    for (uint32_t d = 0; d < w->n; d++) {
        uint64_t *shingle = mem_alloc(((size_t)w->rows[d].n + 1) * sizeof *shingle);
        shingle_hash(&w->rows[d], shingle);
        CHECK(seeds_of(&w->rows[d], shingle, LENGTH, &w->seeds[d], NULL) == CRIB_OK);
        int64_t thinned = tandem_thin(&w->rows[d], &w->seeds[d], LENGTH, NULL);
        CHECK(thinned >= 0);
        w->periodic[d] = thinned > 0;
        mem_free(shingle);
    }
    struct postings p;
    struct candidates c;
    struct matcher m;
    struct hits hits = { 0 };
    const char *why = NULL;
    CHECK(postings_build(w->seeds, w->n, 1, &p, NULL) == CRIB_OK);
    CHECK(postings_valid(&p, &why));
    CHECK(candidates_from_seeds(&p, w->rows, p.n_docs, LENGTH, CANDIDATE_BLOCK, 1, &c, NULL) == CRIB_OK);
    CHECK(candidates_add_periodic(&c, w->periodic, w->n, NULL) == CRIB_OK);
    matcher_init(&m);
    for (size_t i = 0; i < c.n; i++) {
        struct founds f = { 0 };
        const struct units *ua = &w->rows[c.item[i].a], *ub = &w->rows[c.item[i].b];
        bool self = c.item[i].a == c.item[i].b;
        uint32_t *each_its_own = mem_alloc(((size_t)ua->n + 1) * sizeof *each_its_own); /* no two units share a paragraph */
        for (uint32_t k = 0; k < ua->n; k++)
            each_its_own[k] = k;
        CHECK(postings_join(&p, w->rows, c.item[i].a, c.item[i].b, LENGTH, &hits, NULL) == CRIB_OK);
        CHECK(match_rows(&m, ua, ub, self ? each_its_own : NULL, (const struct seed_hit *)hits.item, hits.n, LENGTH, &f, NULL) == CRIB_OK);
        for (size_t k = 0; k < f.n; k++) {
            const struct found *x = &f.item[k];
            w->n_overlapping += self && x->a.end > x->b.beg;
            mark(w, c.item[i].a, x->a);
            mark(w, c.item[i].b, x->b);
            for (size_t q = 0; q < x->n_block; q++) {
                const struct alike *al = &f.blocks.item[x->block_beg + q];
                for (uint32_t t = 0; t < al->len; t++)
                    w->n_not_equal += ua->code[al->a + t] != ub->code[al->b + t];
            }
        }
        founds_done(&f);
        mem_free(each_its_own);
    }
    hits_done(&hits);
    matcher_done(&m);
    candidates_done(&c);
    postings_done(&p);
}

static void must_be_covered(uint32_t a, struct unit_span sa, uint32_t b, struct unit_span sb, void *arg)
{
    struct world *w = arg;
    w->n_runs++;
    uint64_t before = w->n_missing;
    for (uint32_t i = sa.beg; i < sa.end; i++)
        w->n_missing += !w->in_passage[a][i];
    for (uint32_t i = sb.beg; i < sb.end; i++)
        w->n_missing += !w->in_passage[b][i];
    if (w->n_missing > before)
        printf("missing %u[%u,%u) of %u ~ %u[%u,%u) of %u\n", a, sa.beg, sa.end, w->rows[a].n, b, sb.beg, sb.end, w->rows[b].n);
}

TEST(every_unit_of_every_run_that_stands_twice_lies_in_a_passage_at_both_places)
{
    uint64_t n_runs = 0;
    for (uint64_t seed = 1; seed <= (TEST_SANITIZED ? 100 : 400) && !test_failing(); seed++) {
        struct world w;
        make_world(&w, seed);
        run_pipeline(&w);
        runs_ref(w.rows, w.n, LENGTH, must_be_covered, &w);
        n_runs += w.n_runs;
        CHECK_U64(w.n_missing, 0);
        CHECK_U64(w.n_overlapping, 0);
        CHECK_U64(w.n_not_equal, 0);
        if (test_failing())
            printf("seed %" PRIu64 "\n", seed);
        for (uint32_t d = 0; d < w.n; d++) {
            units_done(&w.rows[d]);
            seeds_done(&w.seeds[d]);
            mem_free(w.in_passage[d]);
        }
    }
    CHECK(n_runs > (TEST_SANITIZED ? 250 : 1000));
}
