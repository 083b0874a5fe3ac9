/* SPDX-License-Identifier: MIT */
/* Units of more than one character: words, numbers, redactions, characters
 * with marks.
 *
 * Each scanner walks over the characters once, by the fold table, and keeps a
 * running hash of the folded ones. It notes when the table alone cannot tell
 * (a character folds to several, composes with the one before, or two marks
 * may trade places); then, and only then, the bytes it walked over go to ICU.
 *
 * Redactions are tried before numbers and words, because 20XX begins like
 * the one and XX like the other. */
#include "core/base.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "text/fold.h"
#include "text/fold_slow.h"
#include "text/fold_table.h"
#include "text/homoglyph.h"
#include "text/token.h"
#include "text/token_hash.h"

struct glyph {
    uint32_t c, e, to; /* as written, its entry, folded (when it folds to one) */
    size_t next;
};

static inline struct glyph glyph_at(const struct stretch *s, size_t at)
{
    struct glyph g = { .next = at };
    g.c = utf8_next(s->text, s->end, &g.next);
    g.e = fold_entry_of(g.c);
    g.to = fold_entry_to(g.c, g.e);
    return g;
}

static unsigned class_of(const struct glyph *g) { return g->e & FOLD_CLASS; }

static bool latin_letter(const struct glyph *g)
{
    return class_of(g) == FOLD_LETTER && letters_of(g->to) == LETTERS_LATIN;
}

/* The nearest character before or after `at` that is not ignorable; false at
 * the stretch's edge. Looks no further than TOKEN_MOST. */
static bool neighbour_before(const struct stretch *s, size_t at, struct glyph *g)
{
    for (unsigned n = 0; at > s->beg && n < TOKEN_MOST; n++) {
        at = utf8_prev(s->text, at);
        *g = glyph_at(s, at);
        if (class_of(g) != FOLD_IGNORE)
            return true;
    }
    return false;
}

static bool neighbour_after(const struct stretch *s, size_t at, struct glyph *g)
{
    for (unsigned n = 0; at < s->end && n < TOKEN_MOST; n++, at = g->next) {
        *g = glyph_at(s, at);
        if (class_of(g) != FOLD_IGNORE)
            return true;
    }
    return false;
}

/* --- characters that fold to several ------------------------------------- */

/* The unit that folded code points make: a word, a number or a character. */
static void unit_of_parts(uint32_t *c, size_t n, struct token *out)
{
    uint64_t all = TOKEN_HASH_SEED, figures = TOKEN_HASH_SEED;
    size_t n_kept = 0, n_of[FOLD_CLASS + 1] = { 0 };
    uint32_t last = 0;
    (void)homoglyph_resolve(c, c, n);
    for (size_t i = 0; i < n; i++) {
        unsigned class = fold_entry_of(c[i]) & FOLD_CLASS;
        bool between = i > 0 && i + 1 < n;
        if (class == FOLD_DIGIT || (class == FOLD_DROP && between))
            figures = token_hash_step(figures, class == FOLD_DIGIT ? c[i] : '/'); /* ½ is 1/2 */
        if (class == FOLD_DROP || class == FOLD_SIGN || class == FOLD_IGNORE)
            continue;
        n_of[class]++;
        n_kept++;
        last = c[i];
        all = token_hash_step(all, c[i]);
    }
    if (n_kept == 0) {
        out->end = out->beg;
    } else if (n_of[FOLD_DIGIT] == n_kept) {
        token_set(out, UNIT_NUMBER, UNIT_PLACEHOLDER, token_number_exact(figures));
    } else if (n_of[FOLD_LETTER] && n_of[FOLD_LETTER] + n_of[FOLD_MARK] + n_of[FOLD_DIGIT] == n_kept) {
        uint32_t code = token_word_code(all);
        token_set(out, UNIT_WORD, code, code);
    } else {
        uint32_t code = n_kept == 1 ? last : token_parts_code(all);
        token_set(out, UNIT_CHAR, code, code);
    }
}

static int slow_unit(const struct stretch *s, struct token *out, struct crib_err *err)
{
    uint32_t part[FOLD_SLOW_MOST];
    size_t n;
    CRIB_TRY(fold_slow(s->text + out->beg, out->end - out->beg, part, &n, err));
    unit_of_parts(part, n, out);
    return CRIB_OK;
}

/* Thai and Lao AM is NFKC-equal to its nikhahit and the vowel AA: where the
 * two stand one by one, they belong together as they do in AM. */
