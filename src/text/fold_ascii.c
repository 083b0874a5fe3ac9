/* SPDX-License-Identifier: MIT */
/* A short cut before token.c's scanners, which must look around themselves for
 * redactions, marks, separators and lookalike letters. Here one byte is one
 * character; and what follows the last one decides whether the short cut was
 * allowed. */
#include "core/base.h"

#include "text/fold_ascii.h"

#include "text/fold.h"
#include "text/glyph.h"
#include "text/token_hash.h"

/* Cut by length: the scanners count characters their own way. */
enum { SHORT = TOKEN_MOST / 2 };

/* Letters and digits, folded; 0 for all other bytes. */
#define BOTH(c) [c] = (c), [(c) - 0x20] = (c)
static const uint8_t folded[256] = {
    BOTH('a'), BOTH('b'), BOTH('c'), BOTH('d'), BOTH('e'), BOTH('f'), BOTH('g'), BOTH('h'), BOTH('i'), BOTH('j'),
    BOTH('k'), BOTH('l'), BOTH('m'), BOTH('n'), BOTH('o'), BOTH('p'), BOTH('q'), BOTH('r'), BOTH('s'), BOTH('t'),
    BOTH('u'), BOTH('v'), BOTH('w'), BOTH('x'), BOTH('y'), BOTH('z'), ['0'] = '0', ['1'] = '1', ['2'] = '2',
    ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
};

static inline bool is_digit(unsigned char c) { return (unsigned)c - '0' < 10; }

/* Whatever word or number stands before text[at], it ends there: what follows
 * is nothing of either, no sign of redaction, no x and nothing that may join
 * two parts (' . , : and their like). */
static bool ends_at(const struct stretch *s, size_t at)
{
    if (at == s->end)
        return true;
    struct glyph g = glyph_at(s, at);
    switch (glyph_class(&g)) {
    case FOLD_CHAR:
    case FOLD_SOME:
        return true;
    case FOLD_LETTER:
        return g.c < 0x80 && g.to != 'x';
    case FOLD_DROP:
        return g.to != '.' && g.to != ',' && g.to != ':' && g.to != 0x66B && g.to != 0x66C && g.to != '\'' &&
               g.to != 0x2019 && g.to != 0xB7 && g.to != 0x5F3 && g.to != 0x5F4;
    default:
        return false;
    }
}

bool ascii_word_at(const struct stretch *s, size_t at, struct token *out)
{
    const unsigned char *p = (const unsigned char *)s->text + at;
    const size_t most = min_size(s->end - at, SHORT);
    uint64_t hash = TOKEN_HASH_SEED;
    size_t n = 0;
    for (uint8_t c; n < most && (c = folded[p[n]]) != 0; n++)
        hash = token_hash_step(hash, c);
    bool capitals = p[0] < 'a' && (n == 1 || p[1] == p[0]); /* perhaps nothing but one, repeated */
    if (n == SHORT || capitals || folded[p[0]] == 'x')
        return false;
    unsigned char next = n < s->end - at ? p[n] : ' ';
    if (next != ' ' && next != '.' && next != ',' && !ends_at(s, at + n)) /* a full stop or comma joins figures alone */
        return false;
    *out = (struct token){ .beg = at, .end = at + n, .next = at + n + (n < s->end - at && next == ' ') };
    token_set(out, UNIT_WORD, token_word_code(hash), token_word_code(hash));
    return true;
}

bool ascii_number_at(const struct stretch *s, size_t at, struct token *out)
{
    const unsigned char *p = (const unsigned char *)s->text + at;
    const size_t most = min_size(s->end - at, SHORT);
    uint64_t hash = TOKEN_HASH_SEED;
    size_t n = 0;
    for (; n < most; n++)
        if (is_digit(p[n]))
            hash = token_hash_step(hash, p[n]);
        else if (p[n] == '.' && n + 1 < most && is_digit(p[n + 1]))
            hash = token_hash_step(hash, '.');
        else
            break;
    bool stop = n + 1 < most && p[n] == '.' && (p[n + 1] == ' ' || p[n + 1] == '\n'); /* of a sentence */
    if (n == SHORT || (!stop && !ends_at(s, at + n)))
        return false;
    *out = (struct token){ .beg = at, .end = at + n, .next = at + n };
    token_set(out, UNIT_NUMBER, UNIT_PLACEHOLDER, token_number_exact(hash));
    return true;
}
