/* SPDX-License-Identifier: MIT */
/* Verdicts come from aligned text only: what the index proposed is forgotten
 * here. */
#include "engine/judge.h"

#include "engine/matched.h"
#include "engine/stated.h"
#include "text/letters.h"
#include "text/titlewords.h"

void judgement_done(struct judgement *j)
{
    mem_free(j->pair);
    mem_free(j->keeper);
    groups_done(&j->groups);
    misfiled_done(&j->misfiled);
    *j = (struct judgement){ 0 };
}

static uint32_t verdict_of(const struct collection *c, const struct engine_options *o, const struct judged *j)
{
    const struct units *a = &c->rows[j->a], *b = &c->rows[j->b];
    uint64_t near = o->pub.near_permille, part = (uint64_t)j->matched * 1000;
    if (j->a == j->b)
        return CRIB_SHARES_PASSAGES;
    if (units_equal(a, b))
        return CRIB_DUPLICATE;
    bool in_b = part >= near * own_units(c, j->a), in_a = part >= near * own_units(c, j->b);
    if (in_a && in_b)
        return CRIB_NEAR_DUPLICATE;
    return in_a || in_b ? CRIB_CONTAINED : CRIB_SHARES_PASSAGES;
}

static bool counts(const struct raw *r)
{
    return !r->found.list && !r->dropped && (r->role == CRIB_ROLE_PASSAGE || r->role == CRIB_ROLE_QUOTATION);
}

int judge_pairs(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                struct judgement *out, struct crib_err *err)
{
    size_t cap = 0;
    struct bit_room bits = { 0 };
    int rc = CRIB_OK;
    for (size_t i = 0, j; i < cmp->n_raw && rc == CRIB_OK; i = j) {
        struct judged pair = { .a = cmp->raw[i].a, .b = cmp->raw[i].b };
        for (j = i; j < cmp->n_raw && cmp->raw[j].a == pair.a && cmp->raw[j].b == pair.b; j++)
            pair.n_passages += counts(&cmp->raw[j]);
        if (pair.n_passages == 0)
            continue;
        rc = matched_own(c, cmp->raw + i, j - i, &bits, &pair.matched, err);
        if (rc == CRIB_OK)
            rc = VEC_GROW(out->pair, out->n_pair, &cap, 1, err);
        if (rc != CRIB_OK)
            break;
        pair.verdict = verdict_of(c, o, &pair);
        out->pair[out->n_pair++] = pair;
    }
    bit_room_done(&bits);
    return rc;
}

uint32_t judged_resemblance(const struct collection *c, const struct judged *j)
{
    uint64_t all = (uint64_t)own_units(c, j->a) + own_units(c, j->b) - j->matched;
    return all ? (uint32_t)((uint64_t)j->matched * 10000 / all) : 0;
}

/* What people are told as "99 % the same". */
static uint32_t share_of_longer(const struct collection *c, const struct judged *j)
{
    uint64_t longer = max_u32(own_units(c, j->a), own_units(c, j->b));
    return longer ? (uint32_t)((uint64_t)j->matched * 10000 / longer) : 0;
}

/* The signature lines of a document, from the first to the last. */
static struct txt_span signature_of(const struct document *d)
{
    struct txt_span s = { 0, 0 };
    for (uint32_t i = 0; i < d->n_line; i++)
        if (d->line[i].role == LINE_SIGNATURE) {
            s.beg = s.end ? s.beg : d->line[i].span.beg;
            s.end = d->line[i].span.end;
        }
    return s;
}

/* All titles' words, one document's after another's; to be freed by *all. */
static int mark_titles(const struct collection *c, struct titled *titled, uint8_t **all, struct crib_err *err)
{
    struct titlewords words;
    size_t n = 0;
    for (uint32_t d = 0; d < c->n_doc; d++)
        n += titled[d].title->n;
    *all = mem_alloc(n + 1);
    uint8_t *mark = *all;
    int rc = titlewords_init(&words, err);
    if (rc == CRIB_OK && !mark)
        rc = CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n_doc && rc == CRIB_OK; d++) {
        titled[d].title_words = mark;
        rc = titlewords_mark(&words, titled[d].title, mark, err);
        mark += titled[d].title->n;
    }
    titlewords_done(&words);
    return rc;
}

