/* SPDX-License-Identifier: MIT */
/* The features of title terms by the units that make them.
 *
 * While titles are read, a feature is found by the hash of its key. Bodies
 * are a thousand times longer, and every character of one is asked with the
 * four after it; so for them the characters of titles are numbered, and each
 * has a row of bits, eight for every character that follows it in a title:
 * mostly one bit, in a table that fits a near cache, tells that a pair is in
 * no title. Where the bit is set, the number of bits set before it is the
 * pair's place in a list (a rank dictionary, Jacobson 1989). */
#include "cluster/term_table.h"

#include "core/hash.h"
#include "core/mem.h"
#include "core/sort.h"
#include "core/utf8.h"

enum { STEM_LETTERS = 5, ROW_BITS_EACH = 8, WORD_BITS_EACH = 16 };

enum feature_space { PAIR_EXACT = 1, PAIR_LOOSE, PAIR_PART, WORD_EXACT, WORD_LOOSE };

static inline uint64_t key_of(enum feature_space space, uint32_t a, uint32_t b)
{
    uint64_t key = hash_mix(((uint64_t)a << 32 | b) + (uint64_t)space * 0x9E3779B97F4A7C15u);
    return key ? key : 1;
}

/* Lower case where it takes no table: Latin, Greek, Cyrillic, Armenian. Only
 * the loose feature of words depends on it. */
static uint32_t lower(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if (c >= 0x531 && c <= 0x556)
        return c + 48;
    if (c >= 0x100 && c <= 0x137)
        return c | 1;
    return c;
}

/* Five letters of ASCII are a number as they stand. */
static uint64_t ascii_stem(const char *text)
{
    uint64_t stem = 1;
    for (int i = 0; i < STEM_LETTERS; i++) {
        uint8_t c = (uint8_t)text[i];
        if (c >= 0x80)
            return 0;
        stem = stem << 8 | (c >= 'A' && c <= 'Z' ? c + 32u : c);
    }
    return stem;
}

uint64_t word_stem(const char *text, uint32_t beg, uint32_t end)
{
    uint64_t h = 0, ascii = end - beg >= STEM_LETTERS ? ascii_stem(text + beg) : 0;
    size_t i = beg;
    int letters = 0;
    if (ascii)
        return ascii;
    for (; i < end && letters < STEM_LETTERS; letters++)
        h = hash_join(h, lower(utf8_next(text, end, &i)));
    return letters == STEM_LETTERS ? h | UINT64_C(1) << 63 : 0;
}

int term_table_init(struct term_table *t, struct crib_err *err)
{
    *t = (struct term_table){ .n_slot = 64 };
    t->slot_key = mem_zero(t->n_slot, sizeof *t->slot_key);
    t->slot_feature = mem_zero(t->n_slot, sizeof *t->slot_feature);
    return t->slot_key && t->slot_feature ? CRIB_OK : CRIB_NOMEM(err);
}

void term_table_done(struct term_table *t)
{
    void *block[] = { t->slot_key, t->slot_feature, t->pair, t->word, t->char_id, t->parts, t->part, t->lead, t->bits,
                      t->rank, t->follow, t->word_filter };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
    *t = (struct term_table){ 0 };
}

/* The slot of a key, or the free one where it belongs. */
static size_t slot_of(const struct term_table *t, uint64_t key)
{
    size_t i = key & (t->n_slot - 1);
    while (t->slot_key[i] && t->slot_key[i] != key)
        i = (i + 1) & (t->n_slot - 1);
    return i;
}

static int grow(struct term_table *t, struct crib_err *err)
{
    struct term_table larger = { .n_slot = 2 * t->n_slot };
    larger.slot_key = mem_zero(larger.n_slot, sizeof *larger.slot_key);
    larger.slot_feature = mem_zero(larger.n_slot, sizeof *larger.slot_feature);
    if (!larger.slot_key || !larger.slot_feature) {
        mem_free(larger.slot_key);
        mem_free(larger.slot_feature);
        return CRIB_NOMEM(err);
    }
    for (size_t i = 0; i < t->n_slot; i++)
        if (t->slot_key[i]) {
            size_t at = slot_of(&larger, t->slot_key[i]);
            larger.slot_key[at] = t->slot_key[i];
            larger.slot_feature[at] = t->slot_feature[i];
        }
    mem_free(t->slot_key);
    mem_free(t->slot_feature);
    t->slot_key = larger.slot_key;
    t->slot_feature = larger.slot_feature;
    t->n_slot = larger.n_slot;
    return CRIB_OK;
}

/* Room for the features of one term. Three slots of four stay free. */
static int room_for_term(struct term_table *t, struct crib_err *err)
{
    enum { FEATURES = 4 };
    return 4 * ((size_t)t->n_feature + FEATURES) > t->n_slot ? grow(t, err) : CRIB_OK;
}

static uint32_t feature_add(struct term_table *t, uint64_t key)
{
    size_t i = slot_of(t, key);
    if (t->slot_key[i])
        return t->slot_feature[i];
    t->slot_key[i] = key;
    return t->slot_feature[i] = t->n_feature++;
}

