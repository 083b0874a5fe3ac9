/* SPDX-License-Identifier: MIT */
/* Markers at the start of a line.
 *
 * A marker is a number in one of a few frames; what it numbers (a section, an
 * item, a document) is for others to say. Words that merely count (一是,
 * 第一，, "2023年") are wording and no marker: a frame needs its closing sign.
 * "1.2023年" is item 1 of a text that begins with a year, "1.2 Scope" is a
 * number of two components: a component has at most two digits. */
#include "segment/numbering.h"

#include "segment/linechars.h"

struct cursor {
    const char *s;
    size_t n, i;
};

static uint32_t peek(const struct cursor *c)
{
    size_t i = c->i;
    return i < c->n ? utf8_next(c->s, c->n, &i) : 0;
}

static void step(struct cursor *c)
{
    if (c->i < c->n)
        utf8_next(c->s, c->n, &c->i);
}

static bool eat(struct cursor *c, uint32_t cp)
{
    if (c->i >= c->n || peek(c) != cp)
        return false;
    step(c);
    return true;
}

static bool eat_text(struct cursor *c, const char *text)
{
    size_t n = strlen(text);
    if (c->n - c->i < n || memcmp(c->s + c->i, text, n) != 0)
        return false;
    c->i += n;
    return true;
}

static size_t skip_space(struct cursor *c)
{
    size_t from = c->i;
    while (c->i < c->n && char_is_space(peek(c)))
        step(c);
    return c->i - from;
}

/* Decimal digits of any script, at most 4. */
static bool read_digits(struct cursor *c, uint32_t *value, uint32_t *n_digits)
{
    uint32_t v = 0, n = 0;
    while (c->i < c->n && char_digit(peek(c)) >= 0 && n < 5) {
        v = v * 10 + (uint32_t)char_digit(peek(c));
        step(c);
        n++;
    }
    *value = v;
    *n_digits = n;
    return n > 0 && n < 5;
}

/* 一, 十二, 二十, 一百零三, 二〇: at most 8 characters. */
static bool read_han(struct cursor *c, uint32_t *value)
{
    uint32_t total = 0, digit = 0, run = 0, n = 0;
    bool units = false;
    for (; c->i < c->n && n < 9; n++) {
        uint32_t cp = peek(c), unit = cp == 0x5341 ? 10 : cp == 0x767E ? 100 : cp == 0x5343 ? 1000 : 0; /* 十 百 千 */
        int d = char_han_digit(cp);
        if (cp == 0x5EFF) { /* 廿 */
            total += 20;
            units = true;
        } else if (unit != 0) {
            total += (digit == 0 ? 1 : digit) * unit;
            digit = 0;
            units = true;
        } else if (d >= 0) {
            digit = (uint32_t)d;
            run = run * 10 + digit;
        } else {
            break;
        }
        step(c);
    }
    *value = units ? total + digit : run;
    return n > 0 && n < 9;
}

static bool read_either(struct cursor *c, uint32_t *value)
{
    uint32_t n;
    struct cursor t = *c;
    if (read_digits(&t, value, &n) || (t = *c, read_han(&t, value))) {
        *c = t;
        return true;
    }
    return false;
}

static struct number made(struct cursor *c, int kind, uint32_t value)
{
    skip_space(c);
    return (struct number){ .n_bytes = (uint32_t)c->i, .value = value, .kind = (uint8_t)kind };
}

static const struct number none;

