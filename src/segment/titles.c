/* SPDX-License-Identifier: MIT */
/* Titles learnt from the text itself.
 *
 * Two things must come together. Numbering starts anew (restarts.c): between
 * the last number of one document and the first of the next lies a region of
 * unnumbered lines, and the title is one of them. And titles share wording:
 * what is worded alike in several regions, and short and open, is how titles
 * of this collection read. No word is known beforehand; the wording is counted
 * as 2-grams (of wide characters; six letters elsewhere) by the number of
 * regions they stand in.
 *
 * In each region the line with most shared wording shows where the title block
 * is; its first line is the title, after a signature above it (names, then a
 * date alone) and not a date itself. At the head of the text a collection's
 * own title may share that wording too: there the last such line counts.
 *
 * Once several titles are found, less will do for others: a softer restart,
 * or none, when the wording is the one most titles share. */
#include "segment/titles.h"

#include "core/search.h"
#include "core/sort.h"
#include "segment/adverts.h"
#include "segment/captions.h"
#include "segment/linechars.h"
#include "segment/linekey.h"
#include "segment/ordinals.h"
#include "segment/restarts.h"
#include "segment/stretches.h"
#include "segment/wrapped.h"

enum { GRAM_WIDE = 4, GRAM_NARROW = 6, DATE_PART = 3 };

/* A line that may be a title. */
struct candidate {
    uint32_t line, region;
    uint32_t score;  /* columns of shared wording, weighted by how widely shared; in 1/16 */
    bool chosen;
};

struct wording {
    struct cut *c;
    struct regions regions;
    struct candidate *cand;  /* [n] by line */
    uint32_t n;
    struct kv *gram;         /* [n_gram] (hash, region), sorted, unique */
    size_t n_gram, cap_gram;
    uint32_t *body;          /* [lines + 1] */
};

static size_t read_key(const struct cut *c, uint32_t line, uint32_t key[KEY_MOST])
{
    const struct shape *s = &c->lines.at[line];
    uint32_t skip = s->number.n_bytes;
    return key_read(c->text + s->span.beg + skip, txt_len(s->span) - skip, key);
}

/* More than figures. */
static bool has_words(const struct cut *c, uint32_t i)
{
    uint32_t key[KEY_MOST];
    size_t n = read_key(c, i, key), k = 0;
    while (k < n && char_digit(key[k]) >= 0)
        k++;
    return k < n;
}

/* A small letter right below another line is in the midst of a sentence. */
static bool is_amid(const struct cut *c, uint32_t i)
{
    return !(c->lines.at[i].flags & SHAPE_BLANK_BEFORE) && i > 0 && char_is_small(cut_first_char(c, i));
}

/* Blank lines around line i, or around it and at most two beside it, of which
 * the last closes no sentence: in a text that wraps a title stands so. */
static bool stands_apart(const struct cut *c, uint32_t i)
{
    enum { LINES_MOST = 3 };
    uint32_t beg = i, end = i + 1;
    while (beg > 0 && end - beg <= LINES_MOST && !(c->lines.at[beg].flags & SHAPE_BLANK_BEFORE))
        beg--;
    while (end < c->lines.n && end - beg <= LINES_MOST && !(c->lines.at[end].flags & SHAPE_BLANK_BEFORE))
        end++;
    return end - beg <= LINES_MOST && !(c->lines.at[end - 1].flags & SHAPE_CLOSED);
}

static bool is_candidate(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return shape_is_short(s) && cut_may_title(c, i) && !c->contents[i] && !c->wrapped[i] && !c->caption[i] &&
           s->n_key >= 3 && c->text[s->span.beg] != '|' && s->date != DATE_ALONE && s->date != DATE_BRACKET &&
           !(s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP | SHAPE_BRACKETED)) &&
           (s->number.kind == NUMBER_NONE || s->number.kind == NUMBER_PIECE) && has_words(c, i) && !is_amid(c, i) &&
           (!c->wraps || stands_apart(c, i)) && contact_in(c->text + s->span.beg, txt_len(s->span)) == CONTACT_NONE;
}

/* Belongs to a title block without being a title: dates, bracketed lines. */
static bool is_beside(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return s->date == DATE_ALONE || s->date == DATE_BRACKET || (s->flags & (SHAPE_BRACKETED | SHAPE_FURNITURE)) ||
           s->kind == BLOCK_COMMENT;
}

