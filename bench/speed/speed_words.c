/* SPDX-License-Identifier: MIT */
/* A vocabulary made from a seed. Characters are the common ones of Chinese,
 * taken from the code positions of GB 2312, whose first level holds them; so
 * the fold table is used where real text uses it. Words are put together from
 * them by Zipf's law, and phrases from words: real text repeats itself in short
 * pieces, and an index that never saw a seed twice would be measured on
 * something easier than text. Of the sampled runs of five characters stand in
 * two places or more: 35 % in 1.4 million characters made here, 27 % in a
 * Chinese Bible of 1.1 million, 50 % in Chinese laws of .6 million. Phrases are
 * far shorter than a passage, so that nothing but the planted copies is one. */
#include "speed/speed_words.h"

#include <unicode/ucnv.h>

enum { WORDS = 30000, PHRASES = 20000, SYLLABLES = 600, GUIDE_BITS = 16, ZIPF_SHIFT = 3 };

static void words_done(struct words *w)
{
    buf_done(&w->text);
    mem_free(w->beg);
    mem_free(w->below);
    mem_free(w->guide);
    *w = (struct words){ 0 };
}

void lexicon_done(struct lexicon *x)
{
    for (int s = 0; s < SCRIPTS; s++) {
        words_done(&x->letters[s]);
        words_done(&x->words[s]);
        words_done(&x->phrases[s]);
    }
}

static int words_init(struct words *w, uint32_t cap, struct crib_err *err)
{
    *w = (struct words){ .cap = cap };
    buf_init(&w->text, (size_t)1 << 24);
    w->beg = mem_zero((size_t)cap + 1, sizeof *w->beg);
    w->below = mem_zero(cap, sizeof *w->below);
    w->guide = mem_zero((size_t)1 << GUIDE_BITS, sizeof *w->guide);
    return w->beg && w->below && w->guide ? CRIB_OK : CRIB_NOMEM(err);
}

/* What was added to the text since the last word is one. */
static void words_end(struct words *w) { w->beg[++w->n] = (uint32_t)w->text.n; }

static uint32_t weight_of(uint32_t rank) { return (UINT32_C(1) << 27) / (rank + ZIPF_SHIFT); }

static uint32_t guide_of(const struct words *w, uint32_t at) { return (uint32_t)(((uint64_t)at << GUIDE_BITS) / w->total); }

static void words_finish(struct words *w)
{
    for (uint32_t i = 0; i < w->n; i++) {
        w->below[i] = w->total;
        w->total += weight_of(i);
    }
    for (uint32_t i = 0, g = 0; g < UINT32_C(1) << GUIDE_BITS; g++) {
        while (i + 1 < w->n && guide_of(w, w->below[i + 1]) < g)
            i++;
        w->guide[g] = i;
    }
}

uint32_t words_draw(const struct words *w, uint64_t *state)
{
    uint32_t at = random_below(state, w->total), i = w->guide[guide_of(w, at)];
    while (i + 1 < w->n && w->below[i + 1] <= at)
        i++;
    return i;
}

static int append_drawn(struct words *to, const struct words *from, uint64_t *state, struct crib_err *err)
{
    size_t n;
    const char *text = words_text(from, words_draw(from, state), &n);
    return buf_add(&to->text, text, n, err);
}

/* The first level of GB 2312: rows 0xB0 to 0xD7, the last one short. */
static uint32_t common_characters(UChar *out, uint32_t cap, struct crib_err *err)
{
    UErrorCode e = U_ZERO_ERROR;
    UConverter *gb = ucnv_open("GB18030", &e);
    uint32_t n = 0;
    for (int row = 0xB0; row <= 0xD7; row++)
        for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE) && n < cap; cell++) {
            const char bytes[] = { (char)row, (char)cell };
            n += U_SUCCESS(e) && ucnv_toUChars(gb, &out[n], 2, bytes, 2, &e) == 1;
        }
    ucnv_close(gb);
    if (U_FAILURE(e))
        (void)CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "ICU cannot decode GB18030: %s", u_errorName(e));
    return U_FAILURE(e) ? 0 : n;
}

static int han_letters(struct words *w, uint64_t *state, struct crib_err *err)
{
    UChar c[4096];
    uint32_t n = common_characters(c, COUNT_OF(c) - 1, err);
    if (n == 0)
        return CRIB_E_INTERNAL;
    CRIB_TRY(words_init(w, n, err));
    for (uint32_t i = n; i > 0; i--) {
        uint32_t k = random_below(state, i);
        CRIB_TRY(buf_code_point(&w->text, c[k], err));
        words_end(w);
        c[k] = c[i - 1];
    }
    return CRIB_OK;
}

static int latin_letters(struct words *w, uint64_t *state, struct crib_err *err)
{
    static const char vowels[] = "eaioueaioe", first[] = "tnsrhldcmfpgwbvkst", last[] = "nrstldm";
    CRIB_TRY(words_init(w, SYLLABLES, err));
    for (uint32_t i = 0; i < SYLLABLES; i++) {
        if (random_below(state, 8) > 0)
            CRIB_TRY(buf_char(&w->text, first[random_below(state, sizeof first - 1)], err));
        CRIB_TRY(buf_char(&w->text, vowels[random_below(state, sizeof vowels - 1)], err));
        if (random_below(state, 2))
            CRIB_TRY(buf_char(&w->text, last[random_below(state, sizeof last - 1)], err));
        words_end(w);
    }
    return CRIB_OK;
}

/* Letters of a word: of a hundred, so many have at most 1, 2, 3, 4. */
static const uint32_t most_letters[SCRIPTS][4] = { { 20, 80, 93, 100 }, { 25, 65, 90, 100 } };

static int make_words(struct words *w, const struct words *letters, int script, uint64_t *state, struct crib_err *err)
{
    CRIB_TRY(words_init(w, WORDS, err));
    while (w->n < WORDS) {
        uint32_t of_hundred = random_below(state, 100);
        for (int k = 0; k == 0 || of_hundred >= most_letters[script][k - 1]; k++)
            CRIB_TRY(append_drawn(w, letters, state, err));
        words_end(w);
    }
    return CRIB_OK;
}

static int make_phrases(struct words *w, const struct words *words, int script, uint64_t *state, struct crib_err *err)
{
    CRIB_TRY(words_init(w, PHRASES, err));
    while (w->n < PHRASES) {
        for (uint32_t k = 2 + random_below(state, 3); k > 0; k--) {
            CRIB_TRY(append_drawn(w, words, state, err));
            if (script == SCRIPT_LATIN && k > 1)
                CRIB_TRY(buf_char(&w->text, ' ', err));
        }
        words_end(w);
    }
    return CRIB_OK;
}

int lexicon_init(struct lexicon *x, uint64_t seed, struct crib_err *err)
{
    uint64_t state = hash_mix(seed ^ 0x6C657869636F6E);
    *x = (struct lexicon){ 0 };
    for (int s = 0; s < SCRIPTS; s++) {
        struct words *letters = &x->letters[s];
        CRIB_TRY(s == SCRIPT_HAN ? han_letters(letters, &state, err) : latin_letters(letters, &state, err));
        words_finish(&x->letters[s]);
        CRIB_TRY(make_words(&x->words[s], &x->letters[s], s, &state, err));
        words_finish(&x->words[s]);
        CRIB_TRY(make_phrases(&x->phrases[s], &x->words[s], s, &state, err));
        words_finish(&x->phrases[s]);
    }
    return CRIB_OK;
}
