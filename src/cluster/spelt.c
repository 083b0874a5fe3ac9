/* SPDX-License-Identifier: MIT */
/* How much of what a title is spelt with its body has.
 *
 * Words are inflected, compounded and derived: under "Warnklangs" a text
 * speaks of "Benachrichtigungsklang", under "Abmeldung" of "abgemeldet". No
 * stemmer knows all languages, and none parts compounds; but four letters in a
 * row that few texts have are seldom had by chance (character n-grams in
 * retrieval: McNamee and Mayfield 2004). So a title is taken apart into these,
 * or into its characters where words are not spaced, each counts by how rare it
 * is among bodies taken at random (inverse document frequency) and among
 * titles, and what the body has anywhere is summed up. Grams are bits in a
 * table of hashes: two that fall together now and then do no harm. */
#include "cluster/spelt.h"

#include <math.h>

#include "core/hash.h"
#include "core/par.h"
#include "core/search.h"

enum {
    GRAM = 4,            /* letters; of a shorter word all */
    WORD_LETTERS = 64,
    TABLE_BITS = 18,
    READ = 1 << 15       /* units of a body that tells what is rare */
};

static const double NEUTRAL = .5, BELIEF = 1; /* what is believed of a title without rare grams, and how much of it */

/* A thread's own tables. */
struct spelt_desk {
    uint64_t *said;      /* [1 << TABLE_BITS] bits: grams of one body; 0 outside of one */
    uint8_t *with;       /* [1 << TABLE_BITS] bodies that have a gram; the first desk's are the sum of all */
};

struct asking { struct spelt *of; const uint32_t *asked; struct standing *out; };

static uint32_t gram_of(uint64_t key) { return (uint32_t)(hash_mix(key) >> (64 - TABLE_BITS)); }

/* The grams of a word into gram[WORD_LETTERS]; returns how many. Letters are
 * told apart by 16 bits, so that four make a key. */
static uint32_t grams_of_word(const struct speller *s, const char *text, struct txt_span word, uint32_t *gram)
{
    uint32_t letter[WORD_LETTERS], n = 0, n_letter = s->letters(s->arg, text, word, letter, WORD_LETTERS);
    uint64_t key = 0;
    for (uint32_t i = 0; i < n_letter; i++) {
        key = key << 16 | (uint16_t)letter[i];
        if (i + 1 >= GRAM)
            gram[n++] = gram_of(key);
    }
    if (n_letter > 0 && n == 0)
        gram[n++] = gram_of(key ^ UINT64_MAX << 48); /* none of four letters begins with that one */
    return n;
}

static uint32_t grams_of(const struct speller *s, const struct units *u, const char *text, uint32_t i, uint8_t kind,
                         uint32_t *gram)
{
    if (kind == UNIT_WORD)
        return grams_of_word(s, text, unit_place(u, i), gram);
    gram[0] = gram_of(unit_code(u, i));
    return kind == UNIT_CHAR;
}

static bool has_bit(const uint64_t *said, uint32_t g) { return said[g >> 6] >> (g & 63) & 1; }

/* said[], all zero, becomes the grams of a body's first units. */
static void mark(const struct spelt *s, uint32_t d, uint32_t most, uint64_t *said)
{
    struct unit_kinds kinds = { .of = s->doc[d].body };
    uint32_t gram[WORD_LETTERS], end = min_u32(s->doc[d].body->n, most);
    for (uint32_t i = 0; i < end; i++) {
        uint32_t n = grams_of(s->speller, kinds.of, s->doc[d].body_text, i, unit_kinds_at(&kinds, i), gram);
        for (uint32_t k = 0; k < n; k++)
            said[gram[k] >> 6] |= UINT64_C(1) << (gram[k] & 63);
    }
}

static int count_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    const struct spelt *s = arg;
    struct spelt_desk *k = &s->desk[thread];
    (void)err;
    mark(s, s->body[i], READ, k->said);
    for (uint32_t w = 0; w < 1 << (TABLE_BITS - 6); w++)
        for (uint64_t left = k->said[w]; left; left &= left - 1)
            k->with[w << 6 | (uint32_t)__builtin_ctzll(left)]++;
    memset(k->said, 0, 1 << (TABLE_BITS - 3));
    return CRIB_OK;
}

/* One document of each text, at even distances. */
static void take_sample(struct spelt *s, uint32_t n)
{
    uint32_t n_text = 0, seen = 0;
    for (uint32_t d = 0; d < n; d++)
        n_text += s->group_of[d] == d;
    uint32_t most = min_u32(n_text, SPELT_BODIES);
    for (uint32_t d = 0; d < n; d++)
        if (s->group_of[d] == d && (uint64_t)seen++ * most / n_text == s->n_body)
            s->body[s->n_body++] = d;
}

