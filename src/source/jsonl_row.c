/* SPDX-License-Identifier: MIT */
/* One row of JSON Lines with json-c. Broken UTF-8 is repaired before json-c
 * sees the row, since its own check refuses the row and lets some of it
 * through. */
#include "source/jsonl_row.h"

#include <json-c/json.h>

#include "core/hash.h"
#include "core/utf8.h"
#include "source/charset.h"
#include "source/jsonl_quick.h"
#include "source/lines.h"

enum { KEY_MOST = 256, DEPTH_MOST = 32 };

static int lose_row(struct jsonl_rows *r, struct crib_fact what, struct crib_err *err)
{
    if (r->n_lost++ >= JSONL_COMPLAINTS_MOST)
        return CRIB_OK;
    return complaints_add(&r->complaints, LOST, r->o->placed ? r->line.at : NO_PLACE, what, err);
}

static int lose_broken(struct jsonl_rows *r, const char *reason, struct crib_err *err)
{
    struct crib_fact what = fact_with_int("json-broken", "row", (int64_t)r->line.number);
    fact_static(&what, "reason", reason);
    return lose_row(r, what, err);
}

/* The value at a key, or at keys joined by dots. */
static bool get(struct json_object *object, const char *path, struct json_object **value)
{
    *value = NULL;
    if (!json_object_is_type(object, json_type_object))
        return false;
    if (json_object_object_get_ex(object, path, value))
        return true;
    const char *dot = strchr(path, '.');
    char key[KEY_MOST];
    struct json_object *inner;
    if (!dot || (size_t)(dot - path) >= sizeof key)
        return false;
    memcpy(key, path, (size_t)(dot - path));
    key[dot - path] = '\0';
    return json_object_object_get_ex(object, key, &inner) && get(inner, dot + 1, value);
}

/* A row's name: its id id[n], or the row's number. NUL would end it: U+FFFD. */
static char *row_name(struct jsonl_rows *r, const char *id, size_t n)
{
    char digits[24];
    const char *s = id;
    if (n == 0) {
        n = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, r->line.number);
        s = digits;
    }
    size_t n_nul = 0;
    for (size_t i = 0; i < n; i++)
        n_nul += s[i] == '\0';
    char *name = arena_alloc(&r->names, n + 2 * n_nul + 1), *to = name;
    if (!name)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        if (s[i])
            *to++ = s[i];
        else
            to += utf8_encode(UTF8_BAD, to);
    }
    *to = '\0';
    return name;
}

/* A row of the line at hand, with room for a text of n bytes. */
static int begin_row(struct jsonl_rows *r, size_t n, struct jsonl_row **out, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(r->item, r->n, &r->cap, 1, err));
    struct jsonl_row *row = *out = &r->item[r->n];
    *row = (struct jsonl_row){ .number = r->line.number };
    row->m.row_beg = r->line.at;
    row->m.row_end = r->line.at + r->line.n_whole;
    row->m.row_hash = hash_bytes(r->line.p, r->line.n_whole, 0);
    row->m.n_bytes = n;
    row->m.text = slab_take(r->slab, n, &row->m.slab);
    if (!row->m.text)
        return CRIB_NOMEM(err);
    r->n++;
    return CRIB_OK;
}

/* The row has its text, and this id. */
static int end_row(struct jsonl_rows *r, struct jsonl_row *row, const char *id, size_t n, struct crib_err *err)
{
    row->m.name = row_name(r, id, n);
    if (!row->m.name)
        return CRIB_NOMEM(err);
    return lines_cut(&row->m, err);
}

static int add_row(struct jsonl_rows *r, struct json_object *text, struct json_object *id, struct crib_err *err)
{
    struct jsonl_row *row;
    CRIB_TRY(begin_row(r, (size_t)json_object_get_string_len(text), &row, err));
    memcpy(row->m.text, json_object_get_string(text), row->m.n_bytes);
    if (!json_object_is_type(id, json_type_string) && !json_object_is_type(id, json_type_int))
        return end_row(r, row, NULL, 0, err);
    const char *s = json_object_get_string(id);
    size_t n = s ? json_object_is_type(id, json_type_string) ? (size_t)json_object_get_string_len(id) : strlen(s) : 0;
    return end_row(r, row, s, n, err);
}

