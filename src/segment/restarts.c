/* SPDX-License-Identifier: MIT */
/* Numbering, followed with a stack of the kinds that are open.
 *
 * 一、 （一） （二） 二、 （一）: the second （一） is new because 二、 closed the
 * first run of its kind. When a kind that is still open begins with 1 again,
 * nothing closed it: something ended there. Unless a kind that encloses it goes
 * on later (二、 … 三、): then the place lies inside that run and no document
 * ends there; not when the kind gets beyond 1 nowhere in the text, for then it
 * numbers nothing; nor where a number of several parts (6.2.1 after 6.1.3) goes
 * on from the one before. Which kind encloses which is learnt from the order in
 * which they open; the conventional order helps only when a text begins with a kind that
 * the one before it did not use (第一章 after a text of 第一条 alone). */
#include "segment/restarts.h"

struct open {
    uint8_t kind;
    uint32_t value, line;
};

struct follow {
    const struct cut *c;
    const uint32_t *next; /* [n] next line of the same kind, UINT32_MAX */
    bool counts[NUMBER_KINDS]; /* of kinds that get beyond 1 */
    struct open stack[NUMBER_KINDS];
    uint32_t depth;
};

bool restarts_numbered(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return s->number.kind != NUMBER_NONE && s->number.kind != NUMBER_BULLET && s->number.kind != NUMBER_PIECE &&
           !c->contents[i] && !(s->flags & SHAPE_FURNITURE) && (s->kind == BLOCK_TEXT || s->kind == BLOCK_HEADING);
}

static uint32_t *next_of_kind(struct cut *c)
{
    uint32_t last[NUMBER_KINDS], *next = arena_alloc(c->arena, (size_t)c->lines.n * sizeof *next + 1);
    memset(last, 0xFF, sizeof last);
    for (uint32_t i = c->lines.n; next != NULL && i-- > 0;) {
        next[i] = UINT32_MAX;
        if (restarts_numbered(c, i)) {
            uint32_t kind = c->lines.at[i].number.kind;
            next[i] = last[kind];
            last[kind] = i;
        }
    }
    return next;
}

/* Does one of the first `depth` open kinds go on later? */
static bool goes_on(const struct follow *f, uint32_t depth)
{
    for (uint32_t k = 0; k < depth; k++) {
        uint32_t next = f->next[f->stack[k].line];
        if (next != UINT32_MAX && f->c->lines.at[next].number.value == f->stack[k].value + 1)
            return true;
    }
    return false;
}

static void push(struct follow *f, uint32_t depth, uint32_t line)
{
    const struct number *n = &f->c->lines.at[line].number;
    f->depth = depth;
    f->stack[f->depth++] = (struct open){ n->kind, n->value, line };
}

static void find_counting(struct follow *f)
{
    for (uint32_t i = 0; i < f->c->lines.n; i++)
        f->counts[f->c->lines.at[i].number.kind] |= f->c->lines.at[i].number.value > 1 && restarts_numbered(f->c, i);
}

/* Does line i begin the run of the k-th open kind, which is its own, again? */
static bool begins_anew(const struct follow *f, uint32_t k, uint32_t i)
{
    const struct number *n = &f->c->lines.at[i].number, *last = &f->c->lines.at[f->stack[k].line].number;
    return n->value == 1 && f->counts[n->kind] && (n->path == 0 || n->path <= last->path) && !goes_on(f, k);
}

/* Take numbered line i; returns what starts there, or -1. */
static int take(struct follow *f, uint32_t i)
{
    const struct number *n = &f->c->lines.at[i].number;
    uint32_t k = 0;
    while (k < f->depth && f->stack[k].kind != n->kind)
        k++;
    if (k < f->depth) {
        bool anew = begins_anew(f, k, i);
        push(f, anew ? 0 : k, i);
        return !anew ? -1 : k == 0 ? RESTART_OUTER : RESTART_INNER;
    }
    bool first = f->depth == 0, outer = !first && n->kind < f->stack[0].kind;
    bool inside = n->value != 1 || goes_on(f, f->depth);
    if (!first && !inside && outer) {
        push(f, 0, i);
        return RESTART_INNER;
    }
    push(f, f->depth, i);
    return first ? RESTART_HEAD : inside ? -1 : RESTART_SOFT;
}

static void add(struct regions *out, uint32_t beg, uint32_t end, int strength)
{
    out->at[out->n++] = (struct region){ beg, end, (uint8_t)strength };
}

int restarts_find(struct cut *c, struct regions *out, struct crib_err *err)
{
    struct follow f = { .c = c, .next = next_of_kind(c) };
    uint32_t after = 0; /* one past the numbered line before */
    out->n = 0;
    out->at = arena_alloc(c->arena, ((size_t)c->lines.n + 2) * sizeof *out->at);
    if (f.next == NULL || out->at == NULL)
        return CRIB_NOMEM(err);
    find_counting(&f);
    for (uint32_t i = 0; i < c->lines.n; i++) {
        if (!restarts_numbered(c, i))
            continue;
        int strength = take(&f, i);
        if (strength >= 0)
            add(out, after, i, strength);
        after = i + 1;
    }
    if (out->n == 0)
        add(out, 0, 0, RESTART_HEAD);
    add(out, after, c->lines.n, RESTART_TAIL);
    return CRIB_OK;
}