static bool is_in_sample(const struct spelt *s, uint32_t d)
{
    size_t at;
    LOWER_BOUND(at, s->n_body, s->body[at] < d);
    return at < s->n_body && s->body[at] == d;
}

struct sum { double has, all; };

/* Grams of a title's unit, which has so many; own: the body is one of those that tell what is rare. */
static void weigh(const struct spelt *s, const uint32_t *gram, uint32_t n, double rare, bool own, const uint64_t *said,
                  struct sum *sum)
{
    double n_other = s->n_body - own;
    for (uint32_t k = 0; k < n; k++) {
        bool here = has_bit(said, gram[k]);
        uint32_t with = s->desk[0].with[gram[k]];
        double weight = rare * fmax(log((n_other + 1) / (with - (own && here && with > 0) + .5)), 0);
        sum->all += weight;
        sum->has += here ? weight : 0;
    }
}

static double spelt_of(const struct spelt *s, uint32_t d, const uint64_t *said)
{
    const struct title *t = &s->terms->title[s->terms->title_of[d]];
    const struct titled *doc = &s->doc[t->doc]; /* terms stand in the row of the first that has the title */
    bool own = is_in_sample(s, s->group_of[d]);
    struct sum sum = { 0, 0 };
    for (uint32_t i = 0; i < t->n_term; i++) {
        double rare = rare_in_titles(s->terms, t->exact[i]);
        for (uint32_t j = t->term[i].at.beg; j < t->term[i].at.end; j++) {
            uint32_t gram[WORD_LETTERS];
            uint32_t n = grams_of(s->speller, doc->title, doc->title_text, j, unit_kind(doc->title, j), gram);
            weigh(s, gram, n, rare, own, said, &sum);
        }
    }
    return (sum.has + NEUTRAL * BELIEF) / (sum.all + BELIEF);
}

static int read_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    const struct asking *q = arg;
    const struct spelt *s = q->of;
    uint64_t *said = s->desk[thread].said;
    uint32_t d = q->asked[i];
    (void)err;
    q->out[d].spelt = NEUTRAL;
    if (s->terms->title_of[d] == UINT32_MAX)
        return CRIB_OK;
    mark(s, d, UINT32_MAX, said);
    q->out[d].spelt = spelt_of(s, d, said);
    memset(said, 0, 1 << (TABLE_BITS - 3));
    return CRIB_OK;
}

static int desks_init(struct spelt *s, struct crib_err *err)
{
    s->desk = mem_zero((size_t)s->n_threads, sizeof *s->desk);
    for (int i = 0; s->desk && i < s->n_threads; i++) {
        s->desk[i].said = mem_zero((size_t)1 << (TABLE_BITS - 6), sizeof *s->desk[i].said);
        s->desk[i].with = mem_zero((size_t)1 << TABLE_BITS, sizeof *s->desk[i].with);
        if (!s->desk[i].said || !s->desk[i].with)
            return CRIB_NOMEM(err);
    }
    return s->desk ? CRIB_OK : CRIB_NOMEM(err);
}

int spelt_open(struct spelt *s, const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
               const struct speller *speller, int n_threads, struct crib_err *err)
{
    *s = (struct spelt){ .doc = doc, .group_of = group_of, .terms = t, .speller = speller };
    s->n_threads = n_threads = threads_for(n_threads, (1u << TABLE_BITS) + (1u << (TABLE_BITS - 3)));
    CRIB_TRY(desks_init(s, err));
    take_sample(s, n);
    CRIB_TRY(par_for(s->n_body, n_threads, count_one, s, err));
    for (int i = 1; i < n_threads; i++)
        for (size_t g = 0; g < (size_t)1 << TABLE_BITS; g++)
            s->desk[0].with[g] = (uint8_t)(s->desk[0].with[g] + s->desk[i].with[g]);
    return CRIB_OK;
}

int spelt_ask(struct spelt *s, const uint32_t *asked, uint32_t n_asked, struct standing *out, struct crib_err *err)
{
    return par_for(n_asked, s->n_threads, read_one, &(struct asking){ s, asked, out }, err);
}

void spelt_done(struct spelt *s)
{
    for (int i = 0; s->desk && i < s->n_threads; i++) {
        mem_free(s->desk[i].said);
        mem_free(s->desk[i].with);
    }
    mem_free(s->desk);
    s->desk = NULL;
}
