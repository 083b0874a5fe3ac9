/* SPDX-License-Identifier: MIT */
/* From folded characters to codes: one running hash, three ways to end it.
 * The values are part of stored indexes: they never change. */
#ifndef CRIB_TEXT_TOKEN_HASH_H
#define CRIB_TEXT_TOKEN_HASH_H

#include "core/hash.h"
#include "text/fold.h"
#include "text/fold_table.h"
#include "text/token.h"

#define TOKEN_HASH_SEED UINT64_C(0x6372696221746F6B)
#define TOKEN_HASH_TIMES UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t token_hash_step(uint64_t h, uint32_t folded)
{
    h = (h ^ folded) * TOKEN_HASH_TIMES;
    return h ^ h >> 32;
}

/* A word on its way to a code. What makes a folded letter more than its bare
 * one goes into a hash of its own, together with all that stands before. */
struct spelling { uint64_t hash, marks; };

static inline struct spelling spelling_begin(void) { return (struct spelling){ TOKEN_HASH_SEED, 0 }; }

static inline void spelling_add(struct spelling *w, uint32_t folded)
{
    uint32_t bare = fold_bare_of(folded);
    if (__builtin_expect(bare == folded, 1)) {
        w->hash = token_hash_step(w->hash, folded);
        return;
    }
    w->marks = token_hash_step(w->marks ^ w->hash, folded);
    if (bare)
        w->hash = token_hash_step(w->hash, bare);
}

static inline uint32_t token_word_code(uint64_t h) { return UNIT_WORD_BIT | (uint32_t)(hash_mix(h) >> 33); }
static inline uint32_t token_number_exact(uint64_t h) { return UNIT_NUMBER_BIT | (uint32_t)(hash_mix(h) >> 34); }
static inline uint32_t token_parts_code(uint64_t h) { return UNIT_PARTS_BIT | (uint32_t)(hash_mix(h) >> 35); }

static inline void token_set(struct token *t, uint8_t kind, uint32_t code, uint32_t exact)
{
    t->kind = kind;
    t->code = code;
    t->exact = exact;
}

static inline void token_set_word(struct token *t, const struct spelling *w)
{
    uint32_t code = token_word_code(w->hash);
    token_set(t, UNIT_WORD, code, code);
    t->marks = w->marks;
}

#endif