/* 第 NUMBER 章/节/条/篇/编/部分, 제 NUMBER 장/절/조/편. */
static struct number read_ordinal(struct cursor c)
{
    static const struct { const char *word; uint8_t kind; } frame[] = {
        { "部分", NUMBER_PART }, { "编", NUMBER_PART }, { "編", NUMBER_PART }, { "篇", NUMBER_PIECE },
        { "章", NUMBER_CHAPTER }, { "节", NUMBER_SECTION }, { "節", NUMBER_SECTION }, { "条", NUMBER_ARTICLE },
        { "條", NUMBER_ARTICLE }, { "편", NUMBER_PART }, { "장", NUMBER_CHAPTER }, { "절", NUMBER_SECTION },
        { "조", NUMBER_ARTICLE },
    };
    uint32_t value;
    if (!eat_text(&c, "第") && !eat_text(&c, "제"))
        return none;
    skip_space(&c);
    if (!read_either(&c, &value))
        return none;
    skip_space(&c);
    for (size_t i = 0; i < COUNT_OF(frame); i++)
        if (eat_text(&c, frame[i].word)) {
            uint32_t cp = peek(&c);
            if (cp == ':' || cp == 0xFF1A || cp == 0x3001 || cp == '.')
                step(&c);
            return made(&c, frame[i].kind, value);
        }
    return none;
}

/* 篇1： 篇一 【篇三】 (the number after the word, a sign or space after it). */
static struct number read_piece(struct cursor c)
{
    uint32_t value;
    bool bracket = eat(&c, 0x3010) || eat(&c, '[') || eat(&c, 0xFF3B);
    if (!eat_text(&c, "篇"))
        return none;
    skip_space(&c);
    if (!read_either(&c, &value))
        return none;
    uint32_t cp = peek(&c);
    if (bracket && cp != 0x3011 && cp != ']' && cp != 0xFF3D)
        return none;
    if (!bracket && c.i < c.n && !char_is_space(cp) && !char_is_mark(cp))
        return none;
    if (c.i < c.n && char_is_mark(cp) && !char_is_space(cp))
        step(&c);
    cp = peek(&c);
    if (bracket && (cp == ':' || cp == 0xFF1A))
        step(&c);
    return made(&c, NUMBER_PIECE, value);
}

