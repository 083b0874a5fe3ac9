/* SPDX-License-Identifier: MIT */
/* A condition on an attribute's value: NAME=VALUE, !=, <, <=, >, >=.
 *
 * Two numbers are compared as numbers, two dates as dates, anything else only
 * for being the same text. A date is 2023-12-05, 2023-12, 2023年12月5日 or
 * whatever else stands for one on a line; a number of four figures is a year
 * when it meets a date. Dates are compared as far as the condition's goes:
 * every day of 2023 equals 2023. One that does not go as far, and is the same
 * so far, is VAGUE: it meets no condition but !=. */
#ifndef CRIB_ENGINE_WHERE_H
#define CRIB_ENGINE_WHERE_H

#include "core/arena.h"

enum where_operator { WHERE_EQUAL, WHERE_NOT, WHERE_LESS, WHERE_AT_MOST, WHERE_MORE, WHERE_AT_LEAST };

struct where_value {
    enum { VALUE_TEXT, VALUE_NUMBER, VALUE_DATE } kind;
    int64_t number;   /* in millionths; of a date yyyymmdd, 0 for what is not said */
};

struct where {
    const char *name, *value; /* in the arena */
    enum where_operator op;
    struct where_value as;
};

/* CRIB_E_ARG for what is no condition, and for one that asks whether a text
 * is less or more. */
int where_parse(const char *text, struct arena *a, struct where *out, struct crib_err *err);

enum where_order { ORDER_LESS, ORDER_EQUAL, ORDER_MORE, ORDER_VAGUE, ORDER_NONE /* not of one kind */ };
struct where_value where_read(const char *value);
enum where_order where_compare(struct where_value value, struct where_value with);

/* Does an attribute of that value meet it? *compared: they are of one kind. */
bool where_holds(const struct where *w, const char *value, bool *compared);

#endif
