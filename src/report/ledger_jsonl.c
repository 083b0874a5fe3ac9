/* SPDX-License-Identifier: MIT */
/* ledger.jsonl: for machines, and for getting everything back. No language in
 * here. The shapes stand in ledger.h. */
#include "report/ledger.h"

#include "core/mem.h"
#include "core/utf8.h"
#include "report/json_keys.h"

static void key_bool(struct out *o, const char *name, bool v)
{
    key(o, name);
    out_str(o, v ? "true" : "false");
}

static void two(struct out *o, uint64_t a, uint64_t b) { json_span(o, (struct crib_span){ a, b }); }

/* --- documents ----------------------------------------------------------- */

static void source_of(const struct crib_source *s, struct out *o)
{
    key_string(o, "source", s->name);
    if (s->name_bytes)
        key_string(o, "source_bytes", s->name_bytes);
}

static void document_keys(const struct view *v, uint32_t doc, struct out *o)
{
    const struct crib_document *d = &v->document[doc];
    out_str(o, "\"doc\":");
    json_id(o, d->id);
    source_of(&v->source[d->source], o);
    key_string(o, "member", d->member);
    key_u64(o, "ordinal", d->ordinal);
    key_string(o, "title", d->title);
    key(o, "lines");
    two(o, d->lines.first, d->lines.last);
    key(o, "chars");
    json_span(o, d->chars);
}

static void key_document(const struct view *v, const char *name, uint32_t doc, struct out *o)
{
    key(o, name);
    if (doc == CRIB_NONE) {
        out_str(o, "null");
        return;
    }
    out_char(o, '{');
    document_keys(v, doc, o);
    out_char(o, '}');
}

static void key_excerpt(const char *name, struct stretch text, struct out *o)
{
    struct excerpt e = excerpt_of(text);
    key(o, name);
    out_char(o, '"');
    json_chars(o, e.head);
    if (e.tail.n > 0)
        out_str(o, "…");
    json_chars(o, e.tail);
    out_char(o, '"');
}

static void substitutions(const struct view *v, const struct crib_removal *r, const char *here, const char *there,
                          struct out *o)
{
    size_t n;
    struct folded *f = ledger_fold(v, r, &n);
    if (!f)
        out_fail(o, CRIB_NOMEM(o->err));
    key(o, "substitutions");
    out_char(o, '[');
    for (size_t i = 0; i < n && !out_failed(o); i++) {
        out_str(o, i ? ",{\"part\":" : "{\"part\":");
        json_string(o, name_of_part(f[i].difference.part));
        key_string(o, "kind", name_of_change(f[i].difference.kind));
        key_bool(o, "decides", f[i].difference.decides);
        key_excerpt(here, f[i].here, o);
        key_excerpt(there, f[i].there, o);
        key_u64(o, "count", f[i].count);
        out_char(o, '}');
    }
    out_char(o, ']');
    mem_free(f);
}

static void record(const struct view *v, const struct crib_removal *r, bool removed, struct out *o)
{
    begin(o, removed ? "removed" : "undecided");
    out_char(o, ',');
    document_keys(v, r->doc, o);
    key_document(v, removed ? "kept" : "beside", r->keep, o);
    if (removed)
        key_document(v, "via", r->via, o);
    key_string(o, "verdict", name_of_verdict(r->verdict));
    key(o, "similarity");
    out_ratio(o, r->longer - r->distance, r->longer);
    key(o, "resemblance");
    out_ratio(o, r->matched, r->units_doc + r->units_keep - r->matched);
    key(o, "containment");
    out_char(o, '[');
    out_ratio(o, r->matched, r->units_doc);
    out_char(o, ',');
    out_ratio(o, r->matched, r->units_keep);
    out_char(o, ']');
    if (removed)
        key_bool(o, "fuller", r->fuller);
    key(o, "why");
    json_fact(o, &r->why);
    substitutions(v, r, removed ? "removed" : "this", removed ? "kept" : "beside", o);
    end(o);
}

void ledger_jsonl_head(const crib_dedup *d, const struct view *v, struct out *o)
{
    struct crib_dedup_options options = crib_dedup_options_of(d);
    begin(o, "dedup");
    key_u64(o, "schema", 1);
    key_string(o, "version", CRIB_VERSION);
    key(o, "parameters");
    out_char(o, '{');
    for (size_t i = 0; i < v->n_parameters; i++) {
        struct crib_arg named = v->parameter[i].arg[0];
        named.name = v->parameter[i].code;
        if (i > 0)
            out_char(o, ',');
        json_argument(o, &named);
    }
    out_char(o, '}');
    key_string(o, "remove", name_of_remove(options.remove));
    key(o, "strip");
    out_str(o, options.strip & CRIB_STRIP_ADVERTISEMENTS
                   ? options.strip & CRIB_STRIP_MARKERS ? "[\"advertisements\",\"markers\"]" : "[\"advertisements\"]"
                   : options.strip & CRIB_STRIP_MARKERS ? "[\"markers\"]" : "[]");
    end(o);
    for (size_t i = 0; i < crib_dedup_n_removed(d) && !out_failed(o); i++)
        record(v, &crib_dedup_removed(d)[i], true, o);
    for (size_t i = 0; i < crib_dedup_n_undecided(d) && !out_failed(o); i++)
        record(v, &crib_dedup_undecided(d)[i], false, o);
}