static int add_quick(struct jsonl_rows *r, const struct jsonl_quick *q, struct crib_err *err)
{
    struct jsonl_row *row;
    CRIB_TRY(begin_row(r, q->n_text, &row, err));
    jsonl_quick_text(q, row->m.text);
    return end_row(r, row, q->id, q->n_id, err);
}

static int take_object(struct jsonl_rows *r, struct json_object *object, struct crib_err *err)
{
    struct json_object *text, *id;
    bool there = get(object, r->o->text_field, &text);
    if (!json_object_is_type(text, json_type_string)) {
        struct crib_fact what = fact_with_int("json-no-text", "row", (int64_t)r->line.number);
        CRIB_TRY(fact_text(&what, "field", &r->complaints.text, r->o->text_field, strlen(r->o->text_field), err));
        enum json_type type = json_object_get_type(text);
        fact_static(&what, "found", !there ? "missing" : type == json_type_int || type == json_type_double ? "number"
                                            : json_type_to_name(type));
        return lose_row(r, what, err);
    }
    get(object, r->o->id_field, &id);
    return add_row(r, text, id, err);
}

/* Parse a line that begins with '{'. NULL and *reason when it is broken. */
static struct json_object *parse(struct json_tokener *tok, const char *line, size_t n, const char **reason)
{
    json_tokener_reset(tok);
    struct json_object *object = json_tokener_parse_ex(tok, line, (int)n);
    enum json_tokener_error e = json_tokener_get_error(tok);
    *reason = NULL;
    if (e == json_tokener_continue)
        *reason = json_tokener_error_desc(json_tokener_error_parse_eof);
    else if (e != json_tokener_success)
        *reason = json_tokener_error_desc(e);
    else if (json_tokener_get_parse_end(tok) != n)
        *reason = json_tokener_error_desc(json_tokener_error_parse_unexpected);
    if (*reason) {
        json_object_put(object);
        object = NULL;
    }
    return object;
}

/* A row that is valid already needs no second look, which is not cheap: json-c asks for each byte. */
static struct json_tokener *new_tokener(bool valid)
{
    struct json_tokener *tok = json_tokener_new_ex(DEPTH_MOST);
    if (tok)
        json_tokener_set_flags(tok, JSON_TOKENER_STRICT | (valid ? 0 : JSON_TOKENER_VALIDATE_UTF8));
    return tok;
}

static int take_clean_line(struct jsonl_rows *r, const char *line, size_t n, struct crib_err *err)
{
    const char *reason;
    struct jsonl_quick quick;
    if (jsonl_quick_read(line, n, r->o, &quick))
        return add_quick(r, &quick, err);
    if (line[0] != '{')
        return lose_row(r, fact_with_int("json-not-object", "row", (int64_t)r->line.number), err);
    if (!r->tok && !(r->tok = new_tokener(true)))
        return CRIB_NOMEM(err);
    struct json_object *object = parse(r->tok, line, n, &reason);
    int rc = reason ? lose_broken(r, reason, err) : take_object(r, object, err);
    json_object_put(object);
    return rc;
}

/* The line without white space at its edges. */
static void trim(const char **line, size_t *n)
{
    while (*n && strchr(" \t\r", **line) && **line)
        ++*line, --*n;
    while (*n && strchr(" \t\r", (*line)[*n - 1]) && (*line)[*n - 1])
        --*n;
}

int jsonl_rows_lose(struct jsonl_rows *r, const struct jsonl_line *l, struct crib_err *err)
{
    r->line = *l;
    return lose_broken(r, "row too long", err);
}

