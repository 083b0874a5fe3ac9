/* SPDX-License-Identifier: MIT */
/* Numbers are read into millionths: exact for all that people write into an
 * attribute, and the same on every machine. */
#include "engine/where.h"

#include "segment/dates.h"

enum { MILLION = 1000000, WHOLE_MOST = 12, DECIMALS_MOST = 6 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* -12, 3.25; at most twelve figures and six decimals, or it is a text. */
static bool read_number(const char *s, int64_t *out)
{
    int whole = 0, decimals = 0;
    bool minus = *s == '-';
    int64_t n = 0;
    for (s += minus; is_digit(*s); s++, whole++)
        n = whole < WHOLE_MOST ? n * 10 + (*s - '0') : 0;
    if (whole > 0 && *s == '.' && is_digit(s[1]))
        for (s++; is_digit(*s); s++, decimals++)
            n = decimals < DECIMALS_MOST ? n * 10 + (*s - '0') : 0;
    if (*s || whole == 0 || whole > WHOLE_MOST || decimals > DECIMALS_MOST)
        return false;
    for (; decimals < DECIMALS_MOST; decimals++)
        n *= 10;
    *out = minus ? -n : n;
    return true;
}

/* 2023-12, 2023/12: too little for a line of text to be a date. */
static bool read_month(const char *s, int64_t *out)
{
    int64_t year = 0, month = 0;
    int i = 0, figures = 0;
    for (; i < 4 && is_digit(s[i]); i++)
        year = year * 10 + (s[i] - '0');
    if (i != 4 || (s[4] != '-' && s[4] != '/'))
        return false;
    for (i = 5; is_digit(s[i]) && figures < 3; i++, figures++)
        month = month * 10 + (s[i] - '0');
    *out = year * 10000 + month * 100;
    return !s[i] && figures >= 1 && figures <= 2 && month >= 1 && month <= 12;
}

struct where_value where_read(const char *value)
{
    struct where_value v = { .kind = VALUE_NUMBER };
    if (read_number(value, &v.number))
        return v;
    v.kind = VALUE_DATE;
    if (read_month(value, &v.number))
        return v;
    size_t n = strlen(value);
    v.number = date_shape(value, n) == DATE_ALONE ? date_latest(value, n) : 0;
    v.kind = v.number ? VALUE_DATE : VALUE_TEXT;
    return v;
}

static enum where_order order(int64_t x, int64_t y) { return x < y ? ORDER_LESS : x > y ? ORDER_MORE : ORDER_EQUAL; }

static enum where_order order_dates(int64_t value, int64_t with)
{
    static const int64_t unit[] = { 10000, 100, 1 };
    for (size_t i = 0; i < COUNT_OF(unit); i++) {
        int64_t x = value / unit[i] % (i ? 100 : INT64_MAX), y = with / unit[i] % (i ? 100 : INT64_MAX);
        if (y == 0)
            return ORDER_EQUAL;
        if (x == 0)
            return ORDER_VAGUE;
        if (x != y)
            return order(x, y);
    }
    return ORDER_EQUAL;
}

/* A year, as a date. */
static bool as_date(struct where_value *v)
{
    if (v->kind == VALUE_NUMBER && v->number % MILLION == 0 && v->number >= 1000LL * MILLION &&
        v->number <= 9999LL * MILLION)
        *v = (struct where_value){ VALUE_DATE, v->number / MILLION * 10000 };
    return v->kind == VALUE_DATE;
}

enum where_order where_compare(struct where_value value, struct where_value with)
{
    if (value.kind == VALUE_NUMBER && with.kind == VALUE_NUMBER)
        return order(value.number, with.number);
    if ((value.kind == VALUE_DATE || with.kind == VALUE_DATE) && as_date(&value) && as_date(&with))
        return order_dates(value.number, with.number);
    return ORDER_NONE;
}

bool where_holds(const struct where *w, const char *value, bool *compared)
{
    enum where_order o = where_compare(where_read(value), w->as);
    bool same = o == ORDER_EQUAL || (o == ORDER_NONE && strcmp(value, w->value) == 0);
    *compared = o != ORDER_NONE;
    switch (w->op) {
    case WHERE_EQUAL: return same;
    case WHERE_NOT: return !same;
    case WHERE_LESS: return o == ORDER_LESS;
    case WHERE_AT_MOST: return o == ORDER_LESS || o == ORDER_EQUAL;
    case WHERE_MORE: return o == ORDER_MORE;
    case WHERE_AT_LEAST: return o == ORDER_MORE || o == ORDER_EQUAL;
    }
    return false;
}

int where_parse(const char *text, struct arena *a, struct where *out, struct crib_err *err)
{
    static const struct { char sign[3]; enum where_operator op; } signs[] = {
        { "!=", WHERE_NOT }, { "<=", WHERE_AT_MOST }, { ">=", WHERE_AT_LEAST },
        { "=", WHERE_EQUAL }, { "<", WHERE_LESS }, { ">", WHERE_MORE } };
    size_t n = strcspn(text, "=<>"), i = 0;
    n -= n > 0 && text[n] == '=' && text[n - 1] == '!';
    while (i < COUNT_OF(signs) && strncmp(text + n, signs[i].sign, strlen(signs[i].sign)) != 0)
        i++;
    if (n == 0 || i == COUNT_OF(signs) || !text[n + strlen(signs[i].sign)])
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "a filter is name=value, or with !=, <, <=, > or >= between, not '%.60s'", text);
    const char *value = text + n + strlen(signs[i].sign);
    *out = (struct where){ arena_strndup(a, text, n), arena_strndup(a, value, strlen(value)), signs[i].op,
                           where_read(value) };
    if (!out->name || !out->value)
        return CRIB_NOMEM(err);
    if (out->op != WHERE_EQUAL && out->op != WHERE_NOT && out->as.kind == VALUE_TEXT)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "only numbers and dates are less or more: '%.60s' is neither, in '%.60s'", value, text);
    return CRIB_OK;
}