int judge_titles(const struct collection *c, int n_threads, struct judgement *out, uint32_t *fit,
                 struct title_view *view, struct crib_err *err)
{
    struct titled *titled = mem_zero(c->n_doc, sizeof *titled);
    struct twin *twin = mem_alloc(out->n_pair * sizeof *twin);
    struct letters letters;
    uint8_t *words = NULL;
    int rc = titled && twin ? letters_init(&letters, err) : CRIB_NOMEM(err);
    size_t n_twin = 0;
    for (uint32_t d = 0; d < c->n_doc && rc == CRIB_OK; d++) {
        const struct doc *doc = &c->doc[d];
        titled[d] = (struct titled){ .title = &doc->title, .title_text = doc_text(doc), .body = &c->rows[d],
                                     .body_text = doc_text(doc), .signature = signature_of(doc->seg),
                                     .ordinal = doc->ordinal };
    }
    if (rc == CRIB_OK)
        rc = mark_titles(c, titled, &words, err);
    for (size_t i = 0; i < out->n_pair && rc == CRIB_OK; i++)
        if (out->pair[i].verdict >= CRIB_NEAR_DUPLICATE)
            twin[n_twin++] = (struct twin){ out->pair[i].a, out->pair[i].b, share_of_longer(c, &out->pair[i]) };
    if (rc == CRIB_OK)
        rc = misfiled_find(titled, c->n_doc, twin, n_twin, &(struct speller){ letters_of, &letters }, n_threads, fit,
                           view, &out->misfiled, err);
    mem_free(words);
    mem_free(twin);
    mem_free(titled);
    return rc;
}

enum keep_rule judge_keep_rule(const char *name)
{
    static const struct { const char *name; enum keep_rule rule; } rules[] = {
        { "longest", KEEP_LONGEST }, { "first", KEEP_FIRST }, { "best-titled", KEEP_BEST_TITLED }, { "newest", KEEP_NEWEST },
    };
    for (size_t i = 0; name && i < COUNT_OF(rules); i++)
        if (strcmp(name, rules[i].name) == 0)
            return rules[i].rule;
    return KEEP_BEST;
}

/* Reading a date takes longer than all the rest: only the rule that asks for it
 * gets one. */
static int list_keepers(const struct collection *c, const struct engine_options *o, const uint32_t *fit,
                        struct judgement *out, struct crib_err *err)
{
    bool dated = judge_keep_rule(o->pub.keep) == KEEP_NEWEST;
    out->keeper = mem_zero(c->n_doc, sizeof *out->keeper);
    if (!out->keeper)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n_doc; d++)
        out->keeper[d] = (struct candidate_keeper){ .units = c->rows[d].n, .redactions = c->doc[d].redactions,
                                                    .titled = txt_len(c->doc[d].seg->title) > 0,
                                                    .title_fit = fit ? fit[d] : 0,
                                                    .date = dated ? stated_date(&c->doc[d]) : 0 };
    for (size_t i = 0; i < out->misfiled.n; i++)
        out->keeper[out->misfiled.item[i].doc].misfiled = true;
    return CRIB_OK;
}

int judge_groups(const struct collection *c, const struct engine_options *o, const uint32_t *fit,
                 struct judgement *out, struct crib_err *err)
{
    CRIB_TRY(list_keepers(c, o, fit, out, err));
    struct edge *edge = mem_alloc(out->n_pair * sizeof *edge);
    if (!edge)
        return CRIB_NOMEM(err);
    size_t n_edge = 0;
    for (size_t i = 0; i < out->n_pair; i++) {
        const struct judged *j = &out->pair[i];
        if (j->a != j->b)
            edge[n_edge++] = (struct edge){ .a = j->a, .b = j->b, .strength = judged_resemblance(c, j),
                                            .exact = j->verdict == CRIB_DUPLICATE,
                                            .unlike = j->verdict < CRIB_NEAR_DUPLICATE };
    }
    int rc = groups_make(edge, n_edge, out->keeper, c->n_doc, judge_keep_rule(o->pub.keep), &out->groups, err);
    mem_free(edge);
    return rc;
}

int judge(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
          struct judgement *out, struct crib_err *err)
{
    *out = (struct judgement){ 0 };
    CRIB_TRY(judge_pairs(c, o, cmp, out, err));
    uint32_t *fit = mem_zero(c->n_doc, sizeof *fit);
    int rc = fit ? judge_titles(c, o->n_threads, out, fit, NULL, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = judge_groups(c, o, fit, out, err);
    mem_free(fit);
    return rc;
}
