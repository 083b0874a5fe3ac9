/* SPDX-License-Identifier: MIT */
/* Letters without case and accents, by ICU's compatibility decomposition: its
 * first code point, in lower case. A mark is left out when its combining class
 * says that it stands above or below a letter (200 and more) or is a point of
 * Hebrew or Arabic (10 to 36); the vowel signs and viramas of Indic scripts
 * and Thai have others, and spell. */
#include "text/letters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "core/utf8.h"

static bool is_accent(UChar32 c)
{
    uint8_t class = u_getCombiningClass(c);
    return class >= 200 || (class >= 10 && class <= 36);
}

static uint32_t plain_letter(const UNormalizer2 *nfkd, UChar32 c)
{
    enum { PARTS = 24 }; /* no decomposition is longer than 18 */
    UChar parts[PARTS];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = unorm2_getDecomposition(nfkd, c, parts, PARTS, &e), i = 0;
    UChar32 first = c;
    if (U_SUCCESS(e) && n > 0)
        U16_NEXT(parts, i, n, first);
    return is_accent(first) ? 0 : (uint32_t)u_foldCase(first, U_FOLD_CASE_DEFAULT);
}

int letters_init(struct letters *l, struct crib_err *err)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&e);
    if (U_FAILURE(e))
        return CRIB_FAIL(err, CRIB_E_NOMEM, CRIB_NOWHERE, "ICU cannot decompose letters: %s", u_errorName(e));
    l->decomposer = nfkd;
    for (UChar32 c = 0; c < LETTERS_KNOWN; c++)
        l->plain[c] = (uint16_t)plain_letter(nfkd, c);
    return CRIB_OK;
}

uint32_t letters_of(const void *arg, const char *text, struct txt_span word, uint32_t *out, uint32_t most)
{
    const struct letters *l = arg;
    uint32_t n = 0;
    for (size_t i = word.beg; i < word.end && n < most;) {
        uint32_t c = utf8_next(text, word.end, &i);
        out[n] = c < LETTERS_KNOWN ? l->plain[c] : plain_letter(l->decomposer, (UChar32)c);
        n += out[n] != 0;
    }
    return n;
}
