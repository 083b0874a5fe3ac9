/* SPDX-License-Identifier: MIT */
/* The bytes are decoded once more, this time noting where each character came
 * from. Some encodings carry a state from one character to the next (escape
 * sequences); so the cut bytes are decoded too, and must say what the cut text
 * says: then no encoding needs a rule of its own. */
#include "source/splice.h"

#include <unicode/ustring.h>

#include "core/hash.h"
#include "core/utf8.h"
#include "source/charset.h"
#include "source/charset_decode.h"

uint64_t splice_hash_block(uint64_t h, const char *block, size_t n) { return hash_join(h, hash_bytes(block, n, n)); }

uint64_t splice_hash(const char *bytes, size_t n)
{
    uint64_t h = 0;
    for (size_t at = 0; at < n; at += SPLICE_BLOCK)
        h = splice_hash_block(h, bytes + at, min_size(n - at, SPLICE_BLOCK));
    return h;
}

/* Edges of the cuts, passed one by one as the text comes. */
struct edges {
    struct splice *cut;
    size_t n, i;   /* the next edge is cut i / 2's beginning or end */
};

static uint64_t next_edge(const struct edges *e)
{
    if (e->i == 2 * e->n)
        return UINT64_MAX;
    const struct splice *c = &e->cut[e->i / 2];
    return e->i % 2 ? c->text_end : c->text_beg;
}

/* The character at `text` came from `byte`. */
static void pass(struct edges *e, uint64_t text, uint64_t byte)
{
    while (next_edge(e) == text) {
        struct splice *c = &e->cut[e->i / 2];
        *(e->i % 2 ? &c->end : &c->beg) = byte;
        e->i++;
    }
}

static void place_utf8(const char *bytes, size_t n, struct edges *e)
{
    uint64_t text = 0;
    for (size_t i = 0; i < n;) {
        size_t at = i;
        bool ok = true;
        pass(e, text, at);
        utf8_next_checked(bytes, n, &i, &ok);
        text += ok ? i - at : 3; /* U+FFFD stands for what is broken */
    }
    pass(e, text, n);
}

static int place_decoded(const struct charset *cs, const char *bytes, size_t n, struct edges *e, struct crib_err *err)
{
    enum { STRETCH = 1024 };
    UChar unit[STRETCH];
    int64_t offset[STRETCH];
    struct decoder d;
    uint64_t text = 0;
    bool pair = false;
    int rc = decoder_init(&d, cs->name, bytes + cs->bom, n - cs->bom, err);
    for (size_t got; rc == CRIB_OK && (got = decoder_next_placed(&d, true, unit, offset, STRETCH)) > 0;)
        for (size_t i = 0; i < got; i++) {
            uint32_t c = unit[i];
            bool second = pair && U16_IS_TRAIL(c);
            if (!second && offset[i] >= 0)
                pass(e, text, (uint64_t)offset[i] + cs->bom);
            text += second ? 1 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3; /* 3 + 1 for a pair */
            pair = U16_IS_LEAD(c);
        }
    if (rc == CRIB_OK && d.failed)
        rc = CRIB_NOMEM(err);
    decoder_done(&d);
    pass(e, text, n);
    return rc;
}

/* put in the file's encoding; *ok: it can say it. */
static int encode_put(const struct charset *cs, struct splice *c, struct arena *a, bool *ok, struct crib_err *err)
{
    enum { MOST = 256 };
    UChar wide[MOST];
    char bytes[4 * MOST];
    int32_t n_wide, n;
    UErrorCode status = U_ZERO_ERROR;
    c->bytes = c->put;
    c->n_bytes = c->n_put;
    if (!c->put || strcmp(cs->name, "UTF-8") == 0)
        return CRIB_OK;
    u_strFromUTF8(wide, MOST, &n_wide, c->put, (int32_t)c->n_put, &status);
    UConverter *to = ucnv_open(cs->name, &status);
    n = U_SUCCESS(status) ? ucnv_fromUChars(to, bytes, sizeof bytes, wide, n_wide, &status) : 0;
    ucnv_close(to);
    *ok &= U_SUCCESS(status) && n > 0;
    c->n_bytes = U_SUCCESS(status) ? (size_t)n : 0;
    c->bytes = arena_strndup(a, bytes, c->n_bytes);
    return c->bytes ? CRIB_OK : CRIB_NOMEM(err);
}

/* s with the cuts, by text or by bytes. */
static int cut_out(const char *s, size_t n, const struct splice *cut, size_t n_cut, bool text, struct buf *out,
                   struct crib_err *err)
{
    size_t at = 0;
    for (size_t i = 0; i < n_cut; i++) {
        const struct splice *c = &cut[i];
        CRIB_TRY(buf_add(out, s + at, (text ? c->text_beg : c->beg) - at, err));
        if (c->put)
            CRIB_TRY(buf_add(out, text ? c->put : c->bytes, text ? c->n_put : c->n_bytes, err));
        at = text ? c->text_end : c->end;
    }
    return buf_add(out, s + at, n - at, err);
}

