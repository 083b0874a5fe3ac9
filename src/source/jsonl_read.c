/* SPDX-License-Identifier: MIT */
/* JSON Lines with json-c, a row at a time: the file may be larger than
 * memory has room for twice. Broken UTF-8 is repaired before json-c sees the
 * row, since its own check refuses the row and lets some of it through. */
#include "source/jsonl_read.h"

#include <json-c/json.h>

#include "core/hash.h"
#include "core/utf8.h"
#include "source/charset.h"
#include "source/lines.h"

enum { CHUNK = 1 << 20, COMPLAINTS_MOST = 20, KEY_MOST = 256, DEPTH_MOST = 32 };

struct row {
    struct member m;
    uint64_t number; /* line of the file, 1-based */
};

struct reader {
    const struct jsonl_options *o;
    struct source *s;
    struct json_tokener *tok;
    struct row *row;
    size_t n, cap;
    uint64_t number;      /* of the row at hand */
    uint64_t at, n_line;  /* where in the file it begins, and its bytes with the line end */
    uint64_t hash;        /* of those bytes */
    uint64_t n_lost;
    uint64_t n_broken, broken_at;
};

static int lose_row(struct reader *r, struct crib_fact what, struct crib_err *err)
{
    if (r->n_lost++ >= COMPLAINTS_MOST)
        return CRIB_OK;
    return complaints_add(&r->s->complaints, LOST, r->o->placed ? r->at : NO_PLACE, what, err);
}

static int lose_broken(struct reader *r, const char *reason, struct crib_err *err)
{
    struct crib_fact what = fact_with_int("json-broken", "row", (int64_t)r->number);
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

/* A row's name: its id, or the row's number. NUL would end it: U+FFFD. */
static char *row_name(struct reader *r, struct json_object *id)
{
    char digits[24];
    const char *s = NULL;
    size_t n = 0;
    if (json_object_is_type(id, json_type_string) || json_object_is_type(id, json_type_int)) {
        s = json_object_get_string(id);
        n = s ? json_object_is_type(id, json_type_string) ? (size_t)json_object_get_string_len(id) : strlen(s) : 0;
    }
    if (n == 0) {
        n = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, r->number);
        s = digits;
    }
    size_t n_nul = 0;
    for (size_t i = 0; i < n; i++)
        n_nul += s[i] == '\0';
    char *name = arena_alloc(&r->s->text, n + 2 * n_nul + 1), *to = name;
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

static int add_row(struct reader *r, struct json_object *text, struct json_object *id, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(r->row, r->n, &r->cap, 1, err));
    struct row *row = &r->row[r->n];
    *row = (struct row){ .number = r->number };
    row->m.row_beg = r->at;
    row->m.row_end = r->at + r->n_line;
    row->m.row_hash = r->hash;
    row->m.n_bytes = (size_t)json_object_get_string_len(text);
    row->m.text = mem_strndup(json_object_get_string(text), row->m.n_bytes);
    if (!row->m.text)
        return CRIB_NOMEM(err);
    r->n++;
    row->m.name = row_name(r, id);
    if (!row->m.name)
        return CRIB_NOMEM(err);
    return lines_cut(&row->m, err);
}

