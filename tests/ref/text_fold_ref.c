/* SPDX-License-Identifier: MIT */
/* Folding as the header describes it, in the plainest way: decode all, throw
 * out what is ignorable, find where each unit ends by looking at classes, and
 * let ICU normalize the characters of each unit. Only the variant classes are
 * the table's. */
#include "ref/text_fold_ref.h"

#include "core/utf8.h"
#include "ref/text_bare_ref.h"
#include "ref/text_class_ref.h"
#include "text/fold.h"
#include "text/fold_table.h"
#include "text/homoglyph.h"
#include "text/token_hash.h"

struct item {
    uint32_t c, to, class, bits;
    size_t beg, end;
};

struct items {
    struct item *at;
    size_t n;
    unsigned flags;
    size_t spoilt; /* no redaction begins before this item */
};

static uint32_t variant(uint32_t c)
{
    uint32_t e = fold_entry_of(c);
    return e & FOLD_SEVERAL ? c : fold_entry_to(c, e);
}

static struct items decode(const char *text, struct txt_span run, unsigned flags)
{
    struct items v = { malloc((txt_len(run) + 1) * sizeof(struct item)), 0, flags, 0 };
    if (!v.at)
        abort();
    for (size_t i = run.beg; i < run.end;) {
        struct item it = { .beg = i };
        it.c = utf8_next(text, run.end, &i);
        it.bits = text_class_ref(it.c, &it.to);
        it.class = it.bits & FOLD_CLASS;
        it.end = i;
        if (it.class != FOLD_IGNORE)
            v.at[v.n++] = it;
    }
    return v;
}

static bool is(const struct items *v, size_t i, unsigned class) { return i < v->n && v->at[i].class == class; }

static bool latin(const struct items *v, size_t i)
{
    return is(v, i, FOLD_LETTER) && letters_of(v->at[i].to) == LETTERS_LATIN;
}

static bool sign(const struct items *v, size_t i)
{
    if (is(v, i, FOLD_SIGN))
        return !(v->flags & FOLD_MARKDOWN && v->at[i].to == '*');
    return is(v, i, FOLD_LETTER) && v->at[i].to == 'x';
}

static bool figure(const struct items *v, size_t i, bool redacted)
{
    return is(v, i, FOLD_DIGIT) || (redacted && sign(v, i));
}

static bool figures(const struct items *v, size_t i, size_t n, bool redacted)
{
    for (size_t k = 0; k < n; k++)
        if (!figure(v, i + k, redacted))
            return false;
    return !figure(v, i + n, redacted);
}

/* Past the number that begins at i. */
static size_t number_end(const struct items *v, size_t i, bool redacted)
{
    size_t group = 0, n_comma = 0;
    bool other = false;
    for (; i < v->n; i++) {
        uint32_t c = v->at[i].to;
        if (figure(v, i, redacted)) {
            group++;
            continue;
        }
        bool comma = c == ',' || c == 0x66C, point = c == '.' || c == 0x66B;
        bool fits = !other && (n_comma ? group == 3 : group <= 3) && figures(v, i + 1, 3, redacted);
        bool goes_on = (comma && fits) || (point && figure(v, i + 1, redacted)) || (c == ':' && figures(v, i + 1, 2, redacted));
        if (!group || !goes_on)
            break;
        n_comma += comma;
        other |= !comma;
        group = 0;
    }
    return i;
}

static bool redaction(struct items *v, size_t i, size_t *end)
{
    size_t n = 0, e = number_end(v, i, true);
    for (size_t k = i; k < e; k++)
        n += sign(v, k);
    if (i < v->spoilt || (i > 0 && latin(v, i - 1) && v->at[i - 1].to != 'x'))
        return false;
    if (n < 2 || latin(v, e)) {
        v->spoilt = e;
        return false;
    }
    *end = e;
    return true;
}

