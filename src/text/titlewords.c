/* SPDX-License-Identifier: MIT */
/* Words that titles of any subject have, folded as titles are, in a table of
 * hashes. A title is read from its end: of each place the best way on is
 * known, so that the best from one further up is a step and the rest. */
#include "text/titlewords.h"

#include "core/hash.h"
#include "text/fold.h"
#include "text/titlewords_list.h"

enum { KIND_BITS = 3, KIND_MASK = (1 << KIND_BITS) - 1 };
enum {
    BEHIND_NAME = TITLEWORD_KIND + 1, /* of a word: what stands before it may be a person's name */
    MATTER                            /* it is what a document is about */
};
enum { NAME_MOST = 4 };     /* characters of one */
enum { INNER_SPACE = '_' }; /* of a word that is written in several */

static uint64_t key_of(uint64_t hash) { return hash | KIND_MASK; }

/* The slot of a word, or the free one where it belongs. */
static uint64_t *slot_of(const struct titlewords *w, uint64_t hash)
{
    size_t i = hash_mix(key_of(hash)) & (w->n_slot - 1);
    while (w->slot[i] && key_of(w->slot[i]) != key_of(hash))
        i = (i + 1) & (w->n_slot - 1);
    return &w->slot[i];
}

static int make_room(struct titlewords *w, struct crib_err *err)
{
    struct titlewords more = { .n_slot = w->n_slot ? 2 * w->n_slot : 8192, .n = w->n, .longest = w->longest };
    more.slot = mem_zero(more.n_slot, sizeof *more.slot);
    if (!more.slot)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < w->n_slot; i++)
        if (w->slot[i])
            *slot_of(&more, w->slot[i]) = w->slot[i];
    mem_free(w->slot);
    *w = more;
    return CRIB_OK;
}

/* What is said of a word twice, in two languages, is believed where it says
 * less: it may be what a document is about. */
static int add_units(struct titlewords *w, const struct units *u, uint8_t kind, struct crib_err *err)
{
    uint64_t hash = 0;
    if (u->n == 0)
        return CRIB_OK;
    if (2 * w->n >= w->n_slot)
        CRIB_TRY(make_room(w, err));
    for (uint32_t i = 0; i < u->n; i++)
        hash = hash_join(hash, unit_code(u, i));
    uint64_t *slot = slot_of(w, hash);
    w->n += *slot == 0;
    if (*slot == 0 || (*slot & KIND_MASK) > kind)
        *slot = (hash & ~(uint64_t)KIND_MASK) | kind;
    w->longest = max_u32(w->longest, u->n);
    return CRIB_OK;
}

/* u: scratch, one for all words. */
static int add_word(struct titlewords *w, const char *word, size_t n, uint8_t kind, struct units *u, struct crib_err *err)
{
    enum { MOST = 128 };
    char text[MOST];
    n = min_size(n, MOST);
    for (size_t i = 0; i < n; i++)
        text[i] = word[i] == INNER_SPACE ? ' ' : word[i];
    u->n = 0;
    CRIB_TRY(fold_run(text, (struct txt_span){ 0, (uint32_t)n }, 0, u, err));
    return add_units(w, u, kind, err);
}

/* Words apart by spaces; a | stands before those that only link. */
static int add_list(struct titlewords *w, const char *list, uint8_t kind, struct units *u, struct crib_err *err)
{
    while (*list) {
        size_t n = strcspn(list, " ");
        if (n == 1 && *list == '|')
            kind = TITLEWORD_LINK;
        else if (n)
            CRIB_TRY(add_word(w, list, n, kind, u, err));
        list += n + (list[n] == ' ');
    }
    return CRIB_OK;
}