static bool am_in_two(uint32_t before, uint32_t c)
{
    return (before == 0x0E4D && c == 0x0E32) || (before == 0x0ECD && c == 0x0EB2);
}

int token_cluster(const struct stretch *s, size_t at, struct token *out, struct crib_err *err)
{
    struct glyph g = glyph_at(s, at);
    uint64_t hash = token_hash_step(TOKEN_HASH_SEED, g.to);
    bool slow = g.e & (FOLD_SEVERAL | FOLD_JOINS), reorders = false;
    uint32_t first = g.to, before = g.c;
    size_t n_part = 1;
    *out = (struct token){ .beg = at, .end = g.next };
    size_t i = g.next;
    for (unsigned n = 1; i < s->end && n < TOKEN_MOST; n++) {
        g = glyph_at(s, i);
        if (class_of(&g) == FOLD_IGNORE) {
            i = g.next;
            continue;
        }
        if (class_of(&g) != FOLD_MARK && !(g.e & FOLD_JOINS) && !am_in_two(before, g.c))
            break;
        slow |= g.e & (FOLD_SEVERAL | FOLD_JOINS) || (reorders && g.e & FOLD_REORDERS);
        reorders = g.e & FOLD_REORDERS;
        hash = token_hash_step(hash, g.to);
        n_part++;
        before = g.c;
        out->end = i = g.next;
    }
    out->next = out->end;
    if (slow)
        return slow_unit(s, out, err);
    uint32_t code = n_part == 1 ? first : token_parts_code(hash);
    token_set(out, UNIT_CHAR, code, code);
    return CRIB_OK;
}

/* --- numbers and redactions ---------------------------------------------- */

/* Stands for figures: a digit, or, where redactions are read, one of their
 * signs. */
static bool figure(const struct glyph *g, unsigned flags, bool redacted)
{
    unsigned class = class_of(g);
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
    for (; at < s->end && n <= most; n++) {
        struct glyph g = glyph_at(s, at);
        if (!figure(&g, s->flags, redacted))
            break;
        at = g.next;
    }
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
            f.n_sign += class_of(&g) != FOLD_DIGIT;
            f.hash = token_hash_step(f.hash, g.to);
            group++;
            f.end = g.next;
        } else if (class_of(&g) != FOLD_IGNORE) {
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

static bool redaction_at(const struct stretch *s, size_t at, struct token *out)
{
    struct glyph g;
    if (neighbour_before(s, at, &g) && latin_letter(&g) && g.to != 'x')
        return false;
    struct figures f = figures_scan(s, at, true);
    if (f.n_sign < 2 || (!f.full && neighbour_after(s, f.end, &g) && latin_letter(&g)))
        return false;
    *out = (struct token){ .beg = at, .end = f.end, .next = f.end };
    token_set(out, UNIT_REDACTION, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER);
    return true;
}

static void number_at(const struct stretch *s, size_t at, struct token *out)
{
    struct figures f = figures_scan(s, at, false);
    *out = (struct token){ .beg = at, .end = f.end, .next = f.end };
    token_set(out, UNIT_NUMBER, UNIT_PLACEHOLDER, token_number_exact(f.hash));
}

/* Signs that are no redaction are dropped together. */
static void drop_signs(const struct stretch *s, size_t at, struct token *out)
{
    size_t i = at;
    struct glyph g;
    do {
        g = glyph_at(s, i);
        i = g.next;
    } while (i < s->end && (g = glyph_at(s, i), class_of(&g) == FOLD_SIGN));
    *out = (struct token){ .beg = at, .end = at, .next = i };
}

/* 某, one or more. */
static int somebody(const struct stretch *s, size_t at, struct token *out, struct crib_err *err)
{
    struct glyph g = glyph_at(s, at);
    size_t end = g.next, n_some = 1, i = end;
    for (unsigned n = 1; i < s->end && n < TOKEN_MOST; n++, i = g.next) {
        g = glyph_at(s, i);
        if (class_of(&g) == FOLD_SOME)
            n_some++, end = g.next;
        else if (class_of(&g) != FOLD_IGNORE)
            break;
    }
    if (n_some < 2)
        return token_cluster(s, at, out, err);
    *out = (struct token){ .beg = at, .end = end, .next = end };
    token_set(out, UNIT_REDACTION, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER);
    return CRIB_OK;
}

/* --- words ---------------------------------------------------------------- */

/* Between two letters, part of the word: ' ’ · (Catalan) and Hebrew's geresh. */
static bool inside_word(const struct stretch *s, const struct glyph *g)
{
    if (g->to != '\'' && g->to != 0x2019 && g->to != 0xB7 && g->to != 0x5F3 && g->to != 0x5F4)
        return false;
    if (g->next >= s->end)
        return false;
    struct glyph after = glyph_at(s, g->next);
    return class_of(&after) == FOLD_LETTER;
}

static bool is_capital(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xFF21 && c <= 0xFF3A); }

