/* SPDX-License-Identifier: MIT */
/* Which encoding bytes are in, and what they say in UTF-8. */
#ifndef CRIB_SOURCE_CHARSET_H
#define CRIB_SOURCE_CHARSET_H

#include "core/buf.h"

enum charset_from { CHARSET_DECLARED, CHARSET_DETECTED, CHARSET_GUESSED };

struct charset {
    const char *name;    /* static: "UTF-8", "UTF-16LE", "GB18030", "Big5", "windows-1251", … */
    uint8_t from;        /* enum charset_from */
    uint32_t confidence; /* 1/10000 */
    uint8_t bom;         /* bytes of a byte order mark that decoding drops (not in UTF-8: there it is text) */
};

/* Find the encoding, by the first of these that speaks:
 *   a byte order mark
 *   `declared` (NULL: nothing is); CRIB_E_ARG when the label is unknown
 *   UTF-8 that is clean, or has under one broken sequence to 1,000 whole ones
 *     (or, as a guess, to 4)
 *   the best share of common characters among the encodings of Chinese,
 *     Japanese, Korean, and UTF-16 and UTF-32 of any script
 *   ICU's detector.
 * *binary: it is no text, found->name is "binary". Linear, no more than 64 KiB
 * are decoded. */
int charset_find(const char *bytes, size_t n, const char *declared, struct charset *found, bool *binary,
                 struct crib_err *err);

bool charset_known(const char *label);

/* Replace the bytes of *b by their text: valid UTF-8, each broken sequence a
 * U+FFFD. n_broken counts them, *first_at is the first one's offset in the
 * bytes. Clean UTF-8 stays where it is. CRIB_E_LIMIT past b->limit. */
int charset_to_utf8(const struct charset *cs, struct buf *b, uint64_t *n_broken, uint64_t *first_at,
                    struct crib_err *err);

#endif
