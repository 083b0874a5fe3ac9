/* SPDX-License-Identifier: MIT */
/* A word is letters, marks and digits, roughly as in UAX #29: an apostrophe
 * between two letters belongs to it, a hyphen or underscore ends it. The
 * scanner notes when a character folds to several or composes, or two marks
 * may trade places; such a word is ICU's (token.c). */
#include "core/base.h"

#include "text/fold.h"
#include "text/homoglyph.h"
#include "text/token_hash.h"
#include "text/word.h"

/* Between two letters, part of the word: ' ’ · (Catalan) and Hebrew's geresh. */
static bool inside_word(const struct stretch *s, const struct glyph *g)
{
    if (g->to != '\'' && g->to != 0x2019 && g->to != 0xB7 && g->to != 0x5F3 && g->to != 0x5F4)
        return false;
    struct glyph after;
    return glyph_after(s, g->next, &after) && glyph_class(&after) == FOLD_LETTER;
}

static bool is_capital(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xFF21 && c <= 0xFF3A); }

static bool is_han(const struct glyph *g)
{
    unsigned class = glyph_class(g);
    uint32_t c = g->to;
    return (class == FOLD_CHAR || class == FOLD_SOME) &&
           ((c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || (c >= 0x20000 && c < 0x40000) ||
            c == 0x3005 || c == 0x3007);
}

/* Han on one side at least; the G of 5G网 belongs to its figure. */
static bool beside_han(const struct stretch *s, size_t beg, size_t end)
{
    struct glyph before, after;
    bool any_before = glyph_before(s, beg, &before);
    if (any_before && glyph_class(&before) == FOLD_DIGIT)
        return false;
    return (any_before && is_han(&before)) || (glyph_after(s, end, &after) && is_han(&after));
}

struct word {
    struct spelling spelt;
    unsigned letters;   /* LETTERS_… seen */
    uint32_t n;         /* characters hashed */
    uint32_t repeated;  /* the one character it consists of, else 0 */
    bool slow;
};

/* ASCII letters and digits from text[i] on, `most` of them: most words are
 * nothing else. Returns how many. */
static unsigned ascii_scan(const struct stretch *s, size_t i, unsigned most, struct word *w)
{
    const char *p = s->text + i;
    unsigned n = 0, end = (unsigned)min_size(most, s->end - i);
    uint64_t hash = w->spelt.hash;
    uint32_t letter = 0, repeated = w->repeated;
    for (; n < end; n++) {
        unsigned char c = (unsigned char)p[n];
        bool is_letter = (unsigned)(c | 0x20) - 'a' < 26;
        if (!is_letter && (unsigned)c - '0' >= 10)
            break;
        letter |= is_letter;
        repeated = (w->n == 0 && n == 0) || repeated == c ? c : 0;
        hash = token_hash_step(hash, is_letter ? c | 0x20u : c);
    }
    w->spelt.hash = hash;
    w->repeated = repeated;
    w->n += n;
    w->letters |= letter ? LETTERS_LATIN : 0;
    return n;
}

static void word_scan(const struct stretch *s, size_t at, struct word *w, struct token *out)
{
    bool reorders = false;
    *w = (struct word){ .spelt = spelling_begin() };
    *out = (struct token){ .beg = at, .end = at };
    size_t i = at;
    for (unsigned n = 0; i < s->end && n < TOKEN_MOST; n++) {
        unsigned n_ascii = ascii_scan(s, i, TOKEN_MOST - n, w);
        if (n_ascii) {
            reorders = false;
            out->end = i += n_ascii;
            n += n_ascii - 1;
            continue;
        }
        struct glyph g = glyph_at(s, i);
        unsigned class = glyph_class(&g);
        i = g.next;
        if (class == FOLD_LETTER)
            w->letters |= letters_of(g.to);
        else if (class == FOLD_IGNORE)
            continue;
        else if (class == FOLD_DROP && inside_word(s, &g)) {
            reorders = false; /* no mark trades places across it */
            continue;
        } else if (class != FOLD_DIGIT && class != FOLD_MARK)
            break;
        w->slow |= g.e & (FOLD_SEVERAL | FOLD_JOINS) || (reorders && g.e & FOLD_REORDERS);
        reorders = g.e & FOLD_REORDERS;
        w->repeated = w->n == 0 || w->repeated == g.c ? g.c : 0;
        spelling_add(&w->spelt, g.to);
        w->n++;
        out->end = i;
    }
    out->next = out->end;
}

/* The word with its lookalike letters put into one script, if it has any. */
static void unmix(const struct stretch *s, const struct token *t, struct spelling *spelt)
{
    uint32_t folded[TOKEN_MOST];
    size_t n;
    if (!homoglyph_in_word(s->text + t->beg, t->end - t->beg, folded, &n))
        return;
    *spelt = spelling_begin();
    for (size_t i = 0; i < n; i++)
        spelling_add(spelt, folded[i]);
}

bool word_at(const struct stretch *s, size_t at, struct token *out)
{
    struct word w;
    word_scan(s, at, &w, out);
    if (w.slow)
        return false;
    if (letters_mixed(w.letters))
        unmix(s, out, &w.spelt);
    token_set_word(out, &w.spelt);
    if (is_capital(w.repeated) && beside_han(s, out->beg, out->end))
        out->kind = w.n == 1 ? UNIT_CAPITAL : UNIT_CAPITALS;
    return true;
}
