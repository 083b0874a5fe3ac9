/* SPDX-License-Identifier: MIT */
/* A word's hash takes one letter after the other, and how long the next word is
 * no processor predicts. So the text is taken in blocks of 64 bytes: where words
 * begin and end is a bit each; and of each word eight letters are hashed,
 * whether it has them or not, and the state behind its last one is kept. Then
 * nothing waits for anything, and several words are under way at once: with
 * vectors of 64 bytes (AVX-512) eight of them, a lane each. */
#include "core/base.h"

#include "text/fold_words.h"

#include "core/cpu.h"
#include "text/token_hash.h"

enum { BLOCK = 64, AT_ONCE = 8 };

/* A bit for each byte of a block. */
struct classes {
    uint64_t word;   /* letters and digits                                        */
    uint64_t closer; /* at a word's beginning: digits, x and X                     */
    uint64_t upper;
    uint64_t apart;  /* dropped, and belongs to no word or number whatever follows */
};

/* The words of a block that can be taken. */
struct words {
    uint64_t beg, end; /* a bit each: first byte, and past the last */
    size_t next;       /* go on here */
    bool more;         /* with another block */
};

/* Is there room for the words of a block, and what is written behind them? */
static inline bool has_room(const struct units *out) { return out->cap - out->n >= FOLD_WORDS_ROOM; }

static inline uint64_t below(size_t n) { return n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX; }
static inline size_t first_of(uint64_t bits) { return bits ? (size_t)__builtin_ctzll(bits) : BLOCK; }

/* Of a block with n bytes, where the text ends if there are fewer than BLOCK. A
 * capital alone, or one repeated, is a closer look's: a capital behind which
 * another stands, and one of which it is not seen here what stands before it. */
static inline struct words find_words(const struct classes *c, size_t n)
{
    uint64_t inside = c->word << 1, beg = c->word & ~inside, end = ~c->word & inside;
    uint64_t apart = c->apart | (n < BLOCK ? UINT64_C(1) << n : 0);
    uint64_t closer = beg & (c->closer | (c->upper & c->upper >> 1) | (c->upper & ~(c->word >> 1) & 1));
    size_t stop = min_size(first_of(~(c->word | apart)), first_of(closer));
    struct words w = { beg & below(stop), end & below(stop), min_size(stop, n), stop == BLOCK };
    if (w.beg > w.end) { /* the last is not seen to its end */
        w.next = (size_t)(63 - __builtin_clzll(w.beg));
        w.more &= w.next > 0;
        w.beg ^= UINT64_C(1) << w.next;
    }
    return w;
}

static inline uint32_t code_of(const char *lower, size_t n)
{
    uint64_t h[AT_ONCE + 1] = { TOKEN_HASH_SEED };
    for (size_t i = 0; i < AT_ONCE; i++)
        h[i + 1] = token_hash_step(h[i], (unsigned char)lower[i]);
    uint64_t hash = h[min_size(n, AT_ONCE)];
    for (size_t i = AT_ONCE; i < n; i++)
        hash = token_hash_step(hash, (unsigned char)lower[i]);
    return token_word_code(hash);
}

static inline void write_words(const char *lower, size_t at, struct words w, struct units *out)
{
    uint32_t n = out->n;
    for (; w.beg; n++, w.beg &= w.beg - 1, w.end &= w.end - 1) {
        uint32_t beg = (uint32_t)__builtin_ctzll(w.beg), end = (uint32_t)__builtin_ctzll(w.end);
        out->code[n] = out->exact[n] = code_of(lower + beg, end - beg);
        out->beg[n] = (uint32_t)at + beg;
        out->end[n] = (uint32_t)at + end;
        out->kind[n] = UNIT_WORD;
    }
    out->n = n;
}

