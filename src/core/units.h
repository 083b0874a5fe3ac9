/* SPDX-License-Identifier: MIT */
/* The unit row: what matching works on. One unit per character in scripts
 * written without spaces (and Hangul syllables), one per word elsewhere, one
 * per number or redaction. text makes it, sketch, index and match read it.
 *
 * Two units are *alike* when their codes are equal: a number is like any
 * other number and like any redaction. They are *equal* when exact is equal:
 * then figures agree too, and the stretch is the same after folding, but that
 * words may differ in accents and other marks that people leave out. Those are
 * told of whole rows alone: they are too many for a word's 31 bits, which
 * matching needs, and what has been matched is compared as written. */
#ifndef CRIB_CORE_UNITS_H
#define CRIB_CORE_UNITS_H

#include "core/mem.h"
#include "core/slab.h"
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
 * of their folded text's hash; characters are their folded code point, those
 * of several parts (a Thai consonant with its vowel) 1 and 29 bits of a hash. */
#define UNIT_PLACEHOLDER 0x110000u
#define UNIT_WORD_BIT 0x80000000u
#define UNIT_PARTS_BIT 0x20000000u

/* `exact` of a number: 01 and 30 bits of the hash of its figures. */
#define UNIT_NUMBER_BIT 0x40000000u

/* A row is written with five arrays, 17 bytes a unit, and kept packed in
 * little more than 7: a collection's rows are most of what a scan holds. Of a
 * packed row only `exact` is there as an array; read the rest through the
 * functions below, which serve both. */
struct units {
    uint32_t *code;  /* [n] the class a unit belongs to after folding                  */
    uint32_t *exact; /* [n] code, but for numbers a hash of the figures as written in
                      *     ASCII digits, and for redactions one fixed value           */
    uint32_t *beg;   /* [n] first byte in the member's text                            */
    uint32_t *end;   /* [n] past the last byte; beg[i] < end[i] <= beg[i+1]            */
    uint8_t *kind;   /* [n] enum unit_kind                                             */
    uint32_t n, cap;
    uint64_t marks;  /* hash of what its words have and their codes do not say: accents, optional points; 0: nothing */
    struct units_pack *pack; /* NULL: not packed; else all but exact are NULL          */
};

void units_init(struct units *u);
void units_done(struct units *u);
/* Room for `more` further units in a row that is not packed; CRIB_E_LIMIT past
 * UINT32_MAX/2 units. */
int units_room(struct units *u, size_t more, struct crib_err *err);
/* to, empty, becomes a packed copy of from, in a piece of *slab. O(n). */
int units_pack(struct units *to, const struct units *from, struct slab **slab, struct crib_err *err);

/* What has the code of a word weighs as a word, so that equal units weigh the same. */
static inline uint32_t unit_weight(uint8_t kind)
{
    return kind == UNIT_WORD || kind == UNIT_CAPITAL || kind == UNIT_CAPITALS ? 2 : 1;
}

/* The code of a unit is told by its exact value: no number's is anything else's. */
static inline uint32_t unit_code_of(uint32_t exact)
{
    return exact >> 30 == UNIT_NUMBER_BIT >> 30 ? UNIT_PLACEHOLDER : exact;
}

/* Of a packed row: where a unit stands and what it is, told in units.c. */
struct txt_span units_packed_span(const struct units *u, uint32_t i);
uint8_t units_packed_kind(const struct units *u, uint32_t i);

static inline uint32_t unit_code(const struct units *u, uint32_t i)
{
    return u->code ? u->code[i] : unit_code_of(u->exact[i]);
}
static inline uint8_t unit_kind(const struct units *u, uint32_t i)
{
    return u->kind ? u->kind[i] : units_packed_kind(u, i);
}
static inline uint32_t unit_beg(const struct units *u, uint32_t i)
{
    return u->beg ? u->beg[i] : units_packed_span(u, i).beg;
}
static inline uint32_t unit_end(const struct units *u, uint32_t i)
{
    return u->end ? u->end[i] : units_packed_span(u, i).end;
}
static inline struct txt_span unit_place(const struct units *u, uint32_t i)
{
    return u->beg ? (struct txt_span){ u->beg[i], u->end[i] } : units_packed_span(u, i);
}
/* unit_weight() of unit i. */
static inline uint32_t unit_weighs(const struct units *u, uint32_t i)
{
    return u->kind ? unit_weight(u->kind[i]) : 1 + (u->exact[i] >> 31);
}
/* Of the units s, or of as many of them as weigh `most`. */
static inline uint32_t units_weight(const struct units *u, struct unit_span s, uint32_t most)
{
    uint32_t weight = 0;
    for (uint32_t i = s.beg; i < s.end && weight < most; i++)
        weight += unit_weighs(u, i);
    return weight;
}
static inline bool unit_is_placeholder(const struct units *u, uint32_t i)
{
    return unit_code(u, i) == UNIT_PLACEHOLDER;
}

/* Have unit x of ua and unit y of ub one code? */
static inline bool units_alike(const struct units *ua, uint32_t x, const struct units *ub, uint32_t y)
{
    return ua->exact[x] == ub->exact[y] || (unit_is_placeholder(ua, x) && unit_is_placeholder(ub, y));
}

/* The kinds of a row for whoever reads it from one end to the other: many
 * times as fast. Begin with { .of = row }. */
struct unit_kinds {
    const struct units *of;
    uint32_t beg, n;
    uint8_t kind[256];        /* [n] of the units from beg on */
};
void unit_kinds_from(struct unit_kinds *k, uint32_t i); /* i < n of the row */
static inline uint8_t unit_kinds_at(struct unit_kinds *k, uint32_t i)
{
    if (i - k->beg >= k->n)
        unit_kinds_from(k, i);
    return k->kind[i - k->beg];
}

/* Are all units of both rows equal, figures and the marks of words included? */
bool units_equal(const struct units *a, const struct units *b);
/* Hash of what units_equal() compares. */
uint64_t units_hash(const struct units *u);

/* Byte span of the units [s.beg, s.end), s not empty. */
static inline struct txt_span units_txt(const struct units *u, struct unit_span s)
{
    return (struct txt_span){ unit_beg(u, s.beg), unit_end(u, s.end - 1) };
}

#endif
