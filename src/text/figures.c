/* SPDX-License-Identifier: MIT */
/* Numbers and redactions are read by one scanner: a redaction is a number in
 * which signs may stand for digits (20XX, xx.x, 138****5678).
 *
 * A separator belongs to the number by what stands around it: . between two
 * figures, : before exactly two (10:30), a comma before exactly three when
 * one to three stand before it (2,023, but 2023,2024 is two numbers). The
 * hash leaves the thousands' comma out, so that 2,023 equals 2023. */
#include "core/base.h"

#include "text/figures.h"
#include "text/fold.h"
#include "text/homoglyph.h"
#include "text/token_hash.h"

static bool latin_letter(const struct glyph *g)
{
    return glyph_class(g) == FOLD_LETTER && letters_of(g->to) == LETTERS_LATIN;
}

/* Stands for figures: a digit, or, where redactions are read, one of their
 * signs. */
static bool figure(const struct glyph *g, unsigned flags, bool redacted)
{
    unsigned class = glyph_class(g);
    if (class == FOLD_DIGIT)
        return true;
    if (!redacted)
        return false;
    if (class == FOLD_SIGN)
        return !(flags & FOLD_MARKDOWN && g->to == '*');
    return class == FOLD_LETTER && g->to == 'x' && !(g->e & (FOLD_SEVERAL | FOLD_JOINS));
}

/* How many figures stand at `at`, counted to `most` + 1. */
static unsigned figures_at(const struct stretch *s, size_t at, unsigned most, bool redacted)
{
    unsigned n = 0;
    struct glyph g;
    for (; n <= most && glyph_after(s, at, &g) && figure(&g, s->flags, redacted); n++)
        at = g.next;
    return n;
}

/* The separator g, which follows `group` figures since the last one, belongs
 * to the number: returns it in ASCII, or 0. */
static uint32_t separator(const struct stretch *s, const struct glyph *g, unsigned group, bool grouped, bool redacted)
{
    switch (g->to) {
    case '.': case 0x066B:
        return figures_at(s, g->next, 1, redacted) ? '.' : 0;
    case ':':
        return figures_at(s, g->next, 2, redacted) == 2 ? ':' : 0;
    case ',': case 0x066C:
        return (grouped ? group == 3 : group <= 3) && figures_at(s, g->next, 3, redacted) == 3 ? ',' : 0;
    default:
        return 0;
    }
}

struct figures {
    size_t end;        /* past the last figure */
    unsigned n_sign;   /* of them signs of redaction */
    uint64_t hash;     /* of digits and separators but the thousands' */
    bool full;         /* TOKEN_MOST was reached */
};

static struct figures figures_scan(const struct stretch *s, size_t at, bool redacted)
{
    struct figures f = { .end = at, .hash = TOKEN_HASH_SEED };
    unsigned group = 0, n = 0;
    bool grouped = false, plain = true; /* plain: no separator but the thousands' so far */
    for (size_t i = at; i < s->end; n++) {
        struct glyph g = glyph_at(s, i);
        if (n == TOKEN_MOST) {
            f.full = true;
            break;
        }
        if (figure(&g, s->flags, redacted)) {
            f.n_sign += glyph_class(&g) != FOLD_DIGIT;
            f.hash = token_hash_step(f.hash, g.to);
            group++;
            f.end = g.next;
        } else if (glyph_class(&g) != FOLD_IGNORE) {
            uint32_t sep = group ? separator(s, &g, plain ? group : 4, grouped, redacted) : 0;
            if (!sep)
                break;
            if (sep == ',')
                grouped = true;
            else
                plain = false, f.hash = token_hash_step(f.hash, sep);
            group = 0;
        }
        i = g.next;
    }
    return f;
}

bool figures_sign(const struct stretch *s, const struct glyph *g)
{
    return glyph_class(g) != FOLD_DIGIT && figure(g, s->flags, true);
}

bool redaction_at(struct stretch *s, size_t at, struct token *out)
{
    struct glyph g;
    if (at < s->spoilt || (glyph_before(s, at, &g) && latin_letter(&g) && g.to != 'x'))
        return false;
    struct figures f = figures_scan(s, at, true);
    if (f.n_sign < 2 || (!f.full && glyph_after(s, f.end, &g) && latin_letter(&g))) {
        s->spoilt = f.full ? at : f.end;
        return false;
    }
    *out = (struct token){ .beg = at, .end = f.end, .next = f.end };
    token_set(out, UNIT_REDACTION, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER);
    return true;
}

void number_at(const struct stretch *s, size_t at, struct token *out)
{
    struct figures f = figures_scan(s, at, false);
    *out = (struct token){ .beg = at, .end = f.end, .next = f.end };
    token_set(out, UNIT_NUMBER, UNIT_PLACEHOLDER, token_number_exact(f.hash));
}
