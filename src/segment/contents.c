/* SPDX-License-Identifier: MIT */
/* Contents pages.
 *
 * A contents page is recognised by what it does, not by a word above it: a
 * run of short lines most of which stand again below, each by itself, in the
 * same order, with text between them. That last condition tells it from a
 * document that stands twice, where the lines recur one after the other.
 *
 * Where a run ends is not visible from itself, because the first title follows
 * on the last entry; so a few ends are tried (before a line that repeats an
 * early entry, where the ordinals stop, at the end of the run) and the one
 * that explains most wins. Entries and lines meet by key, without ordinals and
 * page numbers; the longest increasing chain of meetings is kept (Hunt and
 * Szymanski's way to the longest common subsequence, with the earliest ends).
 *
 * A page lists documents or sections; contents_judge weighs the stretches
 * between its lines. Work is bounded: each line is in one run, an entry is met
 * with a limited number of lines, and the lines walked while judging are
 * counted against a budget of a few times the text. */
#include "segment/contents.h"

#include "core/search.h"
#include "core/sort.h"
#include "segment/linekey.h"
#include "segment/nearlines.h"
#include "segment/risingchain.h"
#include "segment/stretches.h"

enum {
    RUN_MOST = 4096,     /* entries of one page */
    MEETINGS_MOST = 48,  /* lines that one entry may meet */
    GAP_MOST = 3,        /* entries in a row that recur nowhere */
    ENDS_MOST = 10,
    PREFACE_LINES = 40,
    WALK_MOST = 24       /* budget: times the lines of the text */
};

struct page {
    uint32_t beg, end;   /* entries: lines [beg, end) */
    uint32_t n;          /* matched */
    uint32_t *entry, *line; /* [n] */
    uint8_t *wide;       /* [n] lines the title takes: 1 or 2 */
};

struct finder {
    struct cut *c;
    struct kv *place;    /* (key, line * 2 + joined) sorted */
    size_t n_place;
    uint64_t walked;     /* lines and meetings looked at, against the budget */
};

static uint64_t budget(const struct finder *f)
{
    return (uint64_t)f->c->lines.n * WALK_MOST;
}

/* May this line be a contents line? */
static bool is_entry(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return shape_is_short(s) && s->n_bare >= 2 && !(s->flags & SHAPE_INNER_STOP) && s->date != DATE_ALONE;
}

/* May lines i and i + 1 be one title that wraps? */
static bool may_wrap(const struct cut *c, uint32_t i)
{
    if (i + 1 >= c->lines.n)
        return false;
    const struct shape *a = &c->lines.at[i], *b = a + 1;
    return shape_is_short(a) && shape_is_short(b) && !(a->flags & SHAPE_CLOSED) && b->number.kind == NUMBER_NONE &&
           b->line - a->line <= 2 && a->n_key + b->n_key <= KEY_MOST;
}

static int index_places(struct finder *f, struct crib_err *err)
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
        if (may_wrap(f->c, i))
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

static bool entry_recurs(const struct finder *f, uint32_t i)
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
    if (e + 1 < end && may_wrap(f->c, e))
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

/* Match entries [beg, end) with the lines from end on. */
static int match_page(struct finder *f, uint32_t beg, uint32_t end, struct page *out, struct crib_err *err)
{
    struct meetings m = { 0 };
    uint32_t last, *tail = NULL;
    int rc = CRIB_OK;
    *out = (struct page){ .beg = beg, .end = end };
    if (f->walked > budget(f))
        return CRIB_OK;
    for (uint32_t e = beg; e < end && rc == CRIB_OK; e++)
        if (is_entry(f->c, e))
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

/* Lines of [beg, end) that are entries of their own: not the second half of
 * a wrapped one, not furniture. */
static uint32_t entries_in(const struct cut *c, uint32_t beg, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = beg; i < end; i++)
        n += is_entry(c, i);
    return n;
}

static int64_t page_score(const struct cut *c, const struct page *p)
{
    return 3 * (int64_t)p->n - (int64_t)entries_in(c, p->beg, p->end);
}

