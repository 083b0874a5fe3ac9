/* SPDX-License-Identifier: MIT */
/* Contents pages: where entries and the lines they announce meet.
 *
 * Entries and lines meet by key, without ordinals and page numbers; the
 * longest increasing chain of meetings is kept (Hunt and Szymanski's way to
 * the longest common subsequence, with the earliest ends). An entry is met with
 * a limited number of lines, and meetings count against the budget. */
#include "segment/contents_meet.h"

#include "core/search.h"
#include "core/sort.h"
#include "segment/linekey.h"
#include "segment/risingchain.h"

enum {
    MEETINGS_MOST = 48,  /* lines that one entry may meet */
    WALK_MOST = 24       /* budget: times the lines of the text */
};

uint64_t contents_budget(const struct finder *f)
{
    return (uint64_t)f->c->lines.n * WALK_MOST;
}

bool contents_is_entry(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return shape_is_short(s) && s->n_bare >= 2 && !(s->flags & SHAPE_INNER_STOP) && s->date != DATE_ALONE;
}

bool contents_may_wrap(const struct cut *c, uint32_t i)
{
    if (i + 1 >= c->lines.n)
        return false;
    const struct shape *a = &c->lines.at[i], *b = a + 1;
    return shape_is_short(a) && shape_is_short(b) && !(a->flags & SHAPE_CLOSED) && b->number.kind == NUMBER_NONE &&
           b->line - a->line <= 2 && a->n_key + b->n_key <= KEY_MOST;
}

int contents_index(struct finder *f, struct crib_err *err)
{
    const struct shapes *l = &f->c->lines;
    size_t n = 0;
    f->place = arena_alloc(f->c->arena, (size_t)l->n * 2 * sizeof *f->place + 1);
    if (f->place == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < l->n; i++) {
        if (!shape_is_short(&l->at[i]) || l->at[i].n_key < 2)
            continue;
        f->place[n++] = (struct kv){ l->at[i].key, (uint64_t)i * 2 };
        if (contents_may_wrap(f->c, i))
            f->place[n++] = (struct kv){ key_join(l->at[i].key, l->at[i + 1].key, l->at[i + 1].n_key),
                                         (uint64_t)i * 2 + 1 };
    }
    f->n_place = n;
    return sort_kv(f->place, n, true, err);
}

/* First place of the key at or after line `from`. */
static size_t place_from(const struct finder *f, uint64_t key, uint32_t from)
{
    size_t at;
    const struct kv *p = f->place;
    LOWER_BOUND(at, f->n_place, p[at].key < key || (p[at].key == key && p[at].val < (uint64_t)from * 2));
    return at;
}

static bool recurs(const struct finder *f, uint64_t key, uint32_t after)
{
    size_t i = place_from(f, key, after + 1);
    return i < f->n_place && f->place[i].key == key;
}

bool contents_entry_recurs(const struct finder *f, uint32_t i)
{
    const struct shape *s = &f->c->lines.at[i];
    return recurs(f, s->key, i) || (s->bare != s->key && recurs(f, s->bare, i));
}

/* A title may carry an ordinal of its own, then it is the entry's. */
static bool agree(const struct shape *entry, const struct shape *line)
{
    return line->number.kind == NUMBER_NONE || entry->number.kind == NUMBER_NONE ||
           line->number.value == entry->number.value;
}

struct meetings {
    struct meeting *item;
    size_t n, cap;
};

static int by_line_desc(const void *pa, const void *pb)
{
    const struct meeting *a = pa, *b = pb;
    return a->line != b->line ? (a->line < b->line ? 1 : -1) : (int)a->wide - (int)b->wide;
}

/* All lines at or after `end` that entry e may announce. */
static int meet(const struct finder *f, uint32_t e, uint32_t end, struct meetings *out, struct crib_err *err)
{
    const struct shape *l = f->c->lines.at, *s = &l[e];
    uint64_t keys[3] = { s->key, s->bare, 0 };
    size_t from = out->n;
    if (e + 1 < end && contents_may_wrap(f->c, e))
        keys[2] = key_join(s->key, l[e + 1].bare, l[e + 1].n_bare);
    for (int k = 0; k < 3; k++) {
        if (keys[k] == 0 || (k == 1 && keys[1] == keys[0]))
            continue;
        size_t i = place_from(f, keys[k], end);
        for (size_t n = 0; n < MEETINGS_MOST && i < f->n_place && f->place[i].key == keys[k]; i++, n++) {
            uint32_t line = (uint32_t)(f->place[i].val / 2);
            if (!agree(s, &l[line]))
                continue;
            CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
            out->item[out->n++] = (struct meeting){ e, line, UINT32_MAX, (uint8_t)(1 + f->place[i].val % 2) };
        }
    }
    /* descending, so that an entry takes part in a chain once */
    if (out->n > from)
        qsort(out->item + from, out->n - from, sizeof *out->item, by_line_desc);
    return CRIB_OK;
}

int contents_match(struct finder *f, uint32_t beg, uint32_t end, struct page *out, struct crib_err *err)
{
    struct meetings m = { 0 };
    uint32_t last, *tail = NULL;
    int rc = CRIB_OK;
    *out = (struct page){ .beg = beg, .end = end };
    if (f->walked > contents_budget(f))
        return CRIB_OK;
    for (uint32_t e = beg; e < end && rc == CRIB_OK; e++)
        if (contents_is_entry(f->c, e))
            rc = meet(f, e, end, &m, err);
    f->walked += m.n + (end - beg);
    if (rc == CRIB_OK && (tail = mem_alloc((m.n + 1) * sizeof *tail)) == NULL)
        rc = CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        out->n = (uint32_t)chain_longest(m.item, m.n, tail, &last);
        out->entry = arena_alloc(f->c->arena, out->n * sizeof(uint32_t) + 1);
        out->line = arena_alloc(f->c->arena, out->n * sizeof(uint32_t) + 1);
        out->wide = arena_alloc(f->c->arena, out->n + 1);
        if (out->entry == NULL || out->line == NULL || out->wide == NULL)
            rc = CRIB_NOMEM(err);
        for (uint32_t i = out->n; rc == CRIB_OK && i-- > 0; last = m.item[last].prev) {
            out->entry[i] = m.item[last].entry;
            out->line[i] = m.item[last].line;
            out->wide[i] = m.item[last].wide;
        }
    }
    mem_free(tail);
    mem_free(m.item);
    return rc;
}