static int take_object(struct reader *r, struct json_object *object, struct crib_err *err)
{
    struct json_object *text, *id;
    bool there = get(object, r->o->text_field, &text);
    if (!json_object_is_type(text, json_type_string)) {
        struct crib_fact what = fact_with_int("json-no-text", "row", (int64_t)r->number);
        CRIB_TRY(fact_text(&what, "field", &r->s->complaints.text, r->o->text_field, strlen(r->o->text_field), err));
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

static int take_clean_line(struct reader *r, const char *line, size_t n, struct crib_err *err)
{
    const char *reason;
    if (line[0] != '{')
        return lose_row(r, fact_with_int("json-not-object", "row", (int64_t)r->number), err);
    struct json_object *object = parse(r->tok, line, n, &reason);
    int rc = reason ? lose_broken(r, reason, err) : take_object(r, object, err);
    json_object_put(object);
    return rc;
}

/* A row that is valid already needs no second look, which takes as long as the
 * rest of parsing. */
static struct json_tokener *new_tokener(bool valid)
{
    struct json_tokener *tok = json_tokener_new_ex(DEPTH_MOST);
    if (tok)
        json_tokener_set_flags(tok, JSON_TOKENER_STRICT | (valid ? 0 : JSON_TOKENER_VALIDATE_UTF8));
    return tok;
}

/* The line without white space at its edges. */
static void trim(const char **line, size_t *n)
{
    while (*n && strchr(" \t\r", **line) && **line)
        ++*line, --*n;
    while (*n && strchr(" \t\r", (*line)[*n - 1]) && (*line)[*n - 1])
        --*n;
}

static int drop_line(struct reader *r, struct crib_err *err)
{
    r->number++;
    return lose_broken(r, "row too long", err);
}

static int take_line(struct reader *r, const char *line, size_t n, struct crib_err *err)
{
    size_t first = 0;
    r->number++;
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
            r->broken_at = r->at + first;
        r->n_broken += count;
        rc = take_clean_line(r, whole.p, whole.n, err);
    } else if (rc == CRIB_E_LIMIT) {
        rc = lose_broken(r, "row too long", err);
    }
    buf_done(&whole);
    return rc;
}

/* Lines of *have and then of *in. A line longer than a row may be is dropped
 * as it comes in, its end being looked for. */
static int each_line(struct reader *r, struct input *in, struct buf *have, size_t skip, struct crib_err *err)
{
    size_t beg = skip, seen = skip; /* the line at hand: where it begins, and how far no end was found */
    uint64_t base = 0;              /* where in the file the buffer begins */
    bool dropping = false;
    r->at = skip;
    for (;;) {
        const char *end = have->n > seen ? memchr(have->p + seen, '\n', have->n - seen) : NULL;
        size_t n = (end ? (size_t)(end - have->p) : have->n) - beg;
        r->n_line = n + (end != NULL);
        if (end || (in->ended && (n || dropping))) {
            r->hash = hash_bytes(have->p + beg, r->n_line, 0);
            CRIB_TRY(dropping ? drop_line(r, err) : take_line(r, have->p + beg, n, err));
            dropping = false;
            beg = seen = beg + n + (end != NULL);
            r->at = base + beg;
        }
        if (end)
            continue;
        if (in->ended) {
            r->s->rows_end = base + have->n;
            return CRIB_OK;
        }
        n = have->n - beg;
        dropping |= n > r->o->row_most;
        if (dropping)
            n = 0;
        base += have->n - n;
        if (n)
            memmove(have->p, have->p + have->n - n, n);
        have->n = seen = n;
        beg = 0;
        CRIB_TRY(input_read(in, CHUNK, have, err));
    }
}

static int by_name(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int c = strcmp(x->m.name, y->m.name);
    return c ? c : (x->number > y->number) - (x->number < y->number);
}

/* Rename all but the first row of each name, once; returns how many. Rows are
 * sorted. *first gets the row number of the first that was found renamed. */
static int rename_repeats(struct reader *r, uint64_t *count, struct crib_fact *what, struct crib_err *err)
{
    *count = 0;
    for (size_t i = 1, first = 0; i < r->n; i++) {
        if (strcmp(r->row[first].m.name, r->row[i].m.name) != 0) {
            first = i;
            continue;
        }
        char digits[24];
        size_t n = strlen(r->row[i].m.name);
        int n_digits = snprintf(digits, sizeof digits, "#%" PRIu64, r->row[i].number);
        char *name = arena_alloc(&r->s->text, n + sizeof digits);
        if (!name)
            return CRIB_NOMEM(err);
        if ((*count)++ == 0 && what->n_args == 0) {
            fact_int(what, "row", (int64_t)r->row[i].number);
            CRIB_TRY(fact_text(what, "id", &r->s->complaints.text, r->row[first].m.name, n, err));
        }
        memcpy(name, r->row[i].m.name, n);
        memcpy(name + n, digits, (size_t)n_digits + 1);
        r->row[i].m.name = name;
    }
    return CRIB_OK;
}

/* Sort, with names made unique. A name made here may be another row's id:
 * then again; every round makes the names concerned longer. */
static int sort_rows(struct reader *r, struct crib_err *err)
{
    struct crib_fact what = fact("json-same-id");
    uint64_t count, repeats = 0;
    do {
        if (r->n)
            qsort(r->row, r->n, sizeof *r->row, by_name);
        CRIB_TRY(rename_repeats(r, &count, &what, err));
        repeats = repeats ? repeats : count;
    } while (count);
    if (!repeats)
        return CRIB_OK;
    fact_int(&what, "count", (int64_t)repeats);
    return complaints_add(&r->s->complaints, NOTE, NO_PLACE, what, err);
}

static int sum_up(struct reader *r, struct crib_err *err)
{
    struct complaints *c = &r->s->complaints;
    if (r->n_lost > COMPLAINTS_MOST)
        CRIB_TRY(complaints_add(c, LOST, NO_PLACE,
                                fact_with_int("json-more", "count", (int64_t)(r->n_lost - COMPLAINTS_MOST)), err));
    if (r->n_broken) {
        struct crib_fact what = fact("broken-encoding");
        fact_static(&what, "encoding", "UTF-8");
        fact_int(&what, "count", (int64_t)r->n_broken);
        CRIB_TRY(complaints_add(c, LOST, r->broken_at, what, err));
    }
    CRIB_TRY(sort_rows(r, err));
    if (r->n == 0)
        return CRIB_OK;
    struct member *m = mem_zero(r->n, sizeof *m);
    if (!m)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < r->n; i++)
        m[i] = r->row[i].m;
    r->s->member = m;
    r->s->n_member = r->n;
    r->n = 0;
    return CRIB_OK;
}

int jsonl_read(struct input *in, struct buf *have, size_t skip, const struct jsonl_options *o, struct source *s,
               struct crib_err *err)
{
    struct reader r = { .o = o, .s = s, .tok = new_tokener(true) };
    int rc = r.tok ? each_line(&r, in, have, skip, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = sum_up(&r, err);
    for (size_t i = 0; i < r.n; i++) {
        mem_free(r.row[i].m.text);
        mem_free(r.row[i].m.block);
    }
    mem_free(r.row);
    json_tokener_free(r.tok);
    return rc;
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