/* End of the gram that begins at key[i], 0 when too few characters follow. */
static size_t gram_end(const uint32_t *key, size_t n, size_t i)
{
    size_t wide = 0, narrow = 0, k = i;
    while (k < n && wide < GRAM_WIDE / 2 && wide * 3 + narrow < GRAM_NARROW) {
        if (char_is_wide(key[k]))
            wide++;
        else
            narrow++;
        k++;
    }
    return wide * 3 + narrow >= GRAM_NARROW ? k : 0;
}

static int collect(struct wording *w, struct crib_err *err)
{
    w->cand = arena_zero(w->c->arena, max_size(w->c->lines.n, 1), sizeof *w->cand);
    if (w->cand == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t r = 0; r < w->regions.n; r++)
        for (uint32_t i = w->regions.at[r].beg; i < w->regions.at[r].end; i++)
            if (is_candidate(w->c, i))
                w->cand[w->n++] = (struct candidate){ .line = i, .region = r };
    return CRIB_OK;
}

/* Gather the grams of all candidates, or of the chosen ones. */
static int learn(struct wording *w, bool chosen_only, struct crib_err *err)
{
    size_t n = 0;
    uint32_t key[KEY_MOST];
    for (uint32_t i = 0; i < w->n; i++) {
        if (chosen_only && !w->cand[i].chosen)
            continue;
        size_t n_key = read_key(w->c, w->cand[i].line, key);
        CRIB_TRY(VEC_GROW(w->gram, n, &w->cap_gram, n_key, err));
        for (size_t k = 0; k < n_key; k++) {
            size_t end = gram_end(key, n_key, k);
            if (end != 0)
                w->gram[n++] = (struct kv){ key_hash(key + k, end - k), w->cand[i].region };
        }
    }
    CRIB_TRY(sort_kv(w->gram, n, true, err));
    w->n_gram = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || w->gram[i].key != w->gram[i - 1].key || w->gram[i].val != w->gram[i - 1].val)
            w->gram[w->n_gram++] = w->gram[i];
    return CRIB_OK;
}

/* First gram at or after (hash, region). */
static size_t gram_from(const struct wording *w, uint64_t hash, uint64_t region)
{
    size_t at;
    LOWER_BOUND(at, w->n_gram, w->gram[at].key < hash || (w->gram[at].key == hash && w->gram[at].val < region));
    return at;
}

/* In how many regions other than its own a gram stands. */
static uint32_t regions_of(const struct wording *w, uint64_t hash, uint32_t own)
{
    size_t from = gram_from(w, hash, 0), to = gram_from(w, hash, UINT64_MAX), at = gram_from(w, hash, own);
    bool has_own = at < to && w->gram[at].val == own;
    return (uint32_t)(to - from) - has_own;
}

/* Columns of shared wording, in 1/16: a gram counts fully when `full` other
 * regions have it. */
static void score(struct wording *w, struct candidate *a, uint32_t full)
{
    uint32_t key[KEY_MOST];
    uint8_t weight[KEY_MOST] = { 0 };
    size_t n_key = read_key(w->c, a->line, key);
    a->score = 0;
    for (size_t i = 0; i < n_key; i++) {
        size_t end = gram_end(key, n_key, i);
        uint32_t n = end == 0 ? 0 : regions_of(w, key_hash(key + i, end - i), a->region);
        uint8_t part = (uint8_t)(n >= full ? 16 : n * 16 / full);
        for (size_t k = i; k < end; k++)
            weight[k] = part > weight[k] ? part : weight[k];
    }
    for (size_t i = 0; i < n_key; i++)
        a->score += weight[i] * (char_is_wide(key[i]) ? 2u : 1u);
    if (w->c->lines.at[a->line].date != DATE_NONE)
        a->score /= DATE_PART;
}

/* Learn the wording and weigh every candidate by it. */
static int weigh(struct wording *w, bool chosen_only, uint32_t n_regions, struct crib_err *err)
{
    CRIB_TRY(learn(w, chosen_only, err));
    for (uint32_t k = 0; k < w->n; k++)
        score(w, &w->cand[k], max_u32(1, n_regions / 4));
    return CRIB_OK;
}

static bool is_dated(const struct wording *w, uint32_t k)
{
    return w->c->lines.at[w->cand[k].line].date == DATE_FIRST;
}

/* Candidates k and k + 1 stand in one block. */
static bool same_block(const struct wording *w, uint32_t k)
{
    if (w->cand[k].region != w->cand[k + 1].region)
        return false;
    for (uint32_t i = w->cand[k].line + 1; i < w->cand[k + 1].line; i++)
        if (!is_beside(w->c, i))
            return false;
    return true;
}