/* Each class has a byte, so that those of eight characters go into one number. */
enum { WORD = 1, CLOSER = 1 << 8, UPPER = 1 << 16, APART = 1 << 24 };
#define LETTER(c) [c] = WORD, [(c) - 0x20] = WORD | UPPER
#define FIGURE(c) [c] = WORD | CLOSER
static const uint32_t class_of[256] = {
    LETTER('a'), LETTER('b'), LETTER('c'), LETTER('d'), LETTER('e'), LETTER('f'), LETTER('g'), LETTER('h'), LETTER('i'),
    LETTER('j'), LETTER('k'), LETTER('l'), LETTER('m'), LETTER('n'), LETTER('o'), LETTER('p'), LETTER('q'), LETTER('r'),
    LETTER('s'), LETTER('t'), LETTER('u'), LETTER('v'), LETTER('w'), LETTER('y'), LETTER('z'),
    ['x'] = WORD | CLOSER, ['X'] = WORD | CLOSER | UPPER,
    FIGURE('0'), FIGURE('1'), FIGURE('2'), FIGURE('3'), FIGURE('4'), FIGURE('5'), FIGURE('6'), FIGURE('7'), FIGURE('8'),
    FIGURE('9'),
    ['\t'] = APART, [' '] = APART, ['!'] = APART, ['"'] = APART, ['#'] = APART, ['$'] = APART, ['%'] = APART,
    ['&'] = APART, ['('] = APART, [')'] = APART, ['+'] = APART, [','] = APART, ['-'] = APART, ['.'] = APART,
    ['/'] = APART, [';'] = APART, ['<'] = APART, ['='] = APART, ['>'] = APART, ['?'] = APART, ['@'] = APART,
    ['['] = APART, ['\\'] = APART, [']'] = APART, ['^'] = APART, ['_'] = APART, ['`'] = APART, ['{'] = APART,
    ['|'] = APART, ['}'] = APART, ['~'] = APART,
};

static inline struct classes classes_of(const unsigned char *p)
{
    struct classes c = { 0, 0, 0, 0 };
    for (int i = 0; i < BLOCK; i += 8, p += 8) {
        uint32_t eight = class_of[p[0]] | class_of[p[1]] << 1 | class_of[p[2]] << 2 | class_of[p[3]] << 3 |
                         class_of[p[4]] << 4 | class_of[p[5]] << 5 | class_of[p[6]] << 6 | class_of[p[7]] << 7;
        c.word |= (uint64_t)(eight & 0xFF) << i;
        c.closer |= (uint64_t)(eight >> 8 & 0xFF) << i;
        c.upper |= (uint64_t)(eight >> 16 & 0xFF) << i;
        c.apart |= (uint64_t)(eight >> 24) << i;
    }
    return c;
}

static size_t words_plain(const char *text, size_t at, size_t end, struct units *out)
{
    for (bool more = true; more && at < end && has_room(out);) {
        char block[BLOCK] = { 0 }, lower[BLOCK + AT_ONCE] = { 0 };
        size_t n = min_size(end - at, BLOCK);
        memcpy(block, text + at, n);
        for (size_t i = 0; i < BLOCK; i++)
            lower[i] = block[i] | 0x20;
        struct classes c = classes_of((const unsigned char *)block);
        struct words w = find_words(&c, n);
        write_words(lower, at, w, out);
        at += w.next;
        more = w.more;
    }
    return at;
}

#if defined CPU_X86
#include <immintrin.h>

#include "core/hash_lanes.h"

/* All bytes of a block at once. */
static inline uint64_t mask_of(const __m128i v[4])
{
    uint64_t low = (uint32_t)_mm_movemask_epi8(v[0]) | (uint32_t)_mm_movemask_epi8(v[1]) << 16;
    uint64_t high = (uint32_t)_mm_movemask_epi8(v[2]) | (uint32_t)_mm_movemask_epi8(v[3]) << 16;
    return low | high << 32;
}

/* from <= x <= to, both ASCII. */
static inline __m128i within(__m128i x, char from, char to)
{
    return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)(from - 1))),
                         _mm_cmplt_epi8(x, _mm_set1_epi8((char)(to + 1))));
}

static inline __m128i is(__m128i x, char c) { return _mm_cmpeq_epi8(x, _mm_set1_epi8(c)); }

