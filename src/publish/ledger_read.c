/* SPDX-License-Identifier: MIT */
/* One JSON object a line, with json-c. Cuts are gathered until the record of
 * their file comes; the last record says that the ledger is whole. */
#include "publish/ledger_read.h"

#include <errno.h>
#include <stdio.h>

#include <json-c/json.h>

enum { DEPTH_MOST = 32 };

struct reader {
    struct json_tokener *tok;
    struct old_file file;   /* what has come of the next file */
    char *cuts_of;          /* the name that its cuts give */
    uint64_t line;
    bool begun, ended;
    old_file_fn *fn;
    void *arg;
};

static int broken(const struct reader *r, const char *what, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "ledger.jsonl, line %" PRIu64 ": %s", r->line, what);
}

static void file_done(struct reader *r)
{
    for (size_t i = 0; i < r->file.n_cut; i++)
        mem_free(r->file.cut[i].bytes);
    mem_free(r->file.cut);
    mem_free(r->file.name);
    mem_free(r->cuts_of);
    r->file = (struct old_file){ 0 };
    r->cuts_of = NULL;
}

/* --- values ------------------------------------------------------------------ */

static const char *text(struct json_object *o, const char *name, size_t *n)
{
    struct json_object *v;
    if (!json_object_object_get_ex(o, name, &v) || !json_object_is_type(v, json_type_string))
        return NULL;
    *n = (size_t)json_object_get_string_len(v);
    return json_object_get_string(v);
}

static bool number_of(struct json_object *v, uint64_t *out)
{
    if (!json_object_is_type(v, json_type_int) || json_object_get_int64(v) < 0)
        return false;
    *out = (uint64_t)json_object_get_int64(v);
    return true;
}

static bool number(struct json_object *o, const char *name, uint64_t *out)
{
    struct json_object *v;
    return json_object_object_get_ex(o, name, &v) && number_of(v, out);
}

static struct json_object *pair(struct json_object *o, const char *name)
{
    struct json_object *v;
    if (!json_object_object_get_ex(o, name, &v) || !json_object_is_type(v, json_type_array))
        return NULL;
    return json_object_array_length(v) == 2 ? v : NULL;
}

static bool numbers(struct json_object *o, const char *name, uint64_t *a, uint64_t *b)
{
    struct json_object *v = pair(o, name);
    return v && number_of(json_object_array_get_idx(v, 0), a) && number_of(json_object_array_get_idx(v, 1), b);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool hex32_at(struct json_object *v, size_t i, uint32_t *out)
{
    struct json_object *s = json_object_array_get_idx(v, i);
    if (!json_object_is_type(s, json_type_string) || json_object_get_string_len(s) != 8)
        return false;
    *out = 0;
    for (int k = 0; k < 8; k++) {
        int d = hex_digit(json_object_get_string(s)[k]);
        if (d < 0)
            return false;
        *out = *out << 4 | (uint32_t)d;
    }
    return true;
}

static bool truth(struct json_object *o, const char *name)
{
    struct json_object *v;
    return json_object_object_get_ex(o, name, &v) && json_object_is_type(v, json_type_boolean) &&
           json_object_get_boolean(v);
}

/* The name's bytes: in hex where they are no UTF-8. */
static int name_of(struct reader *r, struct json_object *o, char **out, struct crib_err *err)
{
    size_t n, n_hex = 0;
    const char *s = text(o, "file", &n), *hex = text(o, "file_bytes", &n_hex);
    if (!s || strlen(s) != n || (hex && n_hex % 2))
        return broken(r, "a file without a name", err);
    *out = mem_strndup(hex ? "" : s, hex ? 0 : n);
    if (hex && *out) {
        mem_free(*out);
        *out = mem_zero(n_hex / 2 + 1, 1);
    }
    if (!*out)
        return CRIB_NOMEM(err);
    for (size_t i = 0; hex && i < n_hex / 2; i++) {
        int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0 || high + low == 0)
            return broken(r, "a file's name is not in hex", err);
        (*out)[i] = (char)(high << 4 | low);
    }
    return CRIB_OK;
}

