/* SPDX-License-Identifier: MIT */
/* Looking things up in a view, and the names of its enums' values. The arrays
 * are sorted by contract, so that a pair's passages are found by bisection
 * and no index is built. */
#include "report/view.h"

#include "core/search.h"
#include "core/utf8.h"

struct stretch view_bytes(const struct view *v, uint32_t doc, struct crib_span bytes)
{
    size_t n = 0;
    const char *text = v->text(v->text_arg, doc, &n);
    if (!text || bytes.beg >= bytes.end || bytes.beg >= n)
        return (struct stretch){ "", 0 };
    uint64_t end = bytes.end < n ? bytes.end : n;
    return (struct stretch){ text + bytes.beg, (size_t)(end - bytes.beg) };
}

/* More characters than are shown? So many bytes, of four at most to one, are. */
static bool is_long(struct stretch text)
{
    return text.n > EXCERPT_WHOLE && (text.n > 4 * (size_t)EXCERPT_WHOLE || utf8_count(text.s, text.n) > EXCERPT_WHOLE);
}

struct excerpt excerpt_of(struct stretch text)
{
    struct excerpt e = { text, { "", 0 } };
    if (!is_long(text))
        return e;
    size_t head = 0, tail = text.n;
    for (unsigned i = 0; i < EXCERPT_PART; i++) {
        utf8_next(text.s, text.n, &head);
        tail = utf8_prev(text.s, tail);
    }
    e.head.n = head;
    e.tail = (struct stretch){ text.s + tail, text.n - tail };
    return e;
}

static uint64_t key(uint32_t a, uint32_t b) { return (uint64_t)a << 32 | b; }

static const struct crib_pair *pair_at(const struct view *v, uint64_t want)
{
    size_t at;
    LOWER_BOUND(at, v->n_pairs, key(v->pair[at].a, v->pair[at].b) < want);
    return at < v->n_pairs && key(v->pair[at].a, v->pair[at].b) == want ? &v->pair[at] : NULL;
}

const struct crib_pair *view_pair(const struct view *v, uint32_t a, uint32_t b)
{
    const struct crib_pair *p = pair_at(v, key(a, b));
    return p ? p : pair_at(v, key(b, a));
}

/* First passage whose key is not below `want`. */
static size_t passage_bound(const struct view *v, uint64_t want)
{
    size_t at;
    LOWER_BOUND(at, v->n_passages, key(v->passage[at].a.doc, v->passage[at].b.doc) < want);
    return at;
}

const struct crib_passage *view_passages(const struct view *v, uint32_t a, uint32_t b, size_t *n)
{
    size_t first = passage_bound(v, key(a, b)), past = passage_bound(v, key(a, b) + 1);
    *n = past - first;
    return *n ? v->passage + first : NULL;
}

#define NAME_FROM(table, i) ((size_t)(i) < COUNT_OF(table) && table[i] ? table[i] : "unknown")

const char *name_of_encoding_from(enum crib_encoding_from from)
{
    static const char *const name[] = {
        [CRIB_ENC_DECLARED] = "declared", [CRIB_ENC_DETECTED] = "detected", [CRIB_ENC_GUESSED] = "guessed",
    };
    return NAME_FROM(name, from);
}

const char *name_of_role(enum crib_role role)
{
    static const char *const name[CRIB_N_ROLES] = {
        [CRIB_ROLE_PASSAGE] = "passage", [CRIB_ROLE_QUOTATION] = "quotation",
        [CRIB_ROLE_FORMULA] = "formula", [CRIB_ROLE_BOILERPLATE] = "boilerplate",
    };
    return NAME_FROM(name, role);
}

const char *name_of_class(enum crib_class klass)
{
    static const char *const name[CRIB_N_CLASSES] = {
        [CRIB_CLASS_VERBATIM] = "verbatim", [CRIB_CLASS_REDACTED] = "redacted",
        [CRIB_CLASS_RENUMBERED] = "renumbered", [CRIB_CLASS_EDITED] = "edited",
        [CRIB_CLASS_REORDERED] = "reordered", [CRIB_CLASS_SCRIPT] = "script-changed",
    };
    return NAME_FROM(name, klass);
}

const char *name_of_change(enum crib_change change)
{
    static const char *const name[CRIB_N_CHANGES] = {
        [CRIB_CHANGE_REDACTED] = "redacted", [CRIB_CHANGE_RENUMBERED] = "renumbered",
        [CRIB_CHANGE_REPLACED] = "replaced", [CRIB_CHANGE_INSERTED] = "inserted",
        [CRIB_CHANGE_DELETED] = "deleted", [CRIB_CHANGE_MOVED] = "moved",
        [CRIB_CHANGE_SCRIPT] = "script", [CRIB_CHANGE_WIDTH] = "width",
        [CRIB_CHANGE_CASE] = "case", [CRIB_CHANGE_PUNCTUATION] = "punctuation",
        [CRIB_CHANGE_HIDDEN] = "hidden", [CRIB_CHANGE_ACCENTS] = "accents",
    };
    return NAME_FROM(name, change);
}

const char *name_of_verdict(enum crib_verdict verdict)
{
    static const char *const name[] = {
        [CRIB_SHARES_PASSAGES] = "shares-passages", [CRIB_CONTAINED] = "contained",
        [CRIB_NEAR_DUPLICATE] = "near-duplicate", [CRIB_DUPLICATE] = "duplicate",
    };
    return NAME_FROM(name, verdict);
}

const char *name_of_mark(enum crib_mark_kind kind)
{
    static const char *const name[CRIB_N_MARKS] = {
        [CRIB_MARK_ADVERTISEMENT] = "advertisement", [CRIB_MARK_MARKER] = "marker",
        [CRIB_MARK_FURNITURE] = "furniture", [CRIB_MARK_SIGNATURE] = "signature",
        [CRIB_MARK_LIST] = "list",
    };
    return NAME_FROM(name, kind);
}

const char *name_of_level(enum crib_level level) { return level == CRIB_LOST ? "lost" : "note"; }

const char *name_of_flag(unsigned i)
{
    static const char *const name[] = { "zero-width", "bidi", "homoglyph" };
    static_assert(CRIB_FLAG_ZERO_WIDTH == 1 && CRIB_FLAG_BIDI == 2 && CRIB_FLAG_HOMOGLYPH == 4, "bit order");
    return i < COUNT_OF(name) ? name[i] : NULL;
}

bool view_is_whole(const struct view *v)
{
    bool whole = false;
    for (size_t i = 0; i < v->n_parameters && !whole; i++)
        whole = strcmp(v->parameter[i].code, "whole") == 0;
    return whole;
}