/* A date alone stands between the two: names and date above, title below. */
static bool signed_between(const struct wording *w, uint32_t k)
{
    for (uint32_t i = w->cand[k].line + 1; i < w->cand[k + 1].line; i++)
        if (w->c->lines.at[i].date == DATE_ALONE)
            return true;
    return false;
}

/* Set w->body: for each line the first at or below it that is text (closed,
 * long or numbered). */
static int find_bodies(struct wording *w, struct crib_err *err)
{
    uint32_t below = UINT32_MAX;
    w->body = arena_alloc(w->c->arena, ((size_t)w->c->lines.n + 1) * sizeof *w->body);
    if (w->body == NULL)
        return CRIB_NOMEM(err);
    w->body[w->c->lines.n] = below;
    for (uint32_t i = w->c->lines.n; i-- > 0;) {
        const struct shape *s = &w->c->lines.at[i];
        if ((s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP)) || s->width > WIDTH_TITLE || restarts_numbered(w->c, i))
            below = i;
        w->body[i] = below;
    }
    return CRIB_OK;
}

/* Text stands between lines a < b. */
static bool body_between(const struct wording *w, uint32_t a, uint32_t b)
{
    return w->body[a + 1] < b;
}

/* A title that stands again below itself: its first place, unless text stands
 * between the two. */
static uint32_t first_of_key(const struct wording *w, uint32_t from, uint32_t k)
{
    const struct shape *l = w->c->lines.at;
    for (uint32_t i = from; i < k; i++)
        if (l[w->cand[i].line].key == l[w->cand[k].line].key && !body_between(w, w->cand[i].line, w->cand[k].line))
            return i;
    return k;
}

/* The title among candidates [from, to) of one region; `to` when there is
 * none. */
static uint32_t choose(const struct wording *w, uint32_t from, uint32_t to, bool head)
{
    uint32_t best = from, first, last;
    if (from == to)
        return to;
    if (head && w->c->at_stated != UINT32_MAX)
        while (from + 1 < to && w->cand[from].line <= w->c->at_stated)
            best = ++from;
    for (uint32_t k = from; k < to; k++)
        if (w->cand[k].score > w->cand[best].score || (head && w->cand[k].score >= w->cand[best].score))
            best = k;
    if (head) {
        for (uint32_t k = best + 1; k < to; k++)
            if (w->cand[k].score * 4 >= w->cand[best].score && !is_dated(w, k) &&
                w->c->lines.at[w->cand[k].line].n_key >= 4)
                best = k;
        if (!is_dated(w, best))
            return first_of_key(w, from, best);
    }
    for (first = best; first > from && same_block(w, first - 1);)
        first--;
    for (last = best; last + 1 < to && same_block(w, last);)
        last++;
    for (uint32_t k = first; k < last; k++)
        if (signed_between(w, k) && w->cand[k + 1].score * 2 >= w->cand[best].score && !is_dated(w, k + 1))
            first = k + 1;
    uint32_t top = 0;
    for (uint32_t k = first; k <= last; k++)
        if (!is_dated(w, k))
            top = max_u32(top, w->cand[k].score);
    for (uint32_t k = first; k <= last; k++)
        if (!is_dated(w, k) && w->cand[k].score * 2 >= top)
            return k;
    return best;
}

static uint32_t region_end(const struct wording *w, uint32_t k)
{
    uint32_t r = w->cand[k].region;
    while (k < w->n && w->cand[k].region == r)
        k++;
    return k;
}

/* One title for each firm restart, also without shared wording when `all`.
 * Returns how many. */
static uint32_t choose_firm(struct wording *w, bool all, uint32_t *at)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < w->n; k++)
        w->cand[k].chosen = false;
    for (uint32_t k = 0, end; k < w->n; k = end) {
        const struct region *r = &w->regions.at[w->cand[k].region];
        end = region_end(w, k);
        if (r->strength < RESTART_INNER)
            continue;
        uint32_t title = choose(w, k, end, r->strength == RESTART_HEAD);
        if (title == end || (w->cand[title].score == 0 && !all))
            continue;
        w->cand[title].chosen = true;
        at[n++] = w->cand[title].line;
    }
    return n;
}

/* Hash of a title's ending (two wide characters or six others). */
static uint64_t ending(const struct wording *w, uint32_t line)
{
    uint32_t key[KEY_MOST];
    size_t n = read_key(w->c, line, key), k = n;
    while (k > 0 && gram_end(key, n, k) != n)
        k--;
    return key_hash(key + k, n - k);
}

struct ending_count {
    uint64_t *end; /* [n] sorted endings of the chosen; from the cut's arena */
    uint32_t n;
    uint32_t n_shared; /* that end like another of them */
};