static uint32_t feature_find(const struct term_table *t, uint64_t key)
{
    uint64_t bit = key >> t->word_shift;
    if (!(t->word_filter[bit >> 6] >> (bit & 63) & 1))
        return UINT32_MAX;
    size_t i = slot_of(t, key);
    return t->slot_key[i] ? t->slot_feature[i] : UINT32_MAX;
}

int term_table_pair(struct term_table *t, uint32_t a, uint32_t b, uint32_t *exact, uint32_t *loose, uint32_t part[2],
                    struct crib_err *err)
{
    uint32_t known = t->n_feature;
    CRIB_TRY(VEC_GROW(t->pair, t->n_pair, &t->cap_pair, 1, err));
    CRIB_TRY(room_for_term(t, err));
    *exact = feature_add(t, key_of(PAIR_EXACT, a, b));
    *loose = feature_add(t, key_of(PAIR_LOOSE, a, b));
    part[0] = feature_add(t, key_of(PAIR_PART, a, 0));
    part[1] = feature_add(t, key_of(PAIR_PART, b, 0));
    if (*exact >= known)
        t->pair[t->n_pair++] = (struct term_pair){ a, b, *exact, *loose };
    return CRIB_OK;
}

int term_table_word(struct term_table *t, uint32_t code, uint32_t *exact, struct crib_err *err)
{
    uint32_t known = t->n_feature;
    CRIB_TRY(VEC_GROW(t->word, t->n_word, &t->cap_word, 1, err));
    CRIB_TRY(room_for_term(t, err));
    *exact = feature_add(t, key_of(WORD_EXACT, code, 0));
    if (*exact >= known)
        t->word[t->n_word++] = *exact;
    return CRIB_OK;
}

static uint64_t stem_key(uint64_t stem) { return key_of(WORD_LOOSE, (uint32_t)(stem >> 32), (uint32_t)stem); }

uint32_t term_table_stem(struct term_table *t, uint64_t stem) { return feature_add(t, stem_key(stem)); }
uint32_t term_table_find_word(const struct term_table *t, uint32_t code)
{
    return feature_find(t, key_of(WORD_EXACT, code, 0));
}

uint32_t term_table_find_stem(const struct term_table *t, uint64_t stem) { return feature_find(t, stem_key(stem)); }

/* One bit in sixteen is set at most, pairs' keys included. */
static int make_word_filter(struct term_table *t, struct crib_err *err)
{
    int bits = 6;
    while (bits < 40 && (size_t)1 << bits < (size_t)t->n_feature * WORD_BITS_EACH)
        bits++;
    t->word_shift = 64 - bits;
    t->word_filter = mem_zero((size_t)1 << (bits - 6), sizeof *t->word_filter);
    if (!t->word_filter)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < t->n_slot; i++) {
        uint64_t bit = t->slot_key[i] >> t->word_shift;
        if (t->slot_key[i])
            t->word_filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
    }
    return CRIB_OK;
}

/* The characters of all pairs, one after the other. */
static uint32_t char_of(const struct term_table *t, size_t i)
{
    return i % 2 ? t->pair[i / 2].second : t->pair[i / 2].first;
}

static void number_char(struct term_table *t, uint32_t code)
{
    if (code & UNIT_PARTS_BIT) {
        struct part_id *p = parts_at(t, code);
        if (!p->id)
            *p = (struct part_id){ code, t->n_id++ };
    } else if (!t->char_id[code]) {
        t->char_id[code] = t->n_id++;
    }
}

/* Room for the numbers of all characters of pairs. */
static int make_numbers(struct term_table *t, struct crib_err *err)
{
    uint32_t most = 0;
    size_t n_parts = 0;
    for (size_t i = 0; i < 2 * t->n_pair; i++) {
        uint32_t code = char_of(t, i);
        n_parts += (code & UNIT_PARTS_BIT) != 0;
        most = max_u32(most, code & UNIT_PARTS_BIT ? 0 : code);
    }
    t->n_code = most + 1;
    t->char_id = mem_zero(t->n_code, sizeof *t->char_id);
    if (!t->char_id)
        return CRIB_NOMEM(err);
    if (n_parts == 0)
        return CRIB_OK;
    if (n_parts > UINT32_MAX / 4)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "more than %u characters of titles", UINT32_MAX / 4);
    for (t->n_parts = 2; t->n_parts < 2 * n_parts;) /* some are free */
        t->n_parts *= 2;
    t->parts = mem_zero(t->n_parts, sizeof *t->parts);
    return t->parts ? CRIB_OK : CRIB_NOMEM(err);
}

