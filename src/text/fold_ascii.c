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

static inline bool is_digit(unsigned char c) { return (unsigned)c - '0' < 10; }
static inline bool is_letter(unsigned char c) { return ((unsigned)c | 0x20) - 'a' < 26; }

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
    unsigned char first = p[0];
    bool other = false; /* than a repeated first letter */
    size_t n = 0;
    for (; n < most; n++) {
        unsigned char c = p[n];
        if (!is_letter(c) && !is_digit(c))
            break;
        other |= c != first;
        hash = token_hash_step(hash, is_letter(c) ? c | 0x20u : c);
    }
    bool capitals = first < 'a' && !other;
    if (n == SHORT || capitals || (first | 0x20) == 'x')
        return false;
    unsigned char next = n < s->end - at ? p[n] : ' ';
    if (next != ' ' && next != '.' && next != ',' && !ends_at(s, at + n)) /* a full stop or comma joins figures alone */
        return false;
    *out = (struct token){ .beg = at, .end = at + n, .next = at + n };
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
