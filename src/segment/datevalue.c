/* SPDX-License-Identifier: MIT */
/* What a date says, for telling the newer of two. The figures are read in
 * order; which is the year is seen from its length, or from its sign. */
#include "segment/dates.h"

#include "segment/linechars.h"

struct figures {
    uint32_t value[3], digits[3];
    int n;
    uint32_t month; /* by name */
};

/* 12, 十二, 二〇二三; steps past it. */
static uint32_t read_figure(const char *s, size_t n, size_t *i, uint32_t *digits)
{
    uint32_t value = 0, tens = 0;
    *digits = 0;
    while (*i < n) {
        size_t j = *i;
        uint32_t cp = utf8_next(s, n, &j);
        int d = char_digit(cp) >= 0 ? char_digit(cp) : char_han_digit(cp);
        if (cp == 0x5341) { /* 十 */
            tens = (value ? value : 1) * 10;
            value = 0;
        } else if (d >= 0 && value < 100000) {
            value = value * 10 + (uint32_t)d;
        } else {
            break;
        }
        ++*digits;
        *i = j;
    }
    return tens + value;
}

static uint32_t month_at(const char *s, size_t n)
{
    static const char name[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (uint32_t m = 0; n >= 3 && m < 12; m++)
        if ((s[0] | 0x20) == name[3 * m] && (s[1] | 0x20) == name[3 * m + 1] && (s[2] | 0x20) == name[3 * m + 2])
            return m + 1;
    return 0;
}

static struct figures read_figures(const char *s, size_t n)
{
    struct figures f = { 0 };
    for (size_t i = 0; i < n && f.n < 3;) {
        uint32_t digits, value = read_figure(s, n, &i, &digits);
        if (digits) {
            f.value[f.n] = value;
            f.digits[f.n++] = digits;
            continue;
        }
        if (!f.month && char_is_latin((unsigned char)s[i]))
            f.month = month_at(s + i, n - i);
        utf8_next(s, n, &i);
    }
    return f;
}

static uint32_t value_of(const char *s, size_t n)
{
    struct figures f = read_figures(s, n);
    uint32_t year = f.value[0], month = f.value[1], day = f.value[2];
    if (f.n == 0)
        return 0;
    if (f.month) { /* December 5, 2023; 5 December 2023; December 2023 */
        year = f.value[f.n - 1];
        month = f.month;
        day = f.n > 1 ? f.value[0] : 0;
    } else if (f.n == 3 && f.digits[2] == 4) { /* 5/12/2023: day and month may stand either way */
        bool american = f.value[1] > 12;
        year = f.value[2];
        month = f.value[american ? 0 : 1];
        day = f.value[american ? 1 : 0];
    }
    if (year < 100)
        year += 2000;
    if (year < 1000 || year > 9999)
        return 0;
    return year * 10000 + (month <= 12 ? month : 0) * 100 + (day <= 31 ? day : 0);
}

uint32_t date_latest(const char *s, size_t n)
{
    uint32_t latest = 0;
    struct txt_span date;
    for (size_t from = 0; date_next(s, n, &from, &date);)
        latest = max_u32(latest, value_of(s + date.beg, txt_len(date)));
    return latest;
}

/* The next year in s[*at, n), as yyyy0000; 0 when there is none. */
static uint32_t next_year(const char *s, size_t n, size_t *at)
{
    while (*at < n) {
        uint32_t digits, value = read_figure(s, n, at, &digits);
        if (digits == 4 && value >= 1900 && value <= 2099)
            return value * 10000;
        if (digits == 0)
            utf8_next(s, n, at);
    }
    return 0;
}

uint32_t year_first(const char *s, size_t n)
{
    size_t at = 0;
    return next_year(s, n, &at);
}

uint32_t year_latest(const char *s, size_t n)
{
    uint32_t latest = 0, year;
    for (size_t at = 0; (year = next_year(s, n, &at));)
        latest = max_u32(latest, year);
    return latest;
}
