/* SPDX-License-Identifier: MIT */
/* Folding by ICU's normalizer, then by the table, which maps a folded
 * character to itself or to the representative of its variants. */
#include "core/base.h"

#include <unicode/unorm2.h>

#include "core/utf8.h"
#include "text/fold_slow.h"
#include "text/fold_table.h"

int fold_slow(const char *s, size_t n, uint32_t *out, size_t *n_out, struct crib_err *err)
{
    UChar in[2 * TOKEN_MOST], folded[FOLD_SLOW_MOST];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n_in = 0;
    size_t i = 0, k = 0;
    for (unsigned count = 0; i < n && count < TOKEN_MOST; count++) {
        uint32_t c = utf8_next(s, n, &i);
        if ((fold_entry_of(c) & FOLD_CLASS) == FOLD_IGNORE) /* ICU keeps controls, which would part what composes */
            continue;
        U16_APPEND_UNSAFE(in, n_in, c);
    }
    const UNormalizer2 *nfkc_cf = unorm2_getNFKCCasefoldInstance(&e);
    int32_t len = unorm2_normalize(nfkc_cf, in, n_in, folded, FOLD_SLOW_MOST, &e);
    if (U_FAILURE(e))
        return CRIB_FAIL(err, CRIB_E_NOMEM, CRIB_NOWHERE, "ICU cannot fold a character: %s", u_errorName(e));
    for (int32_t j = 0; j < len;) {
        UChar32 c;
        U16_NEXT(folded, j, len, c);
        uint32_t entry = fold_entry_of((uint32_t)c);
        out[k++] = entry & FOLD_SEVERAL ? (uint32_t)c : fold_entry_to((uint32_t)c, entry);
    }
    *n_out = k;
    return CRIB_OK;
}