static inline struct classes classes_sse2(const char *block, char *lower)
{
    __m128i word[4], closer[4], upper[4], apart[4];
    for (int i = 0; i < 4; i++) {
        __m128i x = _mm_loadu_si128((const void *)(block + 16 * i)), low = _mm_or_si128(x, _mm_set1_epi8(0x20));
        __m128i figure = within(x, '0', '9'), joins = _mm_or_si128(_mm_or_si128(is(x, '\''), is(x, '*')), is(x, ':'));
        _mm_storeu_si128((void *)(lower + 16 * i), low);
        word[i] = _mm_or_si128(figure, within(low, 'a', 'z'));
        closer[i] = _mm_or_si128(figure, is(low, 'x'));
        upper[i] = within(x, 'A', 'Z');
        apart[i] = _mm_andnot_si128(_mm_or_si128(joins, word[i]), _mm_or_si128(within(x, ' ', '~'), is(x, '\t')));
    }
    return (struct classes){ mask_of(word), mask_of(closer), mask_of(upper), mask_of(apart) };
}

static size_t words_sse2(const char *text, size_t at, size_t end, struct units *out)
{
    for (bool more = true; more && at < end && has_room(out);) {
        char block[BLOCK], lower[BLOCK + AT_ONCE] = { 0 };
        size_t n = min_size(end - at, BLOCK);
        if (n < BLOCK) {
            memset(block, 0, sizeof block);
            memcpy(block, text + at, n);
        }
        struct classes c = classes_sse2(n < BLOCK ? block : text + at, lower);
        struct words w = find_words(&c, n);
        write_words(lower, at, w, out);
        at += w.next;
        more = w.more;
    }
    return at;
}

/* Where the bits are, from `at` on, and something behind them. */
__attribute__((CPU_AVX512)) static inline void write_places(uint64_t bits, size_t at, uint32_t *out)
{
    const __m512i ramp = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int i = 0; i < 4; i++, bits >>= 16) {
        __m512i place = _mm512_add_epi32(ramp, _mm512_set1_epi32((int)(at + 16 * (size_t)i)));
        _mm512_storeu_si512(out, _mm512_maskz_compress_epi32((__mmask16)bits, place));
        out += __builtin_popcount((unsigned)bits & 0xFFFF);
    }
}

/* Eight bytes of each of eight words. */
__attribute__((CPU_AVX512)) static inline __m512i eight_of(const char *const word[AT_ONCE], size_t from)
{
    __m128i v[4];
    for (int i = 0; i < 4; i++)
        v[i] = _mm_unpacklo_epi64(_mm_loadl_epi64((const void *)(word[2 * i] + from)),
                                  _mm_loadl_epi64((const void *)(word[2 * i + 1] + from)));
    __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(v[0]), v[1], 1);
    __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(v[2]), v[3], 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* The hashes go on with the first `left` letters of their lanes, as many as
 * there are. */
__attribute__((CPU_AVX512)) static inline __m512i hash_eight(__m512i h, __m512i bytes, __m512i left)
{
    const __m512i times = _mm512_set1_epi64((long long)TOKEN_HASH_TIMES), byte = _mm512_set1_epi64(0xFF);
    __m512i letters = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
    for (int i = 0; i < AT_ONCE; i++, letters = _mm512_srli_epi64(letters, 8)) {
        __m512i step = _mm512_mullo_epi64(_mm512_xor_si512(h, _mm512_and_si512(letters, byte)), times);
        h = _mm512_mask_xor_epi64(h, _mm512_cmpgt_epi64_mask(left, _mm512_set1_epi64(i)), step,
                                  _mm512_srli_epi64(step, 32));
    }
    return h;
}

/* Text whose last bytes are held elsewhere, with room behind them. */
struct tailed {
    const char *text;
    const char *tail;
    size_t from;      /* byte of the text with which the tail begins */
};

