/* SPDX-License-Identifier: MIT */
/* A wrapped paragraph is known from its end: a line that closes a sentence, and
 * above it, with no blank line between, lines that are all about as wide as
 * the widest and mostly end in the midst of one. Where letters have case, some
 * lines begin with a small one, or there is none at all (licences shout);
 * where they have none, lines are broken at a character, and all as wide. */
#include "segment/wrapped.h"

#include "segment/linechars.h"

enum {
    WIDTH_LEAST = 40, /* of the widest line: narrower ones are verse and addresses */
    LINES_MOST = 100  /* looked at above a line, so that a long column of sentences costs no more */
};

bool wrapped_may_continue(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return !(s->flags & (SHAPE_BLANK_BEFORE | SHAPE_MARKER)) && s->kind == BLOCK_TEXT && s->number.kind == NUMBER_NONE &&
           s->date != DATE_ALONE;
}

/* Has the letter a capital, or is it one? */
static bool is_cased(uint32_t cp) { return char_is_small(cp) || char_fold(cp) != cp; }

static bool shouts(const struct cut *c, uint32_t i)
{
    for (size_t at = c->lines.at[i].span.beg; at < c->lines.at[i].span.end;)
        if (char_is_small(utf8_next(c->text, c->lines.at[i].span.end, &at)))
            return false;
    return true;
}

/* Do the lines [first, last] look like a sentence that goes on? widest: of all
 * but the last. */
static bool reads_on(const struct cut *c, uint32_t first, uint32_t last, uint32_t widest)
{
    uint32_t n_cased = 0, n_small = 0, n_closed = 0, n_even = 0;
    for (uint32_t i = first; i < last; i++) {
        uint32_t next = cut_first_char(c, i + 1);
        n_cased += is_cased(next);
        n_small += char_is_small(next);
        n_closed += (c->lines.at[i].flags & SHAPE_CLOSED) != 0;
        n_even += (uint64_t)c->lines.at[i].width * 10 >= (uint64_t)widest * 9;
    }
    uint32_t n = last - first;
    if (n_closed * 3 > n)
        return false;
    return n_cased > 0 ? n_small * 3 >= n || (n >= 2 && shouts(c, first)) : n >= 2 && n_even == n;
}

/* The first line of the paragraph that ends with line `last`; `last` itself
 * when none does. */
static uint32_t paragraph_from(const struct cut *c, uint32_t last)
{
    const struct shape *l = c->lines.at;
    uint32_t first = last, widest = 0;
    if (!(l[last].flags & SHAPE_CLOSED) || l[last].kind != BLOCK_TEXT)
        return last;
    for (; first > 0 && last - first < LINES_MOST && wrapped_may_continue(c, first) && l[first - 1].kind == BLOCK_TEXT; first--) {
        uint64_t width = l[first - 1].width, than = widest ? widest : l[last].width;
        if (width * 3 < than * 2 || (widest && (uint64_t)widest * 3 < width * 2))
            break;
        widest = max_u32(widest, (uint32_t)width);
    }
    return widest >= WIDTH_LEAST && widest <= WIDTH_TITLE && first < last && reads_on(c, first, last, widest) ? first : last;
}

int wrapped_find(struct cut *c, struct crib_err *err)
{
    c->wrapped = arena_zero(c->arena, max_size(c->lines.n, 1), sizeof *c->wrapped);
    if (c->wrapped == NULL)
        return CRIB_NOMEM(err);
    uint32_t n = 0;
    for (uint32_t i = c->lines.n; i-- > 0;) {
        uint32_t first = paragraph_from(c, i);
        for (uint32_t k = first; first < i && k <= i; k++)
            c->wrapped[k] = true;
        n += first < i ? i - first + 1 : 0;
        i = first;
    }
    c->wraps = (uint64_t)n * 4 >= c->lines.n;
    return CRIB_OK;
}

/* No paragraph goes on below a line that is wider than any may be. */
bool wrapped_holds(const struct cut *c, uint32_t i)
{
    uint32_t end = i + 1;
    while (end < c->lines.n && wrapped_may_continue(c, end) && c->lines.at[end - 1].width <= WIDTH_TITLE)
        end++;
    for (uint32_t last = end; last-- > i;) {
        uint32_t first = paragraph_from(c, last);
        if (first < last && first <= i)
            return true;
        last = first;
    }
    return false;
}