/* Text must stand between the recurring lines, and more of it than between
 * the entries: where a document stands twice, its headings recur at the
 * distances they have. What follows the last line is text, whatever it is. */
static bool has_bodies(const struct page *p)
{
    uint32_t n_apart = 1;
    for (uint32_t i = 0; i + 1 < p->n; i++)
        n_apart += p->line[i + 1] - p->line[i] - p->wide[i] > p->entry[i + 1] - p->entry[i] - 1;
    return n_apart * 3 >= p->n * 2;
}

/* The headings of a document that follow each other without text between may
 * recur in a sibling, too; but they are of one form each. Of a contents page's
 * entries at least half have one form; a page of two has nothing else to show
 * for itself than standing at the head of the text. */
static bool has_form(const struct cut *c, const struct page *p)
{
    uint32_t n[NUMBER_KINDS] = { 0 }, most = 0;
    for (uint32_t i = 0; i < p->n; i++)
        most = max_u32(most, ++n[c->lines.at[p->entry[i]].number.kind]);
    return p->n == 2 ? most == 2 && p->beg < 4 : most * 2 >= p->n;
}

/* Where the run of entries that begins at `beg` might end. */
static uint32_t possible_ends(const struct finder *f, uint32_t beg, uint32_t stop, uint32_t end[ENDS_MOST])
{
    const struct shape *l = f->c->lines.at;
    uint32_t n = 0, ordinal = l[beg].number.value;
    bool numbered = l[beg].number.kind != NUMBER_NONE, ordinals_end = false;
    for (uint32_t i = beg + 1; i < stop && n + 2 < ENDS_MOST; i++) {
        bool again = false;
        for (uint32_t e = beg; e < beg + 3 && e < i; e++)
            again |= l[i].key != 0 && (l[i].key == l[e].bare || l[i].key == l[e].key);
        if (!again && may_wrap(f->c, i)) {
            uint64_t joined = key_join(l[i].key, l[i + 1].key, l[i + 1].n_key);
            again = joined == l[beg].bare || joined == l[beg].key;
        }
        bool stops = numbered && !ordinals_end && i > beg + 1 && l[i].number.kind != l[beg].number.kind &&
                     l[i - 1].number.value >= ordinal + 1;
        ordinals_end |= stops;
        if (again || stops)
            end[n++] = i;
    }
    end[n++] = stop;
    return n;
}

/* The page whose entries begin at beg and lie before stop; out->n == 0 when
 * there is none. */
static int best_page(struct finder *f, uint32_t beg, uint32_t stop, struct page *out, struct crib_err *err)
{
    uint32_t end[ENDS_MOST], n_end = possible_ends(f, beg, stop, end);
    int64_t best = 0;
    *out = (struct page){ .beg = beg, .end = stop };
    for (uint32_t i = 0; i < n_end; i++) {
        struct page p;
        CRIB_TRY(match_page(f, beg, end[i], &p, err));
        uint32_t n_entries = entries_in(f->c, beg, end[i]);
        bool enough = p.n >= 3 ? p.n * 2 >= n_entries : p.n == 2 && n_entries == 2;
        if (enough && has_form(f->c, &p) && has_bodies(&p) && page_score(f->c, &p) > best) {
            best = page_score(f->c, &p);
            *out = p;
        }
    }
    return CRIB_OK;
}