/* token_word_code() of eight words. */
__attribute__((CPU_AVX512)) static inline __m256i codes_of(const struct tailed *t, const uint32_t *beg,
                                                           const uint32_t *end)
{
    const char *word[AT_ONCE];
    for (int i = 0; i < AT_ONCE; i++)
        word[i] = beg[i] < t->from ? t->text + beg[i] : t->tail + (beg[i] - t->from);
    __m256i n = _mm256_sub_epi32(_mm256_loadu_si256((const void *)end), _mm256_loadu_si256((const void *)beg));
    __m512i left = _mm512_cvtepi32_epi64(n), h = _mm512_set1_epi64((long long)TOKEN_HASH_SEED);
    h = hash_eight(h, eight_of(word, 0), left);
    for (size_t from = AT_ONCE; _mm256_cmpgt_epi32_mask(n, _mm256_set1_epi32((int)from)); from += AT_ONCE) {
        left = _mm512_sub_epi64(left, _mm512_set1_epi64(AT_ONCE));
        h = hash_eight(h, eight_of(word, from), left);
    }
    return _mm256_or_si256(_mm512_cvtepi64_epi32(_mm512_srli_epi64(hash_mix_lanes(h), 33)),
                           _mm256_set1_epi32((int)UNIT_WORD_BIT));
}

/* The codes of the units from `first` on, whose places are known. Behind the
 * last its own place is repeated, to fill the lanes. */
__attribute__((CPU_AVX512)) static void write_codes(const char *text, size_t end, uint32_t first, struct units *out)
{
    char tail[2 * BLOCK];
    struct tailed t = { text, tail, end - min_size(end, BLOCK) };
    if (first == out->n)
        return;
    if (out->beg[out->n - 1] < t.from)
        t.from = end;
    else
        _mm512_storeu_si512((void *)tail, _mm512_maskz_loadu_epi8(below(end - t.from), text + t.from));
    for (uint32_t i = out->n; i < out->n + AT_ONCE; i++) {
        out->beg[i] = out->beg[out->n - 1];
        out->end[i] = out->end[out->n - 1];
    }
    for (uint32_t n = first; n < out->n; n += AT_ONCE) {
        __m256i code = codes_of(&t, out->beg + n, out->end + n);
        _mm256_storeu_si256((void *)(out->code + n), code);
        _mm256_storeu_si256((void *)(out->exact + n), code);
    }
    memset(out->kind + first, UNIT_WORD, out->n - first);
}

__attribute__((CPU_AVX512)) static inline __mmask64 within_avx512(__m512i x, char from, char to)
{
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8(from)), _mm512_set1_epi8((char)(to - from)));
}

__attribute__((CPU_AVX512)) static inline __mmask64 is_avx512(__m512i x, char c)
{
    return _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8(c));
}

__attribute__((CPU_AVX512)) static size_t words_avx512(const char *text, size_t at, size_t end, struct units *out)
{
    uint32_t first = out->n;
    for (bool more = true; more && at < end && has_room(out);) {
        size_t n = min_size(end - at, BLOCK);
        __m512i x = _mm512_maskz_loadu_epi8(below(n), text + at), low = _mm512_or_si512(x, _mm512_set1_epi8(0x20));
        uint64_t figure = within_avx512(x, '0', '9'), word = figure | within_avx512(low, 'a', 'z');
        uint64_t joins = is_avx512(x, '\'') | is_avx512(x, '*') | is_avx512(x, ':');
        struct classes c = { .word = word, .closer = figure | is_avx512(low, 'x'), .upper = within_avx512(x, 'A', 'Z'),
                             .apart = (within_avx512(x, ' ', '~') | is_avx512(x, '\t')) & ~(word | joins) };
        struct words w = find_words(&c, n);
        write_places(w.beg, at, out->beg + out->n);
        write_places(w.end, at, out->end + out->n);
        out->n += (uint32_t)__builtin_popcountll(w.beg);
        at += w.next;
        more = w.more;
    }
    write_codes(text, end, first, out);
    return at;
}
#endif

size_t fold_words_loops(fold_words_fn *out[FOLD_WORDS_LOOPS])
{
    size_t n = 0;
    out[n++] = words_plain;
#if defined CPU_X86
    out[n++] = words_sse2;
    if (cpu_has_avx512())
        out[n++] = words_avx512;
#endif
    return n;
}

fold_words_fn *fold_words_best(void)
{
    fold_words_fn *loop[FOLD_WORDS_LOOPS];
    return loop[fold_words_loops(loop) - 1];
}
