/* SPDX-License-Identifier: MIT */
/* Figures in their own style. What is written is read again before anybody
 * relies on it: a style this file does not know is left alone. */
#include "segment/renumber.h"

#include "segment/linechars.h"
#include "segment/numbering.h"

enum { HAN_TEN = 0x5341, HAN_HUNDRED = 0x767E, HAN_THOUSAND = 0x5343, HAN_TWENTY = 0x5EFF, VALUE_MOST = 9999 };

static bool is_han_figure(uint32_t cp)
{
    return char_han_digit(cp) >= 0 || cp == HAN_TEN || cp == HAN_HUNDRED || cp == HAN_THOUSAND || cp == HAN_TWENTY;
}

/* ① ⑴ ⒈ ㈠ ❶: the first of a row of signs, and how many it has. */
static uint32_t first_sign(uint32_t cp, uint32_t *n)
{
    static const struct { uint32_t first, n; } rows[] = {
        { 0x2460, 20 }, { 0x2474, 20 }, { 0x2488, 20 }, { 0x2776, 10 }, { 0x3220, 10 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (cp >= rows[i].first && cp < rows[i].first + rows[i].n)
            return *n = rows[i].n, rows[i].first;
    return 0;
}

/* Digits of the script of s's first, as many as s has when it begins with 0. */
static size_t as_digits(const char *s, size_t n, uint32_t value, char *out)
{
    size_t i = 0, n_out = 0, width = 0, n_digits = 1;
    uint32_t cp = utf8_next(s, n, &i), zero = cp - (uint32_t)char_digit(cp), power = 1;
    if (char_digit(cp) == 0)
        width = utf8_count(s, n);
    for (; value / power >= 10; n_digits++)
        power *= 10;
    for (; n_digits < width && n_out + 4 < RENUMBER_MOST / 2; width--)
        n_out += utf8_encode(zero, out + n_out);
    for (; power > 0; power /= 10)
        n_out += utf8_encode(zero + value / power % 10, out + n_out);
    return n_out;
}

/* 十二, 二十, 一百零三. */
static size_t as_han(uint32_t value, char *out)
{
    static const uint32_t digit[] = { 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };
    static const struct { uint32_t power, sign; } place[] = {
        { 1000, HAN_THOUSAND }, { 100, HAN_HUNDRED }, { 10, HAN_TEN }, { 1, 0 },
    };
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < COUNT_OF(place); i++) {
        uint32_t d = value / place[i].power % 10;
        if (d == 0) {
            gap = n > 0;
            continue;
        }
        if (gap)
            n += utf8_encode(digit[0], out + n);
        gap = false;
        if (!(d == 1 && place[i].power == 10 && n == 0)) /* 十二, not 一十二 */
            n += utf8_encode(digit[d], out + n);
        if (place[i].sign)
            n += utf8_encode(place[i].sign, out + n);
    }
    return n;
}

static size_t as_roman(bool small, uint32_t value, char *out)
{
    static const struct { uint32_t value; const char *sign; } step[] = {
        { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" },
        { 1, "I" },
    };
    size_t n = 0;
    if (value >= 400)
        return 0;
    for (size_t i = 0; i < COUNT_OF(step); i++)
        for (; value >= step[i].value; value -= step[i].value)
            for (const char *p = step[i].sign; *p; p++)
                out[n++] = small ? (char)(*p | 0x20) : *p;
    return n;
}

size_t figure_as(const char *s, size_t n, uint32_t value, char out[RENUMBER_MOST])
{
    size_t i = 0;
    uint32_t n_signs = 0;
    if (n == 0 || value > VALUE_MOST)
        return 0;
    uint32_t cp = utf8_next(s, n, &i), first = first_sign(cp, &n_signs);
    if (char_digit(cp) >= 0)
        return as_digits(s, n, value, out);
    if (value == 0)
        return is_han_figure(cp) ? utf8_encode(0x96F6, out) : 0;
    if (is_han_figure(cp))
        return as_han(value, out);
    if (first)
        return value <= n_signs ? utf8_encode(first + value - 1, out) : 0;
    return 0;
}

/* A letter, or a Roman number, as the marker's kind says. */
static size_t letters_as(unsigned kind, char first, uint32_t value, char *out)
{
    if (kind == NUMBER_ROMAN)
        return as_roman(first >= 'a', value, out);
    if (value < 1 || value > 26)
        return 0;
    out[0] = (char)((first >= 'a' ? 'a' : 'A') + (int)value - 1);
    return 1;
}

/* The figure of the marker s[0, n). */
static struct txt_span figure_in(const char *s, size_t n, unsigned kind)
{
    bool letters = kind == NUMBER_ROMAN || kind == NUMBER_CAPITAL || kind == NUMBER_SMALL, on = false;
    struct txt_span f = { 0, 0 };
    uint32_t unused;
    for (size_t i = 0; i < n;) {
        size_t at = i;
        uint32_t cp = utf8_next(s, n, &i);
        bool part = letters ? char_is_latin(cp)
                            : char_digit(cp) >= 0 || is_han_figure(cp) || first_sign(cp, &unused) != 0;
        if (part && !on)
            f.beg = (uint32_t)at;
        if (on && !part)
            break;
        on = part;
        if (on)
            f.end = (uint32_t)i;
    }
    return f;
}

bool renumber(const char *s, size_t n, uint32_t value, struct txt_span *figure, char out[RENUMBER_MOST], size_t *n_out)
{
    struct number old = number_read(s, n);
    char again[2 * RENUMBER_MOST + 4];
    if (old.kind == NUMBER_NONE || old.kind == NUMBER_BULLET || old.kind == NUMBER_DEEP || old.n_bytes > RENUMBER_MOST)
        return false;
    struct txt_span f = *figure = figure_in(s, old.n_bytes, old.kind);
    bool letters = old.kind == NUMBER_ROMAN || old.kind == NUMBER_CAPITAL || old.kind == NUMBER_SMALL;
    *n_out = f.beg == f.end ? 0 : letters ? letters_as(old.kind, s[f.beg], value, out)
                                          : figure_as(s + f.beg, txt_len(f), value, out);
    if (*n_out == 0)
        return false;
    size_t tail = min_size(n, old.n_bytes + 4u) - f.end; /* what follows decides how a marker is read */
    memcpy(again, s, f.beg);
    memcpy(again + f.beg, out, *n_out);
    memcpy(again + f.beg + *n_out, s + f.end, tail);
    struct number now = number_read(again, f.beg + *n_out + tail);
    return now.kind == old.kind && now.value == value;
}