int titlewords_init(struct titlewords *w, struct crib_err *err)
{
    struct units u;
    int rc = CRIB_OK;
    *w = (struct titlewords){ 0 };
    units_init(&u);
    for (size_t i = 0; i < COUNT_OF(titlewords_of) && rc == CRIB_OK; i++) {
        rc = add_list(w, titlewords_of[i].kinds, TITLEWORD_KIND, &u, err);
        if (rc == CRIB_OK)
            rc = add_list(w, titlewords_of[i].usual, TITLEWORD_USUAL, &u, err);
    }
    if (rc == CRIB_OK)
        rc = add_list(w, titlewords_behind_names, BEHIND_NAME, &u, err);
    if (rc == CRIB_OK)
        rc = add_list(w, titlewords_of_matters, MATTER, &u, err);
    units_done(&u);
    return rc;
}

void titlewords_done(struct titlewords *w)
{
    mem_free(w->slot);
    *w = (struct titlewords){ 0 };
}

static uint8_t kind_of(const struct titlewords *w, uint64_t hash) { return *slot_of(w, hash) & KIND_MASK; }

/* The best way on from a unit of a title: a word of so many units, or one that is none. */
struct way { uint64_t worth; uint16_t units; uint8_t kind; };

/* A word is worth more the longer and the surer it is; two make less than one of the same length. */
static uint64_t worth_of(uint32_t units, uint8_t kind) { return ((uint64_t)units << 32) + units * kind - 1; }

static struct way best_from(const struct titlewords *w, const struct units *u, uint32_t i, const struct way *after)
{
    struct way best = { after[i + 1].worth, 1, TITLEWORD_NONE };
    uint64_t hash = 0;
    for (uint32_t n = 1; n <= w->longest && i + n <= u->n && !unit_is_placeholder(u, i + n - 1); n++) {
        hash = hash_join(hash, unit_code(u, i + n - 1));
        uint8_t kind = kind_of(w, hash);
        uint64_t worth = worth_of(n, kind) + after[i + n].worth;
        if (kind && worth > best.worth)
            best = (struct way){ worth, (uint16_t)n, kind };
    }
    return best;
}

/* A character beside a figure is the figure's (2019年, 第3号). */
static bool is_of_figure(const struct units *u, uint32_t i)
{
    bool before = i > 0 && unit_is_placeholder(u, i - 1), after = i + 1 < u->n && unit_is_placeholder(u, i + 1);
    return unit_kind(u, i) == UNIT_CHAR && (before || after);
}

static uint8_t mark_of(const struct units *u, uint32_t i, const struct way *way)
{
    if (way->kind == MATTER)
        return TITLEWORD_NONE;
    return way->units == 1 && way->kind == TITLEWORD_USUAL && is_of_figure(u, i) ? TITLEWORD_LINK : way->kind;
}

/* Where a name begins that ends before unit `end`: behind what is no part of
 * it, if that is near; else at `end`. floor: the end of the last longer word. */
static uint32_t name_begins(const struct units *u, const uint8_t *mark, uint32_t floor, uint32_t end)
{
    uint32_t i = end;
    while (i > floor && unit_kind(u, i - 1) == UNIT_CHAR && mark[i - 1] < TITLEWORD_LINK)
        i--;
    return end - i <= NAME_MOST ? i : end;
}

/* Persons are no matter of the titles that name them. */
static void mark_names(const struct units *u, const struct way *way, uint8_t *mark)
{
    uint32_t floor = 0;
    for (uint32_t i = 0; i < u->n; i += way[i].units) {
        if (way[i].kind == BEHIND_NAME) {
            uint32_t beg = name_begins(u, mark, floor, i);
            memset(mark + beg, TITLEWORD_LINK, i + way[i].units - beg);
        }
        if (way[i].units > 1)
            floor = i + way[i].units;
    }
}

int titlewords_mark(const struct titlewords *w, const struct units *title, uint8_t *mark, struct crib_err *err)
{
    struct way *way = mem_alloc(((size_t)title->n + 1) * sizeof *way);
    if (!way)
        return CRIB_NOMEM(err);
    way[title->n] = (struct way){ 0 };
    for (uint32_t i = title->n; i-- > 0;)
        way[i] = best_from(w, title, i, way);
    for (uint32_t i = 0; i < title->n; i += way[i].units)
        memset(mark + i, mark_of(title, i, &way[i]), way[i].units);
    mark_names(title, way, mark);
    mem_free(way);
    return CRIB_OK;
}
