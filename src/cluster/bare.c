/* SPDX-License-Identifier: MIT */
/* Titles that name nothing of their own.
 *
 * A slogan, a series' name and a heading stand where a title is looked for,
 * and no body speaks of them. What gives them away is that they are used
 * again: before topics in other titles, or as a line of other bodies. Rows of
 * units are compared by their hashes, figures left out. */
#include "cluster/bare.h"

#include "cluster/wording.h"
#include "core/hash.h"
#include "core/search.h"

enum { HEADED = 2 /* other bodies that have the title as a line */ };

struct rows {
    const struct titled *doc;
    const struct terms *terms;
    uint64_t *key;       /* [n_slot] hash of a title's row; 0 is free */
    uint32_t *title;     /* [n_slot] */
    size_t n_slot;       /* a power of two */
    uint32_t longest;    /* units of a title, figures left out */
    uint32_t *headed;    /* [n_title] bodies that have it as a line */
    uint32_t *last;      /* [n_title] group of the last of them */
};

static size_t place(const struct rows *r, uint64_t key)
{
    size_t i = hash_mix(key) & (r->n_slot - 1);
    while (r->key[i] && r->key[i] != key)
        i = (i + 1) & (r->n_slot - 1);
    return i;
}

/* The title with such a row, or UINT32_MAX. */
static uint32_t title_with(const struct rows *r, uint64_t key)
{
    size_t i = place(r, key);
    return r->key[i] ? r->title[i] : UINT32_MAX;
}

static void enter_titles(struct rows *r)
{
    for (uint32_t t = 0; t < r->terms->n_title; t++) {
        const struct units *u = r->doc[r->terms->title[t].doc].title;
        uint64_t h = wording_of(u);
        uint32_t n = 0;
        for (uint32_t i = 0; i < u->n; i++)
            n += !unit_is_placeholder(u, i);
        r->longest = max_u32(r->longest, n);
        size_t at = place(r, h);
        r->key[at] = h;
        r->title[at] = t;
    }
}

/* Marks titles that title t begins with before it comes to its topic. */
static void mark_leads(const struct rows *r, uint32_t t, const bool *is_topic, bool *bare)
{
    const struct title *title = &r->terms->title[t];
    const struct units *u = r->doc[title->doc].title;
    uint32_t topic = 0;
    uint64_t h = 0;
    for (uint32_t k = 0; k < title->n_term; k++)
        if (is_topic[title->term[k].exact])
            topic = title->term[k].at.beg;
    for (uint32_t i = 0; i < topic; i++) {
        h = wording_join(h, u, i);
        uint32_t lead = title_with(r, h);
        if (lead != UINT32_MAX && lead != t)
            bare[lead] = true;
    }
}

/* The first unit from i on that begins after a byte. */
static uint32_t unit_after(const struct units *u, uint32_t i, uint32_t byte)
{
    uint32_t step = 1, at;
    while (i + step < u->n && unit_beg(u, i + step) <= byte) {
        i += step;
        step *= 2;
    }
    uint32_t n = min_u32(u->n - i, step + 1);
    LOWER_BOUND(at, n, unit_beg(u, i + at) <= byte);
    return i + at;
}

/* Where the line of unit beg ends: before the next unit with a line's end
 * before it that is in no unit. */
static uint32_t line_end(const struct titled *d, uint32_t beg)
{
    const struct units *u = d->body;
    uint32_t last = unit_beg(u, u->n - 1), i = beg + 1;
    while (i < u->n) {
        uint32_t from = unit_end(u, i - 1);
        const char *eol = from < last ? memchr(d->body_text + from, '\n', last - from) : NULL;
        if (!eol)
            break;
        uint32_t at = (uint32_t)(eol - d->body_text);
        i = unit_after(u, i, at);
        if (unit_end(u, i - 1) <= at)
            return i;
    }
    return u->n;
}

/* The hash of a line; 0 of one that is longer than any title. */
static uint64_t line_hash(const struct rows *r, const struct units *u, struct unit_span line)
{
    uint64_t h = 0;
    uint32_t n = 0;
    for (uint32_t i = line.beg; i < line.end; i++) {
        n += !unit_is_placeholder(u, i);
        if (n > r->longest)
            return 0;
        h = wording_join(h, u, i);
    }
    return h;
}

static void count_lines(struct rows *r, const struct titled *d, uint32_t group)
{
    for (uint32_t i = 0, end; i < d->body->n; i = end) {
        end = line_end(d, i);
        uint64_t h = line_hash(r, d->body, (struct unit_span){ i, end });
        uint32_t t = h ? title_with(r, h) : UINT32_MAX;
        if (t == UINT32_MAX || r->last[t] == group)
            continue;
        r->last[t] = group;
        r->headed[t]++;
    }
}

static int rows_init(struct rows *r, struct crib_err *err)
{
    size_t n = (size_t)r->terms->n_title + 1;
    for (r->n_slot = 64; r->n_slot < 2 * n; r->n_slot *= 2)
        ;
    r->key = mem_zero(r->n_slot, sizeof *r->key);
    r->title = mem_zero(r->n_slot, sizeof *r->title);
    r->headed = mem_zero(n, sizeof *r->headed);
    r->last = mem_alloc(n * sizeof *r->last);
    if (!r->key || !r->title || !r->headed || !r->last)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        r->last[i] = UINT32_MAX;
    return CRIB_OK;
}

int bare_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
              const bool *is_topic, bool *bare, struct crib_err *err)
{
    struct rows r = { .doc = doc, .terms = t };
    int rc = rows_init(&r, err);
    if (rc == CRIB_OK) {
        enter_titles(&r);
        for (uint32_t i = 0; i < t->n_title; i++)
            bare[i] = false;
        for (uint32_t i = 0; i < t->n_title; i++)
            mark_leads(&r, i, is_topic, bare);
        for (uint32_t d = 0; d < n; d++)
            if (group_of[d] == d)
                count_lines(&r, &doc[d], d);
        for (uint32_t i = 0; i < t->n_title; i++)
            bare[i] |= r.headed[i] >= HEADED;
    }
    mem_free(r.key);
    mem_free(r.title);
    mem_free(r.headed);
    mem_free(r.last);
    return rc;
}
