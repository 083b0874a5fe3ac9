/* SPDX-License-Identifier: MIT */
/* Series of numbered titles.
 *
 * A title's own ordinal looks like a section's. It is told apart by what
 * follows: below "2. Title" a numbering of a kind at least as far out starts
 * from 1 (一、 or 第一条 under 1., or 1. itself), which never happens below a
 * section. So the candidates are open short numbered lines whose next numbered
 * line has value 1 and such a kind, and the series is theirs that counts 1, 2,
 * 3, …; at most two in a row may lack the evidence. 篇1 is a count of pieces by
 * itself and needs only text between; but parts of one work, whose articles
 * run on, are no series. */
#include "segment/ordinals.h"

#include "segment/restarts.h"

enum { LACKING_MOST = 2 };

static bool is_numbered_title(const struct cut *c, uint32_t i, uint32_t kind)
{
    const struct shape *s = &c->lines.at[i];
    return s->number.kind == kind && cut_may_title(c, i) && !c->contents[i] && s->width <= WIDTH_TITLE &&
           (s->kind == BLOCK_TEXT || s->kind == BLOCK_HEADING) &&
           !(s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP | SHAPE_FURNITURE | SHAPE_MARKER)) &&
           (s->n_key >= 4 || kind == NUMBER_PIECE);
}

/* Next numbered line below each line, UINT32_MAX when none. */
static uint32_t *numbered_below(struct cut *c)
{
    uint32_t below = UINT32_MAX, *next = arena_alloc(c->arena, (size_t)c->lines.n * sizeof *next + 1);
    for (uint32_t i = c->lines.n; next != NULL && i-- > 0;) {
        next[i] = below;
        if (restarts_numbered(c, i))
            below = i;
    }
    return next;
}

/* Kind of the numbering that starts from 1 below line i, when it is at least
 * as far out as `kind`; else NUMBER_NONE. */
static uint32_t starts_anew(const struct cut *c, const uint32_t *below, uint32_t i, uint32_t kind)
{
    const struct number *n = below[i] == UINT32_MAX ? NULL : &c->lines.at[below[i]].number;
    return n != NULL && n->value == 1 && n->kind <= kind ? n->kind : NUMBER_NONE;
}

/* Articles or chapters that run on from one piece to the next. */
static bool runs_on(const struct cut *c, const uint32_t *below, const uint32_t *at, uint32_t n)
{
    uint32_t n_on = 0;
    for (uint32_t i = 1; i < n; i++)
        n_on += below[at[i]] != UINT32_MAX && c->lines.at[below[at[i]]].number.value > 1 &&
                c->lines.at[below[at[i]]].number.kind <= NUMBER_ARTICLE;
    return n_on * 2 > n;
}

/* The number of the same kind above line i is the one before its own, and no
 * title: then i is a section like that one, the last of its document. */
static bool continues(const struct cut *c, uint32_t i, uint32_t above, uint32_t title_above)
{
    return above != UINT32_MAX && above != title_above &&
           c->lines.at[above].number.value + 1 == c->lines.at[i].number.value;
}

struct series {
    uint32_t *at;
    uint32_t n, n_proved, lacking; /* lacking: the last so many have no evidence */
};

/* Take a line that may be the next title. A proved one takes the place of
 * those without evidence that pretended to its number. */
static void take(struct series *s, uint32_t i, uint32_t value, bool proved, bool first_number)
{
    if (proved && value <= s->n && s->lacking >= s->n - value + 1) {
        s->lacking -= s->n - value + 1;
        s->n = value - 1;
    }
    if (value != s->n + 1 || (!proved && !first_number && (s->n == 0 || s->lacking == LACKING_MOST)))
        return;
    s->lacking = proved ? 0 : s->lacking + 1;
    s->n_proved += proved;
    s->at[s->n++] = i;
}

/* The lines of one kind that count 1, 2, 3, …; how many. */
static uint32_t series_of(const struct cut *c, const uint32_t *below, uint32_t kind, uint32_t *at)
{
    struct series s = { .at = at };
    uint32_t above = UINT32_MAX;
    for (uint32_t i = 0; i < c->lines.n; i++) {
        if (c->lines.at[i].number.kind != kind)
            continue;
        uint32_t title_above = s.n == 0 ? UINT32_MAX : at[s.n - 1];
        bool first_number = s.n == 0 && (below[0] == i || (i == 0 && restarts_numbered(c, 0)));
        uint32_t anew = starts_anew(c, below, i, kind);
        bool proved = kind == NUMBER_PIECE || (anew != NUMBER_NONE && anew < kind) ||
                      (anew == kind && !continues(c, i, above, title_above));
        /* two numbered lines in a row are a list */
        if (is_numbered_title(c, i, kind) && (kind == NUMBER_PIECE || s.n == 0 || title_above + 1 < i))
            take(&s, i, c->lines.at[i].number.value, proved, first_number);
        above = i;
    }
    s.n -= min_u32(s.lacking, s.n);
    return s.n_proved * 3 >= s.n * 2 ? s.n : 0;
}

int ordinals_find(struct cut *c, struct crib_err *err)
{
    static const uint8_t kinds[] = { NUMBER_PIECE, NUMBER_DIGIT, NUMBER_HAN, NUMBER_HAN_PAREN, NUMBER_ROMAN,
                                     NUMBER_DIGIT_PAREN };
    uint32_t *below = numbered_below(c), *at = arena_alloc(c->arena, (size_t)c->lines.n * sizeof *at + 1);
    if (below == NULL || at == NULL)
        return CRIB_NOMEM(err);
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        uint32_t n = series_of(c, below, kinds[k], at);
        if (n < (kinds[k] == NUMBER_PIECE ? 2u : 3u) || runs_on(c, below, at, n))
            continue;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t bare = c->lines.at[at[i]].n_key == 0;
            CRIB_TRY(VEC_GROW(c->starts.item, c->starts.n, &c->starts.cap, 1, err));
            c->starts.item[c->starts.n++] = (struct start){ at[i], 1 + bare, bare, "title-shape" };
        }
        return CRIB_OK;
    }
    return CRIB_OK;
}