static int base64_value(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Decode into out[n]; false unless it is exactly n bytes. */
static bool from_base64(const char *s, size_t n_s, char *out, size_t n)
{
    size_t n_out = 0;
    if (n_s != (n + 2) / 3 * 4)
        return false;
    for (size_t i = 0; i < n_s; i += 4) {
        uint32_t w = 0;
        for (size_t k = 0; k < 4; k++) {
            size_t byte = n_out + k - (k > 0); /* the byte that digit k ends */
            int v = s[i + k] == '=' && k >= 2 && byte >= n ? 0 : base64_value(s[i + k]);
            if (v < 0)
                return false;
            w = w << 6 | (uint32_t)v;
        }
        for (int shift = 16; shift >= 0 && n_out < n; shift -= 8)
            out[n_out++] = (char)(w >> shift & 0xFF);
    }
    return n_out == n;
}

/* --- records -------------------------------------------------------------------- */

static int take_bytes(struct reader *r, struct json_object *o, struct old_cut *c, struct crib_err *err)
{
    size_t n, n_cut = (size_t)(c->end - c->beg);
    const char *s = text(o, "text", &n);
    bool plain = s != NULL;
    if (!plain)
        s = text(o, "base64", &n);
    if (!s || c->end < c->beg || (plain && n != n_cut) || n < n_cut)
        return broken(r, "a cut is not what its bytes say", err);
    c->bytes = plain ? mem_strndup(s, n) : mem_alloc(n_cut + 1);
    if (!c->bytes)
        return CRIB_NOMEM(err);
    return plain || from_base64(s, n, c->bytes, n_cut) ? CRIB_OK : broken(r, "bytes that are not in base64", err);
}

static int take_cut(struct reader *r, struct json_object *o, struct crib_err *err)
{
    struct old_file *f = &r->file;
    struct old_cut c = { 0 };
    char *name = NULL;
    int rc = name_of(r, o, &name, err);
    if (rc == CRIB_OK && r->cuts_of && strcmp(name, r->cuts_of) != 0)
        rc = broken(r, "cuts of two files are mixed", err);
    if (rc == CRIB_OK && (!numbers(o, "bytes", &c.beg, &c.end) || !number(o, "put", &c.n_put) ||
                          (f->n_cut && c.beg < f->cut[f->n_cut - 1].end)))
        rc = broken(r, "a cut without a place", err);
    if (rc == CRIB_OK)
        rc = take_bytes(r, o, &c, err);
    if (rc == CRIB_OK)
        rc = VEC_GROW(f->cut, f->n_cut, &f->cap_cut, 1, err);
    if (rc != CRIB_OK) {
        mem_free(c.bytes);
        mem_free(name);
        return rc;
    }
    f->cut[f->n_cut++] = c;
    mem_free(r->cuts_of);
    r->cuts_of = name;
    return CRIB_OK;
}

static int take_file(struct reader *r, struct json_object *o, struct crib_err *err)
{
    struct old_file *f = &r->file;
    struct json_object *crc = pair(o, "crc32");
    uint64_t n_cuts = 0;
    CRIB_TRY(name_of(r, o, &f->name, err));
    if (!numbers(o, "bytes", &f->n_in, &f->n_out) || !crc || !hex32_at(crc, 0, &f->crc_in) ||
        !hex32_at(crc, 1, &f->crc_out) || !number(o, "cuts", &n_cuts) || n_cuts != f->n_cut ||
        (r->cuts_of && strcmp(r->cuts_of, f->name) != 0))
        return broken(r, "a file's record is not whole", err);
    f->written = truth(o, "written");
    f->unread = truth(o, "unread");
    CRIB_TRY(r->fn(r->arg, f, err));
    file_done(r);
    return CRIB_OK;
}

static int take_record(struct reader *r, struct json_object *o, struct crib_err *err)
{
    size_t n;
    uint64_t schema = 0;
    const char *type = text(o, "type", &n);
    if (!type || (!r->begun && (strcmp(type, "dedup") != 0 || !number(o, "schema", &schema) || schema != 1)))
        return broken(r, "this is no ledger of crib dedup, schema 1", err);
    r->begun = true;
    r->ended = strcmp(type, "summary") == 0;
    if (strcmp(type, "cut") == 0)
        return take_cut(r, o, err);
    return strcmp(type, "file") == 0 ? take_file(r, o, err) : CRIB_OK;
}

static int take_line(struct reader *r, const char *line, size_t n, struct crib_err *err)
{
    r->line++;
    n -= n > 0 && line[n - 1] == '\n';
    if (n >= INT32_MAX)
        return broken(r, "too long", err);
    json_tokener_reset(r->tok);
    struct json_object *o = json_tokener_parse_ex(r->tok, line, (int)n);
    int rc = json_tokener_get_error(r->tok) == json_tokener_success && json_object_is_type(o, json_type_object)
                 ? take_record(r, o, err)
                 : broken(r, "no JSON object", err);
    json_object_put(o);
    return rc;
}

static int read_all(struct reader *r, FILE *in, struct crib_err *err)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int rc = CRIB_OK;
    while (rc == CRIB_OK && (errno = 0, n = getline(&line, &cap, in)) >= 0)
        rc = take_line(r, line, (size_t)n, err);
    int number_ = errno;
    free(line);
    if (rc == CRIB_OK && ferror(in))
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "ledger.jsonl: %s", strerror(number_));
    if (rc == CRIB_OK && (!r->ended || r->file.n_cut))
        rc = broken(r, "it ends too early", err);
    return rc;
}

int ledger_read(const char *path, old_file_fn *fn, void *arg, struct crib_err *err)
{
    struct reader r = { .fn = fn, .arg = arg };
    FILE *in = fopen(path, "re");
    if (!in)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.100s: %s", path, strerror(errno));
    r.tok = json_tokener_new_ex(DEPTH_MOST);
    int rc = r.tok ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        json_tokener_set_flags(r.tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
        rc = read_all(&r, in, err);
        json_tokener_free(r.tok);
    }
    file_done(&r);
    fclose(in);
    return rc;
}