static int count_endings(const struct wording *w, const uint32_t *at, uint32_t n, struct ending_count *out,
                         struct crib_err *err)
{
    *out = (struct ending_count){ .end = arena_alloc(w->c->arena, (size_t)n * sizeof *out->end + 1), .n = n };
    if (out->end == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < n; i++)
        out->end[i] = ending(w, at[i]);
    CRIB_TRY(sort_u64(out->end, n, err));
    for (uint32_t i = 0; i < n; i++)
        out->n_shared += (i > 0 && out->end[i] == out->end[i - 1]) || (i + 1 < n && out->end[i] == out->end[i + 1]);
    return CRIB_OK;
}

static uint32_t chosen_that_end_so(const struct ending_count *e, uint64_t hash)
{
    uint32_t n = 0, at;
    LOWER_BOUND(at, e->n, e->end[at] < hash);
    while (at + n < e->n && e->end[at + n] == hash)
        n++;
    return n;
}

/* Add the titles of softer restarts, and those without numbers below: lines
 * as well worded as the titles found, or that end as several of them do, with
 * text between them and both neighbours. */
static int choose_soft(struct wording *w, const struct ending_count *e, struct crib_err *err)
{
    uint64_t sum = 0, n = 0;
    uint32_t above = UINT32_MAX, below = w->c->lines.n;
    uint32_t *next = arena_alloc(w->c->arena, (size_t)w->n * sizeof *next + 1);
    if (next == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t k = w->n; k-- > 0;) {
        next[k] = below;
        if (w->cand[k].chosen) {
            sum += w->cand[k].score;
            n++;
            below = w->cand[k].line;
        }
    }
    for (uint32_t k = 0; k < w->n; k++) {
        struct candidate *a = &w->cand[k];
        if (a->chosen)
            above = a->line;
        if (a->chosen || is_dated(w, k) || above == UINT32_MAX || a->line + 1 >= w->c->lines.n || a->score == 0)
            continue;
        bool worded = a->score * n * 4 >= sum * 3;
        bool ends_so = a->score * n * 2 >= sum && chosen_that_end_so(e, ending(w, a->line)) * 5 >= max_u32(10, e->n);
        if ((!worded && !ends_so) || !body_between(w, above, a->line) ||
            !body_between(w, a->line, next[k]))
            continue;
        a->chosen = true;
        above = a->line;
    }
    return CRIB_OK;
}

static int find(struct wording *w, struct crib_err *err)
{
    uint32_t n_hard = 0, n_shared, *at = arena_alloc(w->c->arena, (size_t)w->c->lines.n * sizeof *at + 1);
    struct ending_count endings;
    if (at == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t r = 0; r < w->regions.n; r++)
        n_hard += w->regions.at[r].strength >= RESTART_INNER;
    if (n_hard < 2) /* the head alone: nothing starts anew */
        return CRIB_OK;
    CRIB_TRY(wrapped_find(w->c, err));
    CRIB_TRY(captions_find(w->c, err));
    CRIB_TRY(find_bodies(w, err));
    CRIB_TRY(collect(w, err));
    CRIB_TRY(weigh(w, false, n_hard, err));
    uint32_t n = choose_firm(w, false, at);
    if (n >= 2) {
        CRIB_TRY(weigh(w, true, n, err));
        n = choose_firm(w, false, at);
    }
    if (n < 2)
        return CRIB_OK;
    CRIB_TRY(wording_shared(w->c, at, n, &n_shared, err));
    CRIB_TRY(count_endings(w, at, n, &endings, err));
    uint32_t n_alike = max_u32(n_shared, endings.n_shared);
    if (n_alike < 2 || n_alike * 5 < n * 2 || (n == 2 && n_shared < 2))
        return CRIB_OK;
    choose_firm(w, true, at);
    CRIB_TRY(choose_soft(w, &endings, err));
    for (uint32_t k = 0; k < w->n; k++) {
        if (!w->cand[k].chosen)
            continue;
        CRIB_TRY(VEC_GROW(w->c->starts.item, w->c->starts.n, &w->c->starts.cap, 1, err));
        w->c->starts.item[w->c->starts.n++] = (struct start){ w->cand[k].line, 1, 0, "title-shape" };
    }
    return CRIB_OK;
}

int titles_find(struct cut *c, struct crib_err *err)
{
    struct wording w = { .c = c };
    CRIB_TRY(ordinals_find(c, err));
    if (c->starts.n > 0)
        return CRIB_OK;
    CRIB_TRY(restarts_find(c, &w.regions, err));
    int rc = find(&w, err);
    mem_free(w.gram);
    return rc;
}