static bool word_is(const char *s, size_t n, const char *word)
{
    if (strlen(word) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((s[i] | 0x20) != word[i])
            return false;
    return true;
}

static uint32_t roman_value(const char *s, size_t n)
{
    uint32_t total = 0, last = 0;
    for (size_t i = n; i-- > 0;) {
        uint32_t v = s[i] == 'I' ? 1 : s[i] == 'V' ? 5 : s[i] == 'X' ? 10 : s[i] == 'L' ? 50 : s[i] == 'C' ? 100 : 0;
        if (v == 0)
            return 0;
        total = v < last ? total - v : total + v;
        last = max_u32(last, v);
    }
    return n <= 8 ? total : 0;
}

/* Chapter 3, Part II, Section 1:, ข้อ ๑. */
static struct number read_word(struct cursor c)
{
    static const struct { const char *word; uint8_t kind; } frame[] = {
        { "part", NUMBER_PART }, { "chapter", NUMBER_CHAPTER }, { "section", NUMBER_SECTION },
        { "article", NUMBER_ARTICLE },
    };
    size_t n = 0;
    uint32_t value, n_digits;
    int kind = NUMBER_NONE;
    while (c.i + n < c.n && char_is_latin((unsigned char)c.s[c.i + n]) && n < 9)
        n++;
    for (size_t i = 0; i < COUNT_OF(frame); i++)
        if (word_is(c.s + c.i, n, frame[i].word))
            kind = frame[i].kind;
    if (kind != NUMBER_NONE)
        c.i += n;
    else if (eat_text(&c, "ข้อ") || eat_text(&c, "มาตรา"))
        kind = NUMBER_ARTICLE;
    else
        return none;
    if (skip_space(&c) == 0)
        return none;
    if (!read_digits(&c, &value, &n_digits)) {
        for (n = 0; c.i + n < c.n && c.s[c.i + n] >= 'C' && c.s[c.i + n] <= 'X' && n < 9;)
            n++;
        value = roman_value(c.s + c.i, n);
        c.i += n;
    }
    if (value == 0)
        return none;
    uint32_t cp = peek(&c);
    if (c.i < c.n && !char_is_space(cp) && cp != ':' && cp != '.' && cp != 0x2014 && cp != 0x2013)
        return none;
    while (c.i < c.n && !char_is_space(peek(&c)) && char_is_mark(peek(&c)))
        step(&c);
    return made(&c, kind, value);
}

/* （一） (1) （Ⅰ is left alone） (a). */
static struct number read_paren(struct cursor c)
{
    uint32_t value, n_digits;
    int kind;
    if (!eat(&c, '(') && !eat(&c, 0xFF08))
        return none;
    skip_space(&c);
    struct cursor t = c;
    uint32_t cp = char_fold(peek(&c));
    if (read_digits(&t, &value, &n_digits) && n_digits <= 2)
        kind = NUMBER_DIGIT_PAREN;
    else if (t = c, read_han(&t, &value))
        kind = NUMBER_HAN_PAREN;
    else if (char_is_latin(cp)) {
        t = c;
        step(&t);
        value = cp - 'a' + 1;
        kind = NUMBER_SMALL;
    } else {
        return none;
    }
    skip_space(&t);
    if (!eat(&t, ')') && !eat(&t, 0xFF09))
        return none;
    cp = peek(&t);
    if (cp == 0x3001 || cp == '.' || cp == 0xFF0E)
        step(&t);
    return value == 0 ? none : made(&t, kind, value);
}

static bool is_all_digits(struct cursor c)
{
    while (c.i < c.n && char_digit(peek(&c)) >= 0)
        step(&c);
    return c.i == c.n;
}

/* 1. 1、 １． 1) 1.1 1.1.2 */
static struct number read_digit(struct cursor c)
{
    enum { YEAR_DIGITS = 4 };
    uint32_t value, value_after, n_digits, depth = 1;
    if (!read_digits(&c, &value, &n_digits) || n_digits > 3 || value == 0)
        return none;
    uint64_t path = (uint64_t)value << (NUMBER_DEPTH_MOST - 1) * NUMBER_PART_BITS;
    for (; depth < NUMBER_DEPTH_MOST && (peek(&c) == '.' || peek(&c) == 0xFF0E); depth++) {
        struct cursor t = c;
        uint32_t v, n;
        step(&t);
        if (!read_digits(&t, &v, &n) || n > 2 || n_digits > 2)
            break;
        value = v;
        path |= (uint64_t)v << (NUMBER_DEPTH_MOST - 1 - depth) * NUMBER_PART_BITS;
        c = t;
    }
    uint32_t cp = peek(&c);
    struct cursor after = c;
    step(&after);
    if (depth > 1) {
        if (cp == '.' || cp == 0x3001 || cp == 0xFF0E)
            c = after;
        else if (c.i < c.n && !char_is_space(cp) && !char_is_wide(cp))
            return none;
        /* 3.5亿元 begins a sentence; 3.5 Scope and 3.5 范围 are headings */
        if (cp != '.' && cp != 0x3001 && cp != 0xFF0E && c.i < c.n && !char_is_space(cp) && depth == 2)
            return none;
        struct number deep = made(&c, NUMBER_DEEP, value);
        deep.depth = (uint8_t)depth;
        deep.path = path;
        return value == 0 ? none : deep;
    }
    if (cp == 0x3001 || cp == 0xFF0E || cp == 0xFF61 || cp == 0x3002)
        return made(&after, NUMBER_DIGIT, value);
    if (cp == '.' && after.i < after.n) {
        uint32_t next = peek(&after), n_fraction;
        struct cursor fraction = after;
        /* "1.2023年…" is item 1; "836.5亿元" a decimal, and a line of nothing else; "1.txt" a name */
        if ((read_digits(&fraction, &value_after, &n_fraction) && n_fraction < YEAR_DIGITS) || is_all_digits(after))
            return none;
        if (char_is_space(next) || !char_is_latin(next))
            return made(&after, NUMBER_DIGIT, value);
        return char_is_latin(next) && next < 'a' ? made(&after, NUMBER_DIGIT, value) : none;
    }
    if (cp == ')' || cp == 0xFF09)
        return made(&after, NUMBER_DIGIT_HALF, value);
    return none;
}

/* A. B) a) I. IV. */
static struct number read_letter(struct cursor c)
{
    size_t n = 0;
    while (c.i + n < c.n && char_is_latin((unsigned char)c.s[c.i + n]) && n < 6)
        n++;
    if (n == 0 || n > 5)
        return none;
    uint32_t roman = roman_value(c.s + c.i, n), cp = (unsigned char)c.s[c.i];
    bool alone = n == 1 && cp != 'I' && cp != 'V' && cp != 'X';
    if (n > 1 && roman == 0)
        return none;
    c.i += n;
    uint32_t sign = peek(&c);
    if (sign != '.' && sign != ')' && sign != 0xFF09 && sign != 0x3001 && sign != 0xFF0E)
        return none;
    step(&c);
    /* "U.S." and "a.m." are no markers: white space or a wide character follows */
    if (c.i < c.n && !char_is_space(peek(&c)) && !char_is_wide(peek(&c)))
        return none;
    if (!alone)
        return roman == 0 ? made(&c, NUMBER_SMALL, cp - 'a' + 1) : made(&c, NUMBER_ROMAN, roman);
    return made(&c, cp < 'a' ? NUMBER_CAPITAL : NUMBER_SMALL, (cp | 0x20) - 'a' + 1);
}

/* 一、 一． 一<wide space> */
static struct number read_han_item(struct cursor c)
{
    uint32_t value;
    if (!read_han(&c, &value) || value == 0)
        return none;
    uint32_t cp = peek(&c);
    if (cp != 0x3001 && cp != '.' && cp != 0xFF0E && cp != 0x3000)
        return none;
    step(&c);
    return made(&c, NUMBER_HAN, value);
}

/* ① ⑴ ㈠ • */
static struct number read_sign(struct cursor c)
{
    uint32_t cp = peek(&c);
    step(&c);
    if (cp >= 0x2460 && cp <= 0x2473)
        return made(&c, NUMBER_CIRCLED, cp - 0x2460 + 1);
    if (cp >= 0x2776 && cp <= 0x277F)
        return made(&c, NUMBER_CIRCLED, cp - 0x2776 + 1);
    if (cp >= 0x2474 && cp <= 0x2487)
        return made(&c, NUMBER_DIGIT_PAREN, cp - 0x2474 + 1);
    if (cp >= 0x2488 && cp <= 0x249B)
        return made(&c, NUMBER_DIGIT, cp - 0x2488 + 1);
    if (cp >= 0x3220 && cp <= 0x3229)
        return made(&c, NUMBER_HAN_PAREN, cp - 0x3220 + 1);
    bool round = cp == 0x2022 || cp == 0x25CF || cp == 0x25AA || cp == 0x25A0 || cp == 0x25C6 || cp == 0x2605 ||
                 cp == 0x2023 || cp == 0x25E6 || cp == 0xB7 || cp == 0x27A2 || cp == 0xF0B7;
    bool dash = cp == '-' || cp == '*' || cp == '+' || cp == 0x2013;
    if ((round || (dash && char_is_space(peek(&c)))) && c.i < c.n)
        return made(&c, NUMBER_BULLET, 0);
    return none;
}

/* Most lines begin with a Han character that begins no marker. */
static bool may_begin(uint32_t cp)
{
    if (cp < 0x4E00 || cp > 0x9FFF)
        return true;
    switch (cp) {
    case 0x7B2C: case 0x7BC7: case 0x5341: case 0x767E: case 0x5343: case 0x5EFF: return true; /* 第 篇 十 百 千 廿 */
    default: return char_han_digit(cp) >= 0;
    }
}

struct number number_read(const char *s, size_t n)
{
    static struct number (*const reader[])(struct cursor) = {
        read_ordinal, read_piece, read_paren, read_digit, read_han_item, read_letter, read_word, read_sign,
    };
    struct cursor c = { s, min_size(n, 64), 0 };
    if (n == 0 || !may_begin(peek(&c)))
        return none;
    for (size_t i = 0; i < COUNT_OF(reader); i++) {
        struct number found = reader[i](c);
        if (found.n_bytes != 0)
            return found;
    }
    return none;
}
