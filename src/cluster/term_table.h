/* SPDX-License-Identifier: MIT */
/* The features of title terms by the units that make them: numbered while the
 * titles are read, looked up while the bodies are. */
#ifndef CRIB_CLUSTER_TERM_TABLE_H
#define CRIB_CLUSTER_TERM_TABLE_H

#include "core/err.h"
#include "core/units.h"

enum { TERM_LOOSE_GAP = 4 }; /* the two characters of a loose pair stand at most so far apart */

/* A pair of characters of a title. */
struct term_pair { uint32_t first, second, exact, loose; };

struct term_table {
    uint32_t n_feature;
    uint32_t n_exact;         /* features below are pairs and words themselves, made by term_table_finish; */
    uint32_t first_part;      /* from here on they are characters of pairs */
    uint64_t *slot_key;       /* open addressing over the features' keys; 0 is free */
    uint32_t *slot_feature;
    size_t n_slot;            /* a power of two */
    struct term_pair *pair;   /* [n_pair] each once, in order of appearance */
    size_t n_pair, cap_pair;
    uint32_t *word;           /* [n_word] features of words, each once, as first numbered */
    size_t n_word, cap_word;

    /* Made by term_table_finish. Characters of pairs are numbered from 1; 0 is any other. */
    uint32_t *char_id;        /* [n_code] by code, of those that are code points */
    uint32_t n_code, n_id;
    struct part_id { uint32_t code, id; } *parts; /* [n_parts], a power of two, of those that are made of several: their
                                                   * codes are hashes; open addressing, id 0 is free. NULL: none */
    uint32_t n_parts;
    uint32_t *part;           /* [n_id] the feature of a character; n_feature for number 0 */
    struct lead { uint32_t beg, mask; } *lead; /* [n_id] a character's row of bits: one for each that may follow it */
    uint64_t *bits;           /* [n_row] the rows */
    uint32_t *rank;           /* [n_row] bits set in the words before */
    struct follow { uint32_t second, exact, loose, next; } *follow; /* [n_pair] of the kth bit set; then those beside
                                                                     * another on one bit: next - 1, 0 none */
    size_t n_row;
    uint64_t *word_filter;    /* a bit for the hash of each word: most words of a body are in no title */
    int word_shift;
};

int term_table_init(struct term_table *t, struct crib_err *err);
void term_table_done(struct term_table *t); /* also after a failure */

/* The features of a pair of characters, of its characters, of a word and of a
 * word's stem, numbered if new; of a stem only after a word. */
int term_table_pair(struct term_table *t, uint32_t a, uint32_t b, uint32_t *exact, uint32_t *loose, uint32_t part[2],
                    struct crib_err *err);
int term_table_word(struct term_table *t, uint32_t code, uint32_t *exact, struct crib_err *err);
uint32_t term_table_stem(struct term_table *t, uint64_t stem);

/* A number for the first letters of a word, in whatever case; 0 when it is
 * too short to be inflected. */
uint64_t word_stem(const char *text, uint32_t beg, uint32_t end);

/* After the last feature was added. Numbers all anew, pairs and words
 * themselves before what is left of them, characters of pairs last; of each
 * those first that more titles have (in_titles[n_feature]):
 * new_number[n_feature] by the old ones. */
int term_table_finish(struct term_table *t, const uint32_t *in_titles, uint32_t *new_number, struct crib_err *err);

/* The number of a word or a stem; UINT32_MAX: it is in no title. */
uint32_t term_table_find_word(const struct term_table *t, uint32_t code);
uint32_t term_table_find_stem(const struct term_table *t, uint64_t stem);

/* The place of a code that is a hash, or the free one where it belongs. */
static inline struct part_id *parts_at(const struct term_table *t, uint32_t code)
{
    uint32_t i = code & (t->n_parts - 1);
    while (t->parts[i].id && t->parts[i].code != code)
        i = (i + 1) & (t->n_parts - 1);
    return &t->parts[i];
}

static inline uint32_t char_number(const struct term_table *t, uint32_t code)
{
    if (code < t->n_code)
        return t->char_id[code];
    return code & UNIT_PARTS_BIT && t->parts ? parts_at(t, code)->id : 0;
}

/* Where the bit for "b follows a" stands; of characters by number. */
static inline uint32_t follow_place(const struct term_table *t, uint32_t a, uint32_t b)
{
    return t->lead[a].beg + (b & t->lead[a].mask);
}

static inline bool follow_may(const struct term_table *t, uint32_t place)
{
    return t->bits[place >> 6] >> (place & 63) & 1;
}

/* Bits set in a word, without an instruction that not every machine has. */
static inline uint32_t bits_set(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(x * 0x0101010101010101u >> 56);
}

/* The first of the pairs whose bit stands at such a place, which is set. */
static inline const struct follow *follow_first(const struct term_table *t, uint32_t place)
{
    uint64_t below = t->bits[place >> 6] & ((UINT64_C(1) << (place & 63)) - 1);
    return &t->follow[t->rank[place >> 6] + bits_set(below)];
}

#endif
