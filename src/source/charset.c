/* SPDX-License-Identifier: MIT */
/* The cascade. Each step speaks only when it can be sure of itself; the last
 * ones guess, and say how sure they are. */
#include "source/charset.h"

#include <unicode/ucsdet.h>

#include "core/utf8.h"
#include "source/charset_decode.h"
#include "source/charset_score.h"
#include "source/kind.h"

/* Right decodings score .6 to .95, wrong ones under .35. */
enum { SURE_SHARE = 5000 };

/* What a look at bytes as UTF-8 shows. */
struct survey {
    uint64_t n_multi;     /* well-formed sequences beyond ASCII */
    uint64_t n_broken;
    size_t n_odd;         /* controls that text does not have */
};

static bool eight_plain(const char *p)
{
    const uint64_t high = 0x8080808080808080u, space = 0x2020202020202020u, ones = 0x0101010101010101u;
    uint64_t w;
    memcpy(&w, p, sizeof w);
    /* No byte has its high bit, none is under 0x20, none is DEL. */
    return ((w | (w - space) | (w + ones)) & high) == 0;
}

static struct survey look(const char *s, size_t n)
{
    struct survey v = { 0 };
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i];
        if (n - i >= 8 && eight_plain(s + i)) {
            i += 8;
        } else if (c < 0x80) {
            v.n_odd += (c < 0x20 || c == 0x7F) && count_odd_controls(s + i, 1, NULL);
            i++;
        } else if (c >= 0xE1 && c <= 0xEC && n - i >= 3 && ((unsigned char)s[i + 1] & 0xC0) == 0x80 &&
                   ((unsigned char)s[i + 2] & 0xC0) == 0x80) {
            v.n_multi++;
            i += 3;
        } else {
            bool ok = true;
            utf8_next_checked(s, n, &i, &ok);
            v.n_multi += ok;
            v.n_broken += !ok;
        }
    }
    return v;
}

static bool from_bom(const char *bytes, size_t n, struct charset *found)
{
    /* The mark of UTF-32LE begins with that of UTF-16LE: longest first. */
    static const struct { const char *mark; uint8_t n; const char *name; bool text; } marks[] = {
        { "\xFF\xFE\0\0", 4, "UTF-32LE", false },   { "\0\0\xFE\xFF", 4, "UTF-32BE", false },
        { "\x84\x31\x95\x33", 4, "GB18030", false }, { "\xEF\xBB\xBF", 3, "UTF-8", true },
        { "\xFF\xFE", 2, "UTF-16LE", false },        { "\xFE\xFF", 2, "UTF-16BE", false },
    };
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (n < marks[i].n || memcmp(bytes, marks[i].mark, marks[i].n) != 0)
            continue;
        *found = (struct charset){ marks[i].name, CHARSET_DETECTED, 10000, marks[i].text ? 0 : marks[i].n };
        return true;
    }
    return false;
}

/* One name for each encoding, static; NULL for a label nobody knows. What
 * calls itself gb2312 or gbk has characters beyond that often enough, and
 * GB18030 contains both; so with the others here. */
static const char *canonical(const char *label)
{
    static const char *const wider[][2] = {
        { "GB2312", "GB18030" }, { "GBK", "GB18030" },        { "GB_2312-80", "GB18030" },
        { "US-ASCII", "UTF-8" }, { "EUC-KR", "windows-949" },
    };
    UErrorCode status = U_ZERO_ERROR;
    const char *name = ucnv_getStandardName(label, "MIME", &status);
    if (!name || U_FAILURE(status)) {
        status = U_ZERO_ERROR;
        name = ucnv_getStandardName(label, "IANA", &status);
    }
    if (!name || U_FAILURE(status)) {
        status = U_ZERO_ERROR;
        name = ucnv_getAlias(label, 0, &status);
    }
    if (!name || U_FAILURE(status))
        return NULL;
    for (size_t i = 0; i < COUNT_OF(wider); i++)
        if (strcmp(name, wider[i][0]) == 0)
            return wider[i][1];
    return name;
}

bool charset_known(const char *label)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *name = canonical(label);
    UConverter *c = name ? ucnv_open(name, &status) : NULL;
    ucnv_close(c);
    return name && U_SUCCESS(status);
}

static int from_label(const char *bytes, size_t n, const char *label, struct charset *found, struct crib_err *err)
{
    if (!charset_known(label))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "unknown encoding '%s'", label);
    *found = (struct charset){ canonical(label), CHARSET_DECLARED, 10000, 0 };
    if (strcmp(found->name, "UTF-16") != 0 && strcmp(found->name, "UTF-32") != 0)
        return CRIB_OK;
    /* The byte order is left open, and no mark tells it. */
    const char *name;
    uint32_t share;
    CRIB_TRY(charset_best_share(bytes, n, true, &name, &share, err));
    bool little = name && strstr(name, "LE");
    if (strcmp(found->name, "UTF-16") == 0)
        found->name = little ? "UTF-16LE" : "UTF-16BE";
    else
        found->name = little ? "UTF-32LE" : "UTF-32BE";
    return CRIB_OK;
}

/* ICU's best match; name is NULL when it has none that can be decoded. */
static int from_icu(const char *bytes, size_t n, struct charset *found, struct crib_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    *found = (struct charset){ NULL, CHARSET_GUESSED, 0, 0 };
    ucsdet_setText(detector, bytes, (int32_t)min_size(n, SCORE_SAMPLE), &status);
    const UCharsetMatch *match = ucsdet_detect(detector, &status);
    if (match && U_SUCCESS(status)) {
        const char *name = ucsdet_getName(match, &status);
        int32_t confidence = ucsdet_getConfidence(match, &status);
        if (U_SUCCESS(status) && charset_known(name)) {
            found->name = canonical(name);
            found->confidence = (uint32_t)confidence * 100;
        }
    }
    ucsdet_close(detector);
    return status == U_MEMORY_ALLOCATION_ERROR ? CRIB_NOMEM(err) : CRIB_OK;
}