static size_t word_end(const struct items *v, size_t i)
{
    for (; i < v->n; i++) {
        const struct item *it = &v->at[i];
        bool inner = it->to == '\'' || it->to == 0x2019 || it->to == 0xB7 || it->to == 0x5F3 || it->to == 0x5F4;
        if (it->class == FOLD_DROP && inner && is(v, i + 1, FOLD_LETTER))
            continue;
        if (it->class != FOLD_LETTER && it->class != FOLD_MARK && it->class != FOLD_DIGIT)
            break;
    }
    return i;
}

static size_t cluster_end(const struct items *v, size_t i)
{
    for (i++; i < v->n; i++) {
        uint32_t before = v->at[i - 1].c, c = v->at[i].c;
        bool am = (before == 0xE4D && c == 0xE32) || (before == 0xECD && c == 0xEB2);
        if (v->at[i].class != FOLD_MARK && !(v->at[i].bits & FOLD_JOINS) && !am)
            break;
    }
    return i;
}

static void put(struct units *out, const struct items *v, size_t i, size_t e, unsigned kind, uint32_t code, uint32_t exact)
{
    if (units_room(out, 1, NULL) != CRIB_OK)
        abort();
    out->kind[out->n] = (uint8_t)kind;
    out->code[out->n] = code;
    out->exact[out->n] = exact;
    out->beg[out->n] = (uint32_t)v->at[i].beg;
    out->end[out->n++] = (uint32_t)v->at[e - 1].end;
}

static uint64_t hash_of(const uint32_t *c, size_t n)
{
    uint64_t h = TOKEN_HASH_SEED;
    for (size_t i = 0; i < n; i++)
        h = token_hash_step(h, c[i]);
    return h;
}

/* A word's letters without what people leave out; and, of the row, that it
 * was there. */
static size_t make_bare(struct units *out, uint32_t *c, size_t n)
{
    uint64_t marks = 0;
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t letter = text_bare_ref(c[i]);
        letter = letter ? variant(letter) : 0;
        if (letter != c[i])
            marks = token_hash_step(marks ^ hash_of(c, k), c[i]);
        if (letter)
            c[k++] = letter;
    }
    if (marks)
        out->marks = hash_join(hash_join(out->marks, out->n), marks);
    return k;
}

/* The unit made of items [i, e), by its normalized characters. */
static void put_text(struct units *out, const struct items *v, size_t i, size_t e)
{
    uint32_t c[TOKEN_MOST], part[8192], letter[8192], written[TOKEN_MOST], number[8192];
    size_t n = 0, m = 0, n_number = 0, n_digit = 0, n_letter = 0, n_mark = 0;
    bool one_by_one = true, reorders = false;
    for (size_t k = i; k < e; k++) {
        c[k - i] = v->at[k].c;
        one_by_one &= !(v->at[k].bits & (FOLD_JOINS | FOLD_SEVERAL)) && !(reorders && v->at[k].bits & FOLD_REORDERS);
        reorders = v->at[k].bits & FOLD_REORDERS;
        if (v->at[k].class != FOLD_DROP)
            written[n++] = v->at[k].c;
    }
    size_t n_part = text_casefold_ref(c, e - i, part, COUNT_OF(part));
    for (size_t k = 0; k < n_part; k++) {
        uint32_t to, class = text_class_ref(part[k], &to) & FOLD_CLASS;
        if (class == FOLD_DIGIT || (class == FOLD_DROP && k > 0 && k + 1 < n_part))
            number[n_number++] = class == FOLD_DIGIT ? to : '/';
        if (class == FOLD_DROP || class == FOLD_SIGN || class == FOLD_IGNORE)
            continue;
        n_digit += class == FOLD_DIGIT;
        n_letter += class == FOLD_LETTER;
        n_mark += class == FOLD_MARK;
        letter[m++] = variant(part[k]);
    }
    bool word = n_letter && n_letter + n_mark + n_digit == m;
    if (word)
        (void)homoglyph_resolve(one_by_one && n == m ? written : letter, letter, m);
    if (m == 0)
        return;
    if (n_digit == m)
        put(out, v, i, e, UNIT_NUMBER, UNIT_PLACEHOLDER, token_number_exact(hash_of(number, n_number)));
    else {
        m = word ? make_bare(out, letter, m) : m;
        uint64_t h = hash_of(letter, m);
        uint32_t code = word ? token_word_code(h) : m == 1 ? letter[0] : token_parts_code(h);
        put(out, v, i, e, word ? UNIT_WORD : UNIT_CHAR, code, code);
    }
}