/* Points for documents: see stretches.c. */
static int judge(struct finder *f, const uint32_t *at, const uint32_t *entry, uint32_t n, uint32_t end,
                 bool *documents, struct crib_err *err)
{
    struct stretches s;
    uint32_t n_shared, n_ordinal = 0, n_deep = 0;
    *documents = false;
    f->walked += end - at[0];
    if (n < 2 || f->walked > budget(f))
        return CRIB_OK;
    stretches_read(f->c, at, n, end, &s);
    CRIB_TRY(wording_shared(f->c, at, n, &n_shared, err));
    for (uint32_t i = 0; i < n; i++) {
        n_deep += !cut_may_title(f->c, at[i]);
        n_ordinal += f->c->lines.at[entry[i]].number.kind != NUMBER_NONE &&
                     f->c->lines.at[at[i]].number.kind == NUMBER_NONE;
    }
    int points = 0;
    points += s.n_strong * 5 >= n * 3 ? 3 : s.n_restart * 2 >= n ? 1 : 0;
    points += n_shared * 5 >= n * 3 ? 2 : n_shared * 5 >= n * 2 ? 1 : 0;
    points += f->c->n_stated == 0 ? 0 : f->c->n_stated == n ? 3 : n * 2 < f->c->n_stated ? -2 : 0;
    points += n_ordinal * 2 > n;
    points += s.n_signed * 3 >= n;
    points -= s.n_continued * 3 >= n ? 4 : 0;
    points -= s.chapters ? 4 : 0;
    points -= n_deep * 2 > n ? 4 : 0; /* Markdown says itself that these are no titles */
    *documents = points >= (n == 2 ? 4 : 3);
    return CRIB_OK;
}

/* Entries of one outward form make a group: documents in one, their sections
 * in another. */
static unsigned form(const struct cut *c, const struct page *p, uint32_t i)
{
    return c->lines.at[p->entry[i]].number.kind * NUMBER_KINDS + c->lines.at[p->line[i]].number.kind;
}

static int add_start(struct cut *c, uint32_t at, uint32_t n_title, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(c->starts.item, c->starts.n, &c->starts.cap, 1, err));
    c->starts.item[c->starts.n++] = (struct start){ at, n_title, 0, "contents-line" };
    return CRIB_OK;
}

/* Is line i, next to entry `beside`, an entry that no line repeats? Its ordinal
 * fits, or a line in [from, to) is worded nearly so. */
static bool is_lost_entry(struct finder *f, uint32_t i, uint32_t beside, uint32_t from, uint32_t to)
{
    const struct number *a = &f->c->lines.at[i].number, *b = &f->c->lines.at[beside].number;
    if (!is_entry(f->c, i) || (f->c->lines.at[i].flags & SHAPE_CLOSED) || a->kind != b->kind || i == f->c->at_stated)
        return false;
    if (a->kind != NUMBER_NONE)
        return i < beside ? a->value + 1 == b->value : a->value == b->value + 1;
    f->walked += to - from;
    return f->walked <= budget(f) && near_line(f->c, i, from, to) != UINT32_MAX;
}

/* A page is known from its first to its last entry that recurs; take in those
 * around them that recur with other words. */
static void widen(struct finder *f, struct page *p)
{
    uint32_t first = p->line[0], last = p->line[p->n - 1] + p->wide[p->n - 1];
    for (uint32_t n = 0; n < GAP_MOST && p->beg > 0 && is_lost_entry(f, p->beg - 1, p->beg, p->end, first); n++)
        p->beg--;
    for (uint32_t n = 0; n < GAP_MOST && p->end < first && last < f->c->lines.n &&
                         is_lost_entry(f, p->end, p->end - 1, last, f->c->lines.n); n++)
        p->end++;
}

/* The starts that the entries of one group announce: matched ones, and between
 * them the lines most like an entry that has none. */
static int add_group(struct finder *f, const struct page *p, unsigned group, struct crib_err *err)
{
    struct cut *c = f->c;
    uint32_t from = p->end;
    for (uint32_t e = p->beg, k = 0; e < p->end; e++) {
        while (k < p->n && (p->entry[k] < e || form(c, p, k) != group))
            k++;
        if (k < p->n && p->entry[k] == e) {
            CRIB_TRY(add_start(c, p->line[k], p->wide[k], err));
            c->announces[e] = p->line[k] + 1;
            from = p->line[k] + p->wide[k];
            continue;
        }
        uint32_t to = k < p->n ? p->line[k] : c->lines.n;
        bool wrapped = e > p->beg && c->lines.at[e].number.kind == NUMBER_NONE && may_wrap(c, e - 1) &&
                       c->lines.at[e - 1].number.kind != NUMBER_NONE;
        if (c->lines.at[e].number.kind != group / NUMBER_KINDS || wrapped || !is_entry(c, e) || from >= to)
            continue;
        f->walked += to - from;
        uint32_t near = f->walked > budget(f) ? UINT32_MAX : near_line(c, e, from, to);
        if (near != UINT32_MAX) {
            CRIB_TRY(add_start(c, near, 1, err));
            c->announces[e] = near + 1;
            from = near + 1;
        }
    }
    return CRIB_OK;
}

