/* SPDX-License-Identifier: MIT */
/* Lines of JSON Lines, one after the other, and the rows that they hold. */
#ifndef CRIB_SOURCE_JSONL_ROW_H
#define CRIB_SOURCE_JSONL_ROW_H

#include "source/input.h"
#include "source/source.h"

/* What json-c can be given at once. */
#define JSONL_ROW_MOST ((size_t)INT32_MAX - 1)
enum { JSONL_COMPLAINTS_MOST = 20 }; /* that are told one by one */

struct jsonl_options {
    const char *text_field, *id_field; /* a key, or keys joined by dots */
    size_t row_most;                   /* bytes; a longer row is lost */
    bool placed;                       /* complaints say where: the bytes are those of the file */
    int n_threads;                     /* that read the rows; 0 or 1: one */
};

struct jsonl_line {
    const char *p;
    size_t n, n_whole;  /* bytes without and with its end */
    uint64_t at;        /* where in the file it begins */
    uint64_t number;    /* 1-based */
};

struct jsonl_row {
    struct member m;    /* its name is in `names` of the rows */
    uint64_t number;    /* line of the file */
};

/* Rows that some lines held, and what was wrong with the others. For one
 * thread at a time. */
struct jsonl_rows {
    const struct jsonl_options *o;
    struct json_tokener *tok;     /* NULL until it is needed */
    struct jsonl_row *item;       /* [n] */
    size_t n, cap;
    struct jsonl_line line;       /* at hand */
    struct complaints complaints; /* of the first lost rows */
    uint64_t n_lost;
    uint64_t n_broken, broken_at; /* sequences that are no UTF-8; where the first is */
    struct arena names;
    struct slab **slab;           /* that their texts are put into */
};

void jsonl_rows_init(struct jsonl_rows *r, const struct jsonl_options *o, struct slab **slab);
void jsonl_rows_done(struct jsonl_rows *r);
/* The row that a line holds, or a complaint. */
int jsonl_rows_take(struct jsonl_rows *r, const struct jsonl_line *l, struct crib_err *err);
/* A line that is too long to be held: only at and number are told. */
int jsonl_rows_lose(struct jsonl_rows *r, const struct jsonl_line *l, struct crib_err *err);
/* Append all of from, whose lines follow those of to; jsonl_rows_done(from)
 * frees what is left, also after a failure. */
int jsonl_rows_move(struct jsonl_rows *to, struct jsonl_rows *from, struct crib_err *err);

/* The first line that is not blank is whole and an object with a text. */
bool jsonl_begins(const char *bytes, size_t n, const struct jsonl_options *o);

#endif