static bool han(const struct items *v, size_t i)
{
    uint32_t c = i < v->n ? variant(v->at[i].to) : 0;
    bool assigned = is(v, i, FOLD_CHAR) || is(v, i, FOLD_SOME); /* U+3FFFF is no character */
    return (c >= 0x3400 && c < 0xA000 && c != 0x4DC0 && assigned) || c == 0x3005 || c == 0x3007 ||
           (c >= 0xF900 && c < 0xFB00 && is(v, i, FOLD_CHAR)) || (c >= 0x20000 && c < 0x40000 && assigned);
}

/* D的, AAA公众号: how a run of one capital is called. */
static unsigned capital_kind(const struct items *v, size_t i, size_t e)
{
    uint32_t c = v->at[i].c;
    bool capital = (c >= 'A' && c <= 'Z') || (c >= 0xFF21 && c <= 0xFF3A);
    for (size_t k = i; k < e; k++)
        capital &= v->at[k].c == c;
    if (!capital || (i > 0 && is(v, i - 1, FOLD_DIGIT)) || !((i > 0 && han(v, i - 1)) || han(v, e)))
        return UNIT_WORD;
    return e - i == 1 ? UNIT_CAPITAL : UNIT_CAPITALS;
}

static size_t put_unit(struct units *out, struct items *v, size_t i)
{
    size_t e = i + 1;
    if ((figure(v, i, true)) && redaction(v, i, &e)) {
        put(out, v, i, e, UNIT_REDACTION, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER);
    } else if (is(v, i, FOLD_SOME) && is(v, i + 1, FOLD_SOME)) {
        for (e = i; is(v, e, FOLD_SOME);)
            e++;
        put(out, v, i, e, UNIT_REDACTION, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER);
    } else if (is(v, i, FOLD_DIGIT)) {
        uint32_t shown[4096];
        size_t n = 0;
        e = number_end(v, i, false);
        for (size_t k = i; k < e; k++)
            if (v->at[k].to != ',' && v->at[k].to != 0x66C)
                shown[n++] = v->at[k].to == 0x66B ? '.' : v->at[k].to;
        put(out, v, i, e, UNIT_NUMBER, UNIT_PLACEHOLDER, token_number_exact(hash_of(shown, n)));
    } else if (is(v, i, FOLD_LETTER)) {
        e = word_end(v, i);
        while (v->at[e - 1].class == FOLD_DROP)
            e--;
        put_text(out, v, i, e);
        if (out->kind[out->n - 1] == UNIT_WORD)
            out->kind[out->n - 1] = (uint8_t)capital_kind(v, i, e);
    } else if (is(v, i, FOLD_CHAR) || is(v, i, FOLD_SOME)) {
        e = cluster_end(v, i);
        put_text(out, v, i, e);
    } else if (is(v, i, FOLD_SIGN)) {
        while (sign(v, i) && is(v, e, FOLD_SIGN) && sign(v, e)) /* no redaction: all dropped */
            e++;
    }
    return e;
}

void text_fold_ref(const char *text, struct txt_span run, unsigned flags, struct units *out)
{
    struct items v = decode(text, run, flags);
    for (size_t i = 0; i < v.n;)
        i = put_unit(out, &v, i);
    free(v.at);
}
