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
 * that explains most wins.
 *
 * A page lists documents or sections; judge() weighs the stretches between its
 * lines. Work is bounded: each line is in one run, an entry is met with a
 * limited number of lines, and the lines walked while judging are counted
 * against a budget of a few times the text. */
#include "segment/contents.h"

#include "segment/contents_meet.h"
#include "segment/linekey.h"
#include "segment/nearlines.h"
#include "segment/stretches.h"

enum {
    RUN_MOST = 4096,     /* entries of one page */
    GAP_MOST = 3,        /* entries in a row that recur nowhere */
    ENDS_MOST = 10,
    PREFACE_LINES = 40
};

/* Lines of [beg, end) that are entries of their own: not the second half of
 * a wrapped one, not furniture. */
static uint32_t entries_in(const struct cut *c, uint32_t beg, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = beg; i < end; i++)
        n += contents_is_entry(c, i);
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
        if (!again && contents_may_wrap(f->c, i)) {
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
        CRIB_TRY(contents_match(f, beg, end[i], &p, err));
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
    if (n < 2 || f->walked > contents_budget(f))
        return CRIB_OK;
    stretches_read(f->c, at, n, end, &s);
    CRIB_TRY(wording_shared(f->c, at, n, &n_shared, err));
    for (uint32_t i = 0; i < n; i++) {
        n_deep += !cut_may_title(f->c, at[i]) || f->c->lines.at[at[i]].number.kind == NUMBER_DEEP;
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
    points -= n_deep * 2 > n ? 4 : 0; /* Markdown, or 12.1.3, says itself that these are no titles */
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
    if (!contents_is_entry(f->c, i) || (f->c->lines.at[i].flags & SHAPE_CLOSED) || a->kind != b->kind ||
        i == f->c->at_stated)
        return false;
    if (a->kind != NUMBER_NONE)
        return i < beside ? a->value + 1 == b->value : a->value == b->value + 1;
    f->walked += to - from;
    return f->walked <= contents_budget(f) && near_line(f->c, i, from, to) != UINT32_MAX;
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
        bool wrapped = e > p->beg && c->lines.at[e].number.kind == NUMBER_NONE && contents_may_wrap(c, e - 1) &&
                       c->lines.at[e - 1].number.kind != NUMBER_NONE;
        if (c->lines.at[e].number.kind != group / NUMBER_KINDS || wrapped || !contents_is_entry(c, e) || from >= to)
            continue;
        f->walked += to - from;
        uint32_t near = f->walked > contents_budget(f) ? UINT32_MAX : near_line(c, e, from, to);
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
        if (!contents_is_entry(f->c, i) || !contents_entry_recurs(f, i))
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
    CRIB_TRY(contents_index(&f, err));
    for (uint32_t i = 0; i < c->lines.n;) {
        if (f.walked > contents_budget(&f))
            return CRIB_OK;
        if (!contents_is_entry(c, i) || (c->lines.at[i].flags & SHAPE_CLOSED) || !contents_entry_recurs(&f, i)) {
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