/* --- files ---------------------------------------------------------------- */

static void hex_of(const char *s, struct out *o)
{
    out_char(o, '"');
    for (; *s; s++) {
        out_char(o, "0123456789abcdef"[(unsigned char)*s >> 4]);
        out_char(o, "0123456789abcdef"[(unsigned char)*s & 15]);
    }
    out_char(o, '"');
}

static void key_file(const struct crib_dedup_file *f, struct out *o)
{
    key_string(o, "file", f->name);
    if (utf8_broken(f->name, strlen(f->name), NULL) == 0)
        return;
    key(o, "file_bytes");
    hex_of(f->name, o);
}

static void base64(const char *s, size_t n, struct out *o)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = (const unsigned char *)s;
    for (size_t i = 0; i < n && !out_failed(o); i += 3) {
        uint32_t w = (uint32_t)p[i] << 16 | (i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);
        char four[4] = { digit[w >> 18], digit[w >> 12 & 63], i + 1 < n ? digit[w >> 6 & 63] : '=',
                         i + 2 < n ? digit[w & 63] : '=' };
        out_bytes(o, four, 4);
    }
}

/* As text when the file is in UTF-8 and they are whole, else in base64. */
static void key_bytes(const char *text, const char *coded, bool utf8, const char *s, size_t n, struct out *o)
{
    bool whole = utf8 && utf8_broken(s, n, NULL) == 0;
    key(o, whole ? text : coded);
    out_char(o, '"');
    if (whole)
        json_chars(o, (struct stretch){ s, n });
    else
        base64(s, n, o);
    out_char(o, '"');
}

void ledger_jsonl_cut(const crib_dedup *d, const struct view *v, size_t cut, const char *bytes, size_t n, struct out *o)
{
    const struct crib_cut *c = &crib_dedup_cuts(d)[cut];
    begin(o, "cut");
    key_file(&crib_dedup_files(d)[c->file], o);
    key(o, "bytes");
    json_span(o, c->bytes);
    key_u64(o, "chars", c->chars);
    key_string(o, "what", name_of_cut(c->kind));
    key(o, "doc");
    if (c->doc == CRIB_NONE)
        out_str(o, "null");
    else
        json_id(o, v->document[c->doc].id);
    key_u64(o, "put", c->n_put);
    bool utf8 = strcmp(v->source[crib_dedup_files(d)[c->file].source].encoding, "UTF-8") == 0;
    if (c->n_put)
        key_bytes("put_text", "put_base64", utf8, c->put, c->n_put, o);
    key_bytes("text", "base64", utf8, bytes, n, o);
    end(o);
}

static void hex32(uint32_t v, struct out *o)
{
    out_char(o, '"');
    for (int shift = 28; shift >= 0; shift -= 4)
        out_char(o, "0123456789abcdef"[v >> shift & 15]);
    out_char(o, '"');
}

void ledger_jsonl_file(const crib_dedup *d, const struct view *v, size_t file, const struct ledger_file *f,
                       struct out *o)
{
    const struct crib_dedup_file *to = &crib_dedup_files(d)[file];
    const struct crib_source *s = &v->source[to->source];
    begin(o, "file");
    key_file(to, o);
    source_of(s, o);
    key_string(o, "encoding", s->encoding);
    key_bool(o, "written", !to->gone && !to->unread);
    if (to->unread)
        key_bool(o, "unread", true);
    key_u64(o, "cuts", to->n_cuts);
    key(o, "bytes");
    two(o, f->n_in, f->n_out);
    key(o, "crc32");
    out_char(o, '[');
    hex32(f->crc_in, o);
    out_char(o, ',');
    hex32(f->crc_out, o);
    out_char(o, ']');
    end(o);
}

void ledger_jsonl_end(const crib_dedup *d, const struct view *v, struct out *o)
{
    uint64_t chars[CRIB_N_CUTS + 1];
    for (size_t i = 0; i < v->n_complaints; i++) {
        const struct crib_complaint *c = &v->complaint[i];
        begin(o, "complaint");
        key_string(o, "level", name_of_level(c->level));
        key_string(o, "source", c->source);
        key(o, "at");
        if (c->at == UINT64_MAX)
            out_str(o, "null");
        else
            out_u64(o, c->at);
        key(o, "what");
        json_fact(o, &c->what);
        end(o);
    }
    ledger_chars(d, chars);
    begin(o, "summary");
    key_u64(o, "files", crib_dedup_n_files(d));
    key_u64(o, "documents", v->n_documents);
    key_u64(o, "removed", crib_dedup_n_removed(d));
    key_u64(o, "undecided", crib_dedup_n_undecided(d));
    out_str(o, ",\"chars\":{\"read\":");
    out_u64(o, crib_dedup_chars_read(d));
    key_u64(o, "left", crib_dedup_chars_left(d));
    key_u64(o, "put", chars[CRIB_N_CUTS]);
    for (int kind = 0; kind < CRIB_N_CUTS; kind++)
        key_u64(o, name_of_cut((enum crib_cut_kind)kind), chars[kind]);
    out_char(o, '}');
    end(o);
}
