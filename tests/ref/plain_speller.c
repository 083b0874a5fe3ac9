/* SPDX-License-Identifier: MIT */
/* Letters by text/letters. */
#include "ref/plain_speller.h"

#include "harness.h"
#include "text/letters.h"

const struct speller *plain_speller(void)
{
    static struct letters letters;
    static const struct speller speller = { letters_of, &letters };
    if (!letters.plain['a'])
        CHECK(letters_init(&letters, NULL) == CRIB_OK);
    return &speller;
}