static int number_chars(struct term_table *t, struct crib_err *err)
{
    CRIB_TRY(make_numbers(t, err));
    t->n_id = 1;
    for (size_t i = 0; i < 2 * t->n_pair; i++)
        number_char(t, char_of(t, i));
    t->part = mem_alloc(t->n_id * sizeof *t->part);
    t->lead = mem_zero(t->n_id, sizeof *t->lead);
    if (!t->part || !t->lead)
        return CRIB_NOMEM(err);
    t->part[0] = t->n_feature;
    for (size_t i = 0; i < 2 * t->n_pair; i++)
        t->part[char_number(t, char_of(t, i))] = feature_add(t, key_of(PAIR_PART, char_of(t, i), 0));
    return CRIB_OK;
}

/* A row of 64 bits at least; the first word belongs to the characters that
 * none follows. */
static int make_rows(struct term_table *t, struct crib_err *err)
{
    uint64_t n_bit = 64;
    for (size_t i = 0; i < t->n_pair; i++)
        t->lead[char_number(t, t->pair[i].first)].mask += ROW_BITS_EACH;
    for (uint32_t id = 1; id < t->n_id; id++) {
        uint32_t wanted = t->lead[id].mask, width = 64;
        if (wanted == 0)
            continue;
        while (width < wanted)
            width *= 2;
        t->lead[id] = (struct lead){ (uint32_t)n_bit, width - 1 };
        n_bit += width;
    }
    if (n_bit > UINT32_MAX)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "more than %u bits for pairs of characters", UINT32_MAX);
    t->n_row = (size_t)(n_bit / 64);
    t->bits = mem_zero(t->n_row, sizeof *t->bits);
    t->rank = mem_zero(t->n_row, sizeof *t->rank);
    t->follow = mem_zero(t->n_pair + 1, sizeof *t->follow);
    return t->bits && t->rank && t->follow ? CRIB_OK : CRIB_NOMEM(err);
}

static uint32_t place_of(const struct term_table *t, const struct term_pair *p)
{
    return follow_place(t, char_number(t, p->first), char_number(t, p->second));
}

static void fill_rows(struct term_table *t)
{
    uint32_t n = 0;
    for (size_t i = 0; i < t->n_pair; i++)
        t->bits[place_of(t, &t->pair[i]) >> 6] |= UINT64_C(1) << (place_of(t, &t->pair[i]) & 63);
    for (size_t i = 0; i < t->n_row; i++) {
        t->rank[i] = n;
        n += bits_set(t->bits[i]);
    }
    for (size_t i = 0; i < t->n_pair; i++) {
        const struct term_pair *p = &t->pair[i];
        uint32_t place = place_of(t, p);
        struct follow f = { char_number(t, p->second), p->exact, p->loose, 0 };
        struct follow *first = &t->follow[t->rank[place >> 6] + bits_set(t->bits[place >> 6] &
                                                                            ((UINT64_C(1) << (place & 63)) - 1))];
        if (first->second) {
            f.next = first->next;
            first->next = n + 1;
            first = &t->follow[n++];
        }
        *first = f;
    }
}

/* Most of what is asked is asked of the pairs and words themselves; and what
 * many titles have, bodies have often. */
static int number_anew(struct term_table *t, const uint32_t *in_titles, uint32_t *new_number, struct crib_err *err)
{
    const uint64_t class = UINT64_C(1) << 32;
    struct kv *order = mem_alloc(((size_t)t->n_feature + 1) * sizeof *order);
    if (!order)
        return CRIB_NOMEM(err);
    for (uint32_t f = 0; f < t->n_feature; f++)
        order[f] = (struct kv){ class + (UINT32_MAX - in_titles[f]), f };
    for (size_t i = 0; i < t->n_pair; i++)
        order[t->pair[i].exact].key -= class;
    for (size_t i = 0; i < t->n_word; i++)
        order[t->word[i]].key -= class;
    t->n_exact = (uint32_t)(t->n_pair + t->n_word);
    t->first_part = t->n_feature;
    for (size_t i = 0; i < 2 * t->n_pair; i++) {
        uint32_t part = t->slot_feature[slot_of(t, key_of(PAIR_PART, char_of(t, i), 0))];
        t->first_part -= order[part].key < 2 * class;
        order[part].key |= 2 * class;
    }
    int rc = sort_kv(order, t->n_feature, true, err);
    for (uint32_t i = 0; i < t->n_feature && rc == CRIB_OK; i++)
        new_number[order[i].val] = i;
    mem_free(order);
    CRIB_TRY(rc);
    for (size_t i = 0; i < t->n_pair; i++) {
        t->pair[i].exact = new_number[t->pair[i].exact];
        t->pair[i].loose = new_number[t->pair[i].loose];
    }
    for (size_t i = 0; i < t->n_slot; i++)
        if (t->slot_key[i])
            t->slot_feature[i] = new_number[t->slot_feature[i]];
    return CRIB_OK;
}

int term_table_finish(struct term_table *t, const uint32_t *in_titles, uint32_t *new_number, struct crib_err *err)
{
    CRIB_TRY(number_anew(t, in_titles, new_number, err));
    CRIB_TRY(make_word_filter(t, err));
    CRIB_TRY(number_chars(t, err));
    CRIB_TRY(make_rows(t, err));
    fill_rows(t);
    return CRIB_OK;
}
