/* SPDX-License-Identifier: MIT */
/* The unit row: what matching works on. One unit per character in scripts
 * written without spaces (and Hangul syllables), one per word elsewhere, one
 * per number or redaction. text makes it, sketch, index and match read it.
 *
 * Two units are *alike* when their codes are equal: a number is like any
 * other number and like any redaction. They are *equal* when exact is equal:
 * then figures agree too, and the stretch is the same after folding. */
#ifndef CRIB_CORE_UNITS_H
#define CRIB_CORE_UNITS_H

#include "core/mem.h"
#include "core/span.h"

enum unit_kind {
    UNIT_CHAR,      /* a character of a script without spaces; weight 1          */
    UNIT_WORD,      /* a word of a spaced script; weight 2                       */
    UNIT_NUMBER,    /* figures: 13.4, 2,023, １２                                */
    UNIT_REDACTION, /* XX, ××, **, □□, 某某: something taken out                  */
    UNIT_CAPITAL,   /* a lone Latin capital between Han characters (D的)         */
    UNIT_CAPITALS   /* a run of one repeated capital with Han beside it (AAA级)  */
};

/* Code of every number and redaction. Words have the top bit set and 31 bits
 * of their folded text's hash; characters are their folded code point. */
#define UNIT_PLACEHOLDER 0x110000u
#define UNIT_WORD_BIT 0x80000000u

struct units {
    uint32_t *code;  /* [n] the class a unit belongs to after folding                  */
    uint32_t *exact; /* [n] code, but for numbers a hash of the figures as written in
                      *     ASCII digits, and for redactions one fixed value           */
    uint32_t *beg;   /* [n] first byte in the member's text                            */
    uint32_t *end;   /* [n] past the last byte; beg[i] < end[i] <= beg[i+1]            */
    uint8_t *kind;   /* [n] enum unit_kind                                             */
    uint32_t n, cap;
};

void units_init(struct units *u);
void units_done(struct units *u);
/* Room for `more` further units; CRIB_E_LIMIT past UINT32_MAX/2 units. */
int units_room(struct units *u, size_t more, struct crib_err *err);
/* to, empty, gets the units of from, and room for no more. */
int units_copy(struct units *to, const struct units *from, struct crib_err *err);
/* Give back what is not used. */
void units_trim(struct units *u);

/* What has the code of a word weighs as a word, so that equal units weigh the same. */
static inline uint32_t unit_weight(uint8_t kind)
{
    return kind == UNIT_WORD || kind == UNIT_CAPITAL || kind == UNIT_CAPITALS ? 2 : 1;
}
static inline bool unit_is_placeholder(const struct units *u, uint32_t i) { return u->code[i] == UNIT_PLACEHOLDER; }

/* Are all units of both rows equal, figures included? */
bool units_equal(const struct units *a, const struct units *b);

/* Byte span of the units [s.beg, s.end), s not empty. */
static inline struct txt_span units_txt(const struct units *u, struct unit_span s)
{
    return (struct txt_span){ u->beg[s.beg], u->end[s.end - 1] };
}

#endif
