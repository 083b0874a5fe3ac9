/* SPDX-License-Identifier: MIT */
/* Which of several documents with the same text to keep.
 *
 * A rule is an order of criteria; the first that tells two documents apart
 * decides between them, and names the reason. */
#include "cluster/keeper.h"

enum criterion { NOT_MISFILED, LONGEST, LEAST_REDACTED, BEST_TITLE, NEWEST, FIRST, N_CRITERIA };

static const uint8_t orders[][N_CRITERIA] = {
    [KEEP_BEST] = { NOT_MISFILED, LONGEST, LEAST_REDACTED, BEST_TITLE, FIRST },
    [KEEP_LONGEST] = { NOT_MISFILED, LONGEST, LEAST_REDACTED, BEST_TITLE, FIRST },
    [KEEP_FIRST] = { NOT_MISFILED, FIRST },
    [KEEP_BEST_TITLED] = { NOT_MISFILED, BEST_TITLE, LONGEST, LEAST_REDACTED, FIRST },
    [KEEP_NEWEST] = { NOT_MISFILED, NEWEST, LONGEST, LEAST_REDACTED, BEST_TITLE, FIRST },
};

/* The larger the better. FIRST tells any two apart: what follows it in an order
 * is never asked. */
static int64_t merit(const struct candidate_keeper *doc, enum criterion by, uint32_t d)
{
    switch (by) {
    case NOT_MISFILED: return !doc[d].misfiled;
    case LONGEST: return (int64_t)doc[d].units;
    case LEAST_REDACTED: return -(int64_t)doc[d].redactions;
    case NEWEST: return (int64_t)doc[d].date;
    case BEST_TITLE: return doc[d].titled ? (int64_t)doc[d].title_fit : -1;
    default: return -(int64_t)d;
    }
}

/* The criterion that tells a and b apart; *better: a is the better one. */
static enum criterion tell_apart(const struct candidate_keeper *doc, enum keep_rule rule, uint32_t a, uint32_t b,
                                 bool *better)
{
    for (int i = 0; i < N_CRITERIA; i++) {
        enum criterion by = orders[rule][i];
        int64_t ma = merit(doc, by, a), mb = merit(doc, by, b);
        if (ma != mb)
            return *better = ma > mb, by;
    }
    return *better = false, FIRST;
}

bool keeper_prefers(const struct candidate_keeper *doc, enum keep_rule rule, uint32_t a, uint32_t b)
{
    bool better;
    tell_apart(doc, rule, a, b, &better);
    return better;
}

static struct crib_fact two_numbers(const char *code, const char *name, int64_t keeper, int64_t next)
{
    struct crib_fact f = fact(code);
    fact_int(&f, name, keeper);
    fact_int(&f, "next", next);
    return f;
}

/* 20231205, 202312 when no day is known, 2023 when no month is. */
static int64_t as_shown(int64_t date)
{
    return date % 100 ? date : date % 10000 ? date / 100 : date / 10000;
}

static struct crib_fact reason(const struct candidate_keeper *doc, enum keep_rule rule, const struct group *g,
                               uint32_t next)
{
    struct crib_fact f;
    int64_t n_misfiled = 0;
    bool better;
    enum criterion by = tell_apart(doc, rule, g->keep, next, &better);
    if (!better) {
        f = fact("keep-compared");
        fact_int(&f, "members", g->n);
        return f;
    }
    switch (by) {
    case NOT_MISFILED:
        for (uint32_t i = 0; i < g->n; i++)
            n_misfiled += doc[g->member[i]].misfiled;
        f = fact("keep-not-misfiled");
        fact_int(&f, "misfiled", n_misfiled);
        return f;
    case LONGEST:
        return two_numbers("keep-longest", "units", merit(doc, by, g->keep), merit(doc, by, next));
    case LEAST_REDACTED:
        return two_numbers("keep-least-redacted", "redactions", -merit(doc, by, g->keep), -merit(doc, by, next));
    case BEST_TITLE:
        return two_numbers("keep-best-title", "fit", merit(doc, by, g->keep), merit(doc, by, next));
    case NEWEST:
        return two_numbers("keep-newest", "date", as_shown(merit(doc, by, g->keep)), as_shown(merit(doc, by, next)));
    default:
        return fact("keep-first");
    }
}

/* A redaction puts one unit in the place of a name or a few words, so a text
 * that shows them is not shorter by more than a few units for each. */
static bool is_fuller(const struct candidate_keeper *doc, uint32_t d, uint32_t keep)
{
    uint64_t hidden = doc[keep].redactions, shown = doc[d].redactions;
    return shown + 2 <= hidden && shown + hidden / 4 <= hidden && doc[d].units + (hidden - shown) >= doc[keep].units;
}

void keeper_choose(const struct candidate_keeper *doc, enum keep_rule rule, const bool *may_keep, struct group *g)
{
    uint32_t next = UINT32_MAX;
    g->keep = g->fuller = UINT32_MAX;
    for (uint32_t i = 0; i < g->n; i++)
        if (may_keep[i] && (g->keep == UINT32_MAX || keeper_prefers(doc, rule, g->member[i], g->keep)))
            g->keep = g->member[i];
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t d = g->member[i];
        if (d == g->keep)
            continue;
        if (next == UINT32_MAX || keeper_prefers(doc, rule, d, next))
            next = d;
        if (is_fuller(doc, d, g->keep) &&
            (g->fuller == UINT32_MAX || doc[d].redactions < doc[g->fuller].redactions ||
             (doc[d].redactions == doc[g->fuller].redactions && doc[d].units > doc[g->fuller].units)))
            g->fuller = d;
    }
    g->why = reason(doc, rule, g, next);
}