/* The first group of the page that lists documents becomes the starts. */
static int documents_of(struct finder *f, const struct page *p, uint32_t end, struct crib_err *err)
{
    struct cut *c = f->c;
    bool tried[NUMBER_KINDS * NUMBER_KINDS] = { false };
    uint32_t *at = arena_alloc(c->arena, p->n * sizeof *at + 1), *entry = arena_alloc(c->arena, p->n * sizeof *at + 1);
    if (at == NULL || entry == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0, n_tried = 0; i < p->n && n_tried < 4; i++) {
        unsigned group = form(c, p, i);
        uint32_t n = 0;
        bool documents;
        if (tried[group])
            continue;
        tried[group] = true;
        n_tried++;
        for (uint32_t k = i; k < p->n; k++)
            if (form(c, p, k) == group) {
                at[n] = p->line[k];
                entry[n++] = p->entry[k];
            }
        CRIB_TRY(judge(f, at, entry, n, end, &documents, err));
        if (documents)
            return add_group(f, p, group, err);
    }
    return CRIB_OK;
}

/* From a line on: the run of possible entries, cut off after GAP_MOST lines
 * that recur nowhere. Few entries may be closed sentences. */
static uint32_t run_end(const struct finder *f, uint32_t beg)
{
    const struct shape *l = f->c->lines.at;
    uint32_t last = beg, n_closed = 0;
    for (uint32_t i = beg; i < f->c->lines.n && i - beg < RUN_MOST && i - last <= GAP_MOST; i++) {
        if (l[i].flags & SHAPE_FURNITURE)
            continue;
        if (l[i].width > WIDTH_TITLE || l[i].date == DATE_ALONE)
            break;
        if (!is_entry(f->c, i) || !entry_recurs(f, i))
            continue;
        n_closed += (l[i].flags & SHAPE_CLOSED) != 0;
        if (n_closed * 4 > i - beg)
            break;
        last = i;
    }
    return last + 1;
}

/* Two lines that recur are a page only when they say so: they end in page
 * numbers, or list documents. Otherwise they are text that repeats itself. */
static bool has_page_numbers(const struct cut *c, const struct page *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (c->lines.at[p->entry[i]].bare == c->lines.at[p->entry[i]].key)
            return false;
    return true;
}

int contents_find(struct cut *c, struct crib_err *err)
{
    struct finder f = { .c = c };
    CRIB_TRY(index_places(&f, err));
    for (uint32_t i = 0; i < c->lines.n;) {
        if (f.walked > budget(&f))
            return CRIB_OK;
        if (!is_entry(c, i) || (c->lines.at[i].flags & SHAPE_CLOSED) || !entry_recurs(&f, i)) {
            i++;
            continue;
        }
        struct page p = { 0 };
        uint32_t stop = run_end(&f, i);
        if (stop - i >= 2)
            CRIB_TRY(best_page(&f, i, stop, &p, err));
        if (p.n == 0) {
            i = stop;
            continue;
        }
        widen(&f, &p);
        size_t n_starts = c->starts.n;
        memset(c->contents + p.beg, 1, p.end - p.beg);
        /* what lists the documents stands before them, after a preface at most */
        if (c->starts.n == 0 && p.beg <= max_u32(PREFACE_LINES, c->lines.n / 8))
            CRIB_TRY(documents_of(&f, &p, c->lines.n, err));
        if (p.n == 2 && c->starts.n == n_starts && !has_page_numbers(c, &p))
            memset(c->contents + p.beg, 0, p.end - p.beg);
        i = p.end;
    }
    return CRIB_OK;
}
