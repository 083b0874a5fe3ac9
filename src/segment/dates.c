/* SPDX-License-Identifier: MIT */
/* Dates by shape: a year, a month, perhaps a day, in figures or in words.
 *
 * A year alone is no date here: titles are full of years. Months by name are
 * the English ones, whole or by three letters. A redacted figure (X月XX日)
 * counts as a figure. */
#include "segment/dates.h"

#include "segment/linechars.h"

struct reader {
    const char *s;
    size_t n, i;
};

static uint32_t look(const struct reader *r)
{
    size_t i = r->i;
    return i < r->n ? utf8_next(r->s, r->n, &i) : 0;
}

static void pass(struct reader *r)
{
    if (r->i < r->n)
        utf8_next(r->s, r->n, &r->i);
}

static void pass_space(struct reader *r)
{
    while (r->i < r->n && char_is_space(look(r)))
        pass(r);
}

/* A figure of lo..hi characters: digits, Han digits and 十, or a redaction. */
static bool figure(struct reader *r, size_t lo, size_t hi)
{
    size_t n = 0;
    pass_space(r);
    while (r->i < r->n && n < hi) {
        uint32_t cp = look(r);
        if (char_digit(cp) < 0 && char_han_digit(cp) < 0 && cp != 0x5341 && !char_is_redaction(cp))
            break;
        pass(r);
        n++;
    }
    pass_space(r);
    return n >= lo;
}

static bool sign(struct reader *r, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t cp = look(r);
    if (r->i >= r->n || (cp != a && cp != b && cp != c))
        return false;
    pass(r);
    return true;
}

/* 2023年12月5日, 2023년 12월 5일; without the day too. */
static bool date_east(struct reader *r)
{
    struct reader t = *r;
    if (!figure(&t, 2, 4) || !sign(&t, 0x5E74, 0xB144, 0x5E74) || !figure(&t, 1, 3) ||
        !sign(&t, 0x6708, 0xC6D4, 0x6708))
        return false;
    *r = t;
    if (figure(&t, 1, 3) && sign(&t, 0x65E5, 0xC77C, 0x53F7))
        *r = t;
    return true;
}

/* 2023-12-05, 2023.12.5, 5/12/2023 */
static bool date_figures(struct reader *r)
{
    size_t digits[3] = { 0, 0, 0 };
    uint32_t between = 0;
    struct reader t = *r;
    for (int part = 0; part < 3; part++) {
        for (; t.i < t.n && char_digit(look(&t)) >= 0 && digits[part] < 5; digits[part]++)
            pass(&t);
        if (digits[part] == 0)
            return false;
        if (part == 2)
            break;
        uint32_t cp = look(&t);
        if ((cp != '-' && cp != '/' && cp != '.') || (between != 0 && cp != between))
            return false;
        between = cp;
        pass(&t);
    }
    if (!(digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2) && !(digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2))
        return false;
    *r = t;
    return true;
}

static bool month_name(struct reader *r)
{
    static const char *const month[] = { "january", "february", "march", "april", "may", "june", "july", "august",
                                         "september", "october", "november", "december" };
    char word[10];
    size_t n = 0;
    while (r->i + n < r->n && n < sizeof word && char_is_latin((unsigned char)r->s[r->i + n])) {
        word[n] = (char)(r->s[r->i + n] | 0x20);
        n++;
    }
    for (size_t i = 0; i < COUNT_OF(month); i++)
        if (n >= 3 && n <= strlen(month[i]) && (n == 3 || n == strlen(month[i])) && memcmp(word, month[i], n) == 0) {
            r->i += n;
            if (look(r) == '.')
                pass(r);
            return true;
        }
    return false;
}

static bool digits_of(struct reader *r, size_t lo, size_t hi)
{
    size_t n = 0;
    pass_space(r);
    for (; r->i < r->n && char_digit(look(r)) >= 0; n++)
        pass(r);
    return n >= lo && n <= hi;
}