static bool is_han(const struct glyph *g)
{
    unsigned class = class_of(g);
    uint32_t c = g->to;
    return (class == FOLD_CHAR || class == FOLD_SOME) &&
           ((c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || (c >= 0x20000 && c < 0x40000) ||
            c == 0x3005 || c == 0x3007);
}

static bool beside_han(const struct stretch *s, size_t beg, size_t end)
{
    struct glyph g;
    return (neighbour_before(s, beg, &g) && is_han(&g)) || (neighbour_after(s, end, &g) && is_han(&g));
}

struct word {
    uint64_t hash;
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
    uint64_t hash = w->hash;
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
    w->hash = hash;
    w->repeated = repeated;
    w->n += n;
    w->letters |= letter ? LETTERS_LATIN : 0;
    return n;
}

static void word_scan(const struct stretch *s, size_t at, struct word *w, struct token *out)
{
    bool reorders = false;
    *w = (struct word){ .hash = TOKEN_HASH_SEED };
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
        unsigned class = class_of(&g);
        i = g.next;
        if (class == FOLD_LETTER)
            w->letters |= letters_of(g.to);
        else if (class == FOLD_IGNORE || (class == FOLD_DROP && inside_word(s, &g)))
            continue;
        else if (class != FOLD_DIGIT && class != FOLD_MARK)
            break;
        w->slow |= g.e & (FOLD_SEVERAL | FOLD_JOINS) || (reorders && g.e & FOLD_REORDERS);
        reorders = g.e & FOLD_REORDERS;
        w->repeated = w->n == 0 || w->repeated == g.c ? g.c : 0;
        w->hash = token_hash_step(w->hash, g.to);
        w->n++;
        out->end = i;
    }
    out->next = out->end;
}

/* Hash of the word with its lookalike letters put into one script. */
static uint64_t word_unmixed(const struct stretch *s, const struct token *t, uint64_t hash)
{
    uint32_t folded[TOKEN_MOST];
    size_t n;
    if (!homoglyph_in_word(s->text + t->beg, t->end - t->beg, folded, &n))
        return hash;
    hash = TOKEN_HASH_SEED;
    for (size_t i = 0; i < n; i++)
        hash = token_hash_step(hash, folded[i]);
    return hash;
}

static int word_at(const struct stretch *s, size_t at, struct token *out, struct crib_err *err)
{
    struct word w;
    word_scan(s, at, &w, out);
    if (w.slow)
        return slow_unit(s, out, err);
    if (letters_mixed(w.letters))
        w.hash = word_unmixed(s, out, w.hash);
    uint32_t code = token_word_code(w.hash);
    token_set(out, UNIT_WORD, code, code);
    if (is_capital(w.repeated) && beside_han(s, out->beg, out->end))
        out->kind = w.n == 1 ? UNIT_CAPITAL : UNIT_CAPITALS;
    return CRIB_OK;
}

int token_at(const struct stretch *s, size_t at, struct token *out, struct crib_err *err)
{
    struct glyph g = glyph_at(s, at);
    switch (class_of(&g)) {
    case FOLD_CHAR:
        return token_cluster(s, at, out, err);
    case FOLD_SOME:
        return somebody(s, at, out, err);
    case FOLD_LETTER:
        if (g.to == 'x' && redaction_at(s, at, out))
            return CRIB_OK;
        return word_at(s, at, out, err);
    case FOLD_DIGIT:
        if (!redaction_at(s, at, out))
            number_at(s, at, out);
        return CRIB_OK;
    case FOLD_SIGN:
        if (!figure(&g, s->flags, true) || !redaction_at(s, at, out))
            drop_signs(s, at, out);
        return CRIB_OK;
    default:
        *out = (struct token){ .beg = at, .end = at, .next = g.next };
        return CRIB_OK;
    }
}