/* ASCII with escape sequences that switch character sets. */
static bool is_iso_2022(const char *bytes, size_t n)
{
    return memmem(bytes, n, "\x1B$", 2) != NULL;
}

static bool from_survey(const struct survey *v, struct charset *found)
{
    if (v->n_broken && v->n_multi / 4 < v->n_broken)
        return false;
    bool nearly_clean = v->n_broken == 0 || v->n_broken * 1000 < v->n_multi;
    uint64_t all = v->n_multi + v->n_broken;
    *found = (struct charset){ "UTF-8", nearly_clean ? CHARSET_DETECTED : CHARSET_GUESSED,
                               all ? (uint32_t)(v->n_multi * 10000 / all) : 10000, 0 };
    return true;
}

int charset_find(const char *bytes, size_t n, const char *declared, struct charset *found, bool *binary,
                 struct crib_err *err)
{
    *binary = false;
    if (from_bom(bytes, n, found))
        return CRIB_OK;
    if (declared)
        return from_label(bytes, n, declared, found, err);
    struct survey v = look(bytes, n);
    bool text = !too_many_controls(v.n_odd, n);
    if (text && v.n_broken == 0 && v.n_multi == 0 && is_iso_2022(bytes, n)) {
        CRIB_TRY(from_icu(bytes, n, found, err));
        if (found->name && strncmp(found->name, "ISO-2022", 8) == 0)
            return CRIB_OK;
    }
    if (text && from_survey(&v, found))
        return CRIB_OK;

    struct charset best = { .from = CHARSET_GUESSED };
    CRIB_TRY(charset_best_share(bytes, n, !text, &best.name, &best.confidence, err));
    if (best.name && best.confidence >= SURE_SHARE) {
        *found = best;
        return CRIB_OK;
    }
    if (!text) {
        *binary = true;
        *found = (struct charset){ "binary", CHARSET_DETECTED, 10000, 0 };
        return CRIB_OK;
    }
    CRIB_TRY(from_icu(bytes, n, found, err));
    if (best.name && best.confidence > found->confidence)
        *found = best;
    if (!found->name)
        found->name = "windows-1252"; /* defined for every byte: nothing is lost */
    return CRIB_OK;
}

static int repair_utf8(struct buf *b, uint64_t *n_broken, uint64_t *first_at, struct crib_err *err)
{
    size_t first = 0, done = 0;
    *n_broken = utf8_broken(b->p, b->n, &first);
    *first_at = first;
    if (*n_broken == 0)
        return CRIB_OK;
    struct buf out;
    buf_init(&out, b->limit);
    int rc = CRIB_OK;
    for (size_t i = first; rc == CRIB_OK && i < b->n;) {
        size_t at = i;
        bool ok = true;
        utf8_next_checked(b->p, b->n, &i, &ok);
        if (ok)
            continue;
        rc = buf_add(&out, b->p + done, at - done, err);
        if (rc == CRIB_OK)
            rc = buf_code_point(&out, UTF8_BAD, err);
        done = i;
    }
    if (rc == CRIB_OK)
        rc = buf_add(&out, b->p + done, b->n - done, err);
    buf_done(rc == CRIB_OK ? b : &out);
    if (rc == CRIB_OK)
        *b = out;
    return rc;
}

/* Append UTF-16 as UTF-8. A pair may be cut by the end of a stretch: its
 * first half waits in *lead. ICU gives no halves otherwise. */
static int add_utf16(struct buf *out, const UChar *unit, size_t n, uint32_t *lead, struct crib_err *err)
{
    CRIB_TRY(buf_room(out, 3 * n + 4, err));
    for (size_t i = 0; i < n; i++) {
        uint32_t c = unit[i];
        if (*lead && c >= 0xDC00 && c <= 0xDFFF)
            c = 0x10000 + ((*lead - 0xD800) << 10) + (c - 0xDC00);
        *lead = 0;
        if (c >= 0xD800 && c <= 0xDBFF)
            *lead = c;
        else
            out->n += utf8_encode(c, out->p + out->n);
    }
    return CRIB_OK;
}

static int decode(const struct charset *cs, struct buf *b, struct buf *out, struct decoder *d, struct crib_err *err)
{
    enum { STRETCH = 4096 };
    UChar unit[STRETCH];
    uint32_t lead = 0;
    size_t got;
    CRIB_TRY(decoder_init(d, cs->name, b->p + cs->bom, b->n - cs->bom, err));
    while ((got = decoder_next(d, true, unit, STRETCH)) > 0)
        CRIB_TRY(add_utf16(out, unit, got, &lead, err));
    return d->failed ? CRIB_NOMEM(err) : CRIB_OK;
}

int charset_to_utf8(const struct charset *cs, struct buf *b, uint64_t *n_broken, uint64_t *first_at,
                    struct crib_err *err)
{
    if (strcmp(cs->name, "UTF-8") == 0)
        return repair_utf8(b, n_broken, first_at, err);
    struct buf out;
    struct decoder d = { 0 };
    buf_init(&out, b->limit);
    int rc = decode(cs, b, &out, &d, err);
    *n_broken = d.n_broken;
    *first_at = d.n_broken ? d.first_at + cs->bom : 0;
    decoder_done(&d);
    buf_done(rc == CRIB_OK ? b : &out);
    if (rc == CRIB_OK)
        *b = out;
    return rc;
}