/* December 5, 2023; 5 December 2023; December 2023 */
static bool date_named(struct reader *r)
{
    struct reader t = *r, u;
    if (digits_of(&t, 1, 2)) {
        u = t;
        if (u.i + 2 <= u.n && char_is_latin((unsigned char)u.s[u.i]) && !month_name(&u))
            t.i += 2; /* 5th */
        pass_space(&t);
        if (!month_name(&t))
            return false;
        sign(&t, ',', ',', ',');
        if (!digits_of(&t, 4, 4))
            return false;
        *r = t;
        return true;
    }
    t = *r;
    if (!month_name(&t))
        return false;
    u = t;
    if (digits_of(&u, 1, 2)) {
        if (u.i + 2 <= u.n && char_is_latin((unsigned char)u.s[u.i]))
            u.i += 2;
        sign(&u, ',', 0xFF0C, ',');
        if (digits_of(&u, 4, 4)) {
            *r = u;
            return true;
        }
    }
    if (!digits_of(&t, 4, 4))
        return false;
    *r = t;
    return true;
}

static bool date_here(struct reader *r)
{
    return date_east(r) || date_figures(r) || date_named(r);
}

/* The first letters of months' names. */
static bool names_month(uint32_t letter)
{
    const uint32_t first = 1u << ('a' - 'a') | 1u << ('d' - 'a') | 1u << ('f' - 'a') | 1u << ('j' - 'a') | 1u << ('m' - 'a') |
                           1u << ('n' - 'a') | 1u << ('o' - 'a') | 1u << ('s' - 'a');
    return char_is_latin(letter) && (first >> ((letter | 0x20) - 'a') & 1);
}

/* May a date begin with this byte? Saves trying at every letter. */
static bool date_may_begin(const struct reader *r)
{
    uint32_t cp = look(r);
    if (cp >= 0x80)
        return char_digit(cp) >= 0 || char_han_digit(cp) >= 0 || char_is_redaction(cp);
    return char_digit(cp) >= 0 || char_is_redaction(cp) ||
           (names_month(cp) && (r->i == 0 || !char_is_latin((unsigned char)r->s[r->i - 1])));
}

/* A run of figures that was no date is passed whole: keeps this linear. */
static void pass_figures(struct reader *r)
{
    bool figures = char_digit(look(r)) >= 0;
    pass(r);
    while (figures && r->i < r->n && char_digit(look(r)) >= 0)
        pass(r);
}

bool date_next(const char *s, size_t n, size_t *from, struct txt_span *date)
{
    struct reader r = { s, n, *from };
    while (r.i < r.n) {
        size_t at = r.i;
        if (date_may_begin(&r) && date_here(&r)) {
            *date = (struct txt_span){ (uint32_t)at, (uint32_t)r.i };
            *from = r.i;
            return true;
        }
        r.i = at;
        pass_figures(&r);
    }
    return false;
}

int date_shape(const char *s, size_t n)
{
    struct reader r = { s, min_size(n, 400), 0 };
    bool bracket = false;
    pass_space(&r);
    uint32_t first = look(&r);
    if (first == '(' || first == 0xFF08 || first == '[' || first == 0x3014) {
        bracket = true;
        pass(&r);
        pass_space(&r);
    }
    size_t from = r.i;
    while (r.i < r.n) {
        size_t at = r.i;
        if (date_may_begin(&r) && date_here(&r)) {
            pass_space(&r);
            bool at_end = r.i >= n;
            if (!bracket)
                return at == from ? (at_end ? DATE_ALONE : DATE_FIRST) : at_end ? DATE_LAST : DATE_INSIDE;
            uint32_t last = n > 0 ? (size_t)utf8_prev(s, n) : 0;
            size_t i = last;
            uint32_t cp = n > 0 ? utf8_next(s, n, &i) : 0;
            return cp == ')' || cp == 0xFF09 || cp == ']' || cp == 0x3015 ? DATE_BRACKET : DATE_INSIDE;
        }
        r.i = at;
        pass_figures(&r);
    }
    return DATE_NONE;
}
