/* SPDX-License-Identifier: MIT */
/* The share of common characters.
 *
 * Byte statistics need hundreds of characters to tell GB18030 from Big5; the
 * characters themselves need ten: in running Chinese some nine of ten are
 * among the 1,700 most common, but taken for the wrong encoding the same
 * bytes give those in three cases of ten or fewer.
 *
 * In the encodings that contain ASCII, ASCII and punctuation are the same in
 * all candidates and do not count. In UTF-16 and UTF-32 every character
 * counts, and the letters of all alphabets are common: the wrong byte order
 * turns them into rare Chinese. */
#include "source/charset_score.h"

#include "source/charset_common.h"
#include "source/charset_decode.h"
#include "source/kind.h"

static const struct candidate {
    const char *name;
    bool wide;
} candidates[] = {
    { "GB18030", false }, { "Big5", false },      { "UTF-16LE", true }, { "UTF-16BE", true }, { "windows-949", false },
    { "EUC-JP", false },  { "Shift_JIS", false }, { "UTF-32LE", true }, { "UTF-32BE", true },
};

struct tally {
    uint64_t common, counted, odd;
};

static bool is_punctuation(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2027) || (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF5E) || c == 0xB7;
}

static bool is_letter_beyond_ascii(uint32_t c)
{
    return (c >= 0xA0 && c <= 0x10FF) || (c >= 0x1E00 && c <= 0x1FFF);
}

static bool is_common(uint32_t c)
{
    size_t n;
    if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC))
        return true;
    const char16_t *list = c >= 0xAC00 ? charset_common_hangul(&n) : charset_common_han(&n);
    return charset_is_listed(list, n, c);
}

static bool is_odd_control(uint32_t c)
{
    char byte = (char)c;
    return c < 0x80 ? count_odd_controls(&byte, 1, NULL) > 0 : c < 0xA0;
}

static void count(struct tally *t, uint32_t c, bool wide)
{
    bool shared = c < 0x80 || is_punctuation(c);
    if (!wide && shared)
        return;
    bool odd = wide && is_odd_control(c);
    t->odd += odd;
    t->counted++;
    t->common += is_common(c) || (wide && !odd && (shared || is_letter_beyond_ascii(c)));
}

/* The sample's tally in one encoding. Characters beyond the BMP count as the
 * two units they are: neither is common. */
static int tally(const struct candidate *cand, const char *bytes, size_t n, bool last, struct tally *t,
                 struct crib_err *err)
{
    struct decoder d;
    UChar unit[1024];
    size_t got;
    int rc = decoder_init(&d, cand->name, bytes, n, err);
    while (rc == CRIB_OK && (got = decoder_next(&d, last, unit, COUNT_OF(unit))) > 0)
        for (size_t i = 0; i < got; i++)
            count(t, unit[i], cand->wide);
    if (rc == CRIB_OK && d.failed)
        rc = CRIB_NOMEM(err);
    decoder_done(&d);
    return rc;
}

/* Where the sample begins: at the first byte that ASCII text does not have,
 * rounded down so that UTF-32 stays in step. */
static size_t sample_begin(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0x80 || is_odd_control(c))
            return i / 4 * 4;
    }
    return 0;
}

int charset_best_share(const char *bytes, size_t n, bool wide_only, const char **name, uint32_t *share,
                       struct crib_err *err)
{
    size_t beg = sample_begin(bytes, n), len = min_size(n - beg, SCORE_SAMPLE);
    *name = NULL;
    *share = 0;
    for (size_t i = 0; i < COUNT_OF(candidates); i++) {
        const struct candidate *cand = &candidates[i];
        struct tally t = { 0 };
        if (wide_only && !cand->wide)
            continue;
        CRIB_TRY(tally(cand, bytes + beg, len, beg + len == n, &t, err));
        if (t.counted == 0 || (t.odd && too_many_controls(t.odd, t.counted)))
            continue;
        uint32_t s = (uint32_t)(t.common * 10000 / t.counted);
        if (s > *share) {
            *share = s;
            *name = cand->name;
        }
    }
    return CRIB_OK;
}