int jsonl_rows_take(struct jsonl_rows *r, const struct jsonl_line *l, struct crib_err *err)
{
    const char *line = l->p;
    size_t n = l->n, first = 0;
    r->line = *l;
    trim(&line, &n);
    if (n == 0)
        return CRIB_OK;
    if (n > r->o->row_most)
        return lose_broken(r, "row too long", err);
    if (utf8_broken(line, n, &first) == 0)
        return take_clean_line(r, line, n, err);
    const struct charset utf8 = { .name = "UTF-8" };
    struct buf whole;
    uint64_t count, unused;
    buf_init(&whole, JSONL_ROW_MOST);
    int rc = buf_add(&whole, line, n, err);
    if (rc == CRIB_OK)
        rc = charset_to_utf8(&utf8, &whole, &count, &unused, err);
    if (rc == CRIB_OK) {
        if (r->n_broken == 0)
            r->broken_at = l->at + first;
        r->n_broken += count;
        rc = take_clean_line(r, whole.p, whole.n, err);
    } else if (rc == CRIB_E_LIMIT) {
        rc = lose_broken(r, "row too long", err);
    }
    buf_done(&whole);
    return rc;
}

void jsonl_rows_init(struct jsonl_rows *r, const struct jsonl_options *o, struct slab **slab)
{
    *r = (struct jsonl_rows){ .o = o, .slab = slab };
    complaints_init(&r->complaints);
    arena_init(&r->names);
}

void jsonl_rows_done(struct jsonl_rows *r)
{
    for (size_t i = 0; i < r->n; i++)
        member_done(&r->item[i].m);
    mem_free(r->item);
    complaints_done(&r->complaints);
    arena_done(&r->names);
    if (r->tok)
        json_tokener_free(r->tok);
}

/* Complaints beyond the first few are only counted. */
static int move_complaints(struct jsonl_rows *to, const struct jsonl_rows *from, struct crib_err *err)
{
    for (size_t i = 0; i < from->complaints.n && to->n_lost + i < JSONL_COMPLAINTS_MOST; i++) {
        struct complaint c = from->complaints.item[i];
        for (uint32_t k = 0; k < c.what.n_args; k++) {
            struct crib_arg *arg = &c.what.arg[k];
            if (arg->kind == CRIB_ARG_TEXT &&
                !(arg->text = arena_strndup(&to->complaints.text, arg->text, strlen(arg->text))))
                return CRIB_NOMEM(err);
        }
        CRIB_TRY(complaints_add(&to->complaints, c.lost, c.at, c.what, err));
    }
    to->n_lost += from->n_lost;
    return CRIB_OK;
}

int jsonl_rows_move(struct jsonl_rows *to, struct jsonl_rows *from, struct crib_err *err)
{
    CRIB_TRY(move_complaints(to, from, err));
    if (to->n_broken == 0)
        to->broken_at = from->broken_at;
    to->n_broken += from->n_broken;
    CRIB_TRY(VEC_GROW(to->item, to->n, &to->cap, from->n, err));
    for (size_t i = 0; i < from->n; i++) {
        struct jsonl_row row = from->item[i];
        row.m.name = arena_strndup(&to->names, row.m.name, strlen(row.m.name));
        if (!row.m.name)
            return CRIB_NOMEM(err);
        from->item[i].m = (struct member){ 0 };
        to->item[to->n++] = row;
    }
    return CRIB_OK;
}

bool jsonl_begins(const char *bytes, size_t n, const struct jsonl_options *o)
{
    struct json_tokener *tok = new_tokener(false);
    bool begins = false;
    for (size_t beg = 0; tok && beg < n && !begins;) {
        const char *end = memchr(bytes + beg, '\n', n - beg), *line = bytes + beg, *reason;
        size_t len = (end ? (size_t)(end - bytes) : n) - beg;
        beg += len + 1;
        trim(&line, &len);
        if (len == 0)
            continue;
        struct json_object *text, *object = line[0] == '{' ? parse(tok, line, len, &reason) : NULL;
        begins = get(object, o->text_field, &text) && json_object_is_type(text, json_type_string);
        json_object_put(object);
        break;
    }
    json_tokener_free(tok);
    return begins;
}