static bool in_order(const struct splice *cut, size_t n_cut, size_t n)
{
    uint64_t at = 0;
    for (size_t i = 0; i < n_cut; at = cut[i++].end)
        if (cut[i].beg < at || cut[i].end < cut[i].beg)
            return false;
    return at <= n;
}

/* Do the cut bytes say what the cut text says? */
static int reads_back(const struct charset *cs, const struct buf *bytes, const char *text, size_t n_text,
                      const struct splice *cut, size_t n_cut, bool *same, struct crib_err *err)
{
    struct buf now, wanted;
    uint64_t n_broken, at;
    buf_init(&now, SIZE_MAX / 2);
    buf_init(&wanted, SIZE_MAX / 2);
    int rc = cut_out(bytes->p, bytes->n, cut, n_cut, false, &now, err);
    if (rc == CRIB_OK)
        rc = charset_to_utf8(cs, &now, &n_broken, &at, err);
    if (rc == CRIB_OK)
        rc = cut_out(text, n_text, cut, n_cut, true, &wanted, err);
    *same = rc == CRIB_OK && now.n == wanted.n && (now.n == 0 || memcmp(now.p, wanted.p, now.n) == 0);
    buf_done(&now);
    buf_done(&wanted);
    return rc;
}

static int read_again(const struct source_entry *e, struct buf *bytes, bool *ok, struct crib_err *err)
{
    struct input in = { .fd = -1 };
    int trouble = 0;
    const char *kind = NULL;
    if (e->memory)
        input_memory(&in, e->memory, e->n_memory);
    else
        input_open(&in, e->path, &trouble, &kind);
    int rc = trouble || kind ? CRIB_OK : input_read(&in, SIZE_MAX, bytes, err);
    *ok = !trouble && !kind && !in.failed;
    input_done(&in);
    if (rc == CRIB_E_LIMIT)
        *ok = false;
    return rc == CRIB_E_LIMIT ? CRIB_OK : rc;
}

static int place_all(const struct charset *cs, const struct buf *bytes, const char *text, size_t n_text,
                     struct splice *cut, size_t n, struct arena *a, enum splice_outcome *how, struct crib_err *err)
{
    struct edges e = { cut, n, 0 };
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        if (cut[i].hashed &&
            (cut[i].text_end > n_text ||
             hash_bytes(text + cut[i].text_beg, cut[i].text_end - cut[i].text_beg, 0) != cut[i].text_hash))
            return CRIB_OK; /* SPLICE_CHANGED */
    if (strcmp(cs->name, "UTF-8") == 0)
        place_utf8(bytes->p, bytes->n, &e);
    else
        CRIB_TRY(place_decoded(cs, bytes->p, bytes->n, &e, err));
    for (size_t i = 0; i < n; i++)
        CRIB_TRY(encode_put(cs, &cut[i], a, &ok, err));
    ok &= e.i == 2 * n && in_order(cut, n, bytes->n);
    if (ok)
        CRIB_TRY(reads_back(cs, bytes, text, n_text, cut, n, &ok, err));
    *how = ok ? SPLICE_PLACED : SPLICE_CANNOT;
    return CRIB_OK;
}

int splice_place(const struct source_entry *e, const struct source_options *o, const char *text, size_t n_text,
                 struct splice *cut, size_t n, struct arena *a, uint64_t *n_bytes, uint64_t *hash,
                 enum splice_outcome *how, struct crib_err *err)
{
    struct buf bytes, decoded;
    struct charset cs;
    bool ok = true, binary;
    uint64_t n_broken, at;
    *how = SPLICE_CHANGED;
    buf_init(&bytes, TXT_MOST);
    buf_init(&decoded, TXT_MOST);
    int rc = read_again(e, &bytes, &ok, err);
    if (rc == CRIB_OK && ok)
        rc = charset_find(bytes.p, bytes.n, o->encoding, &cs, &binary, err);
    if (rc == CRIB_OK && ok)
        rc = buf_add(&decoded, bytes.p, bytes.n, err);
    if (rc == CRIB_OK && ok)
        rc = charset_to_utf8(&cs, &decoded, &n_broken, &at, err);
    *n_bytes = bytes.n;
    *hash = splice_hash(bytes.p, bytes.n);
    bool same = rc == CRIB_OK && ok;
    if (same && text)
        same = decoded.n == n_text && (n_text == 0 || memcmp(decoded.p, text, n_text) == 0);
    if (same)
        rc = place_all(&cs, &bytes, decoded.p, decoded.n, cut, n, a, how, err);
    buf_done(&bytes);
    buf_done(&decoded);
    return rc;
}
