/* SPDX-License-Identifier: MIT */
/* Readings by ICU's Han-Latin, which is opened only where a capital stands
 * against a Han character: it is large. */
#include "text/initials.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

static UTransliterator *reader_of(struct initials *in)
{
    static const UChar id[] = u"Han-Latin; Latin-ASCII";
    UErrorCode e = U_ZERO_ERROR;
    if (!in->reader && !in->failed) {
        in->reader = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
        in->failed = U_FAILURE(e) || !in->reader;
    }
    return in->failed ? NULL : in->reader;
}

bool initial_is(struct initials *in, uint32_t letter, uint32_t han)
{
    UChar text[32];
    int32_t n = 0, limit;
    UErrorCode e = U_ZERO_ERROR;
    UTransliterator *reader = reader_of(in);
    if (!reader || letter >= 0x80)
        return false;
    U16_APPEND_UNSAFE(text, n, han);
    limit = n;
    utrans_transUChars(reader, text, &n, COUNT_OF(text), 0, &limit, &e);
    return U_SUCCESS(e) && n > 0 && (text[0] | 0x20u) == (letter | 0x20u);
}

void initials_done(struct initials *in)
{
    if (in->reader)
        utrans_close(in->reader);
    *in = (struct initials){ 0 };
}
