/* SPDX-License-Identifier: MIT */
/* Least-significant-digit radix sort, 8 bits a pass; a pass whose digit is
 * the same in all keys is skipped, so that small keys cost little. Keys that
 * differ in many digits, as hashes do, are dealt by the topmost bits first:
 * what then stands together is few, and insertion sort, faster than counting
 * below 64 items, does the rest. What is in order already, and some of it
 * mostly is, is left alone. */
#include "core/sort.h"

#include "core/mem.h"
#include "core/par.h"

static inline uint64_t word_of(const struct kv *x, int word) { return word ? x->key : x->val; }

static void insertion(struct kv *kv, size_t n, bool by_val)
{
    for (size_t i = 1; i < n; i++) {
        struct kv x = kv[i];
        size_t j = i;
        for (; j > 0; j--) {
            const struct kv *y = &kv[j - 1];
            if (y->key < x.key || (y->key == x.key && (!by_val || y->val <= x.val)))
                break;
            kv[j] = *y;
        }
        kv[j] = x;
    }
}

/* The bits in which the words are not all the same. */
static uint64_t differing(const struct kv *kv, size_t n, int word)
{
    uint64_t first = word_of(kv, word), differ = 0;
    for (size_t i = 1; i < n; i++)
        differ |= first ^ word_of(&kv[i], word);
    return differ;
}

/* The digits in which the keys are not all the same, and how often each has
 * each value. */
struct digits {
    int n, at[8];
    size_t count[8][256];
};

static void count_digits(struct digits *g, const struct kv *kv, size_t n, int word)
{
    uint64_t differ = differing(kv, n, word);
    g->n = 0;
    for (int d = 0; d < 8; d++)
        if (differ >> 8 * d & 0xFF) {
            memset(g->count[g->n], 0, sizeof g->count[g->n]);
            g->at[g->n++] = 8 * d;
        }
    for (size_t i = 0; i < n; i++) {
        uint64_t w = word_of(&kv[i], word);
        for (int d = 0; d < g->n; d++)
            g->count[d][w >> g->at[d] & 0xFF]++;
    }
}

/* One pass over each digit of one word; *from and *to are swapped. */
static void radix_word(struct kv **from, struct kv **to, size_t n, int word)
{
    struct digits g;
    count_digits(&g, *from, n, word);
    for (int d = 0; d < g.n; d++) {
        size_t *c = g.count[d], sum = 0;
        for (int b = 0; b < 256; b++) {
            size_t here = c[b];
            c[b] = sum;
            sum += here;
        }
        for (size_t i = 0; i < n; i++)
            (*to)[c[word_of(&(*from)[i], word) >> g.at[d] & 0xFF]++] = (*from)[i];
        struct kv *t = *from;
        *from = *to;
        *to = t;
    }
}

/* Stable by (key >> shift) & mask; each[]: how often it has each value. */
static void scatter(const struct kv *from, struct kv *to, size_t n, int shift, size_t mask, size_t *each)
{
    size_t sum = 0;
    for (size_t b = 0; b <= mask; b++) {
        size_t here = each[b];
        each[b] = sum;
        sum += here;
    }
    for (size_t i = 0; i < n; i++)
        to[each[from[i].key >> shift & mask]++] = from[i];
}

/* Sort kv[n] by key; room[n] is written over. Two digits of the topmost bits
 * in which keys differ tell nearly all hashes apart; what they do not is
 * sorted by the bits below. */
static void deal(struct kv *kv, struct kv *room, size_t n)
{
    enum { FEW = 32, MANY = 1024, BITS = 8, BITS_OF_MANY = 11 };
    uint64_t differ = n < FEW ? 0 : differing(kv, n, 1);
    if (n < FEW)
        insertion(kv, n, false);
    if (!differ)
        return;
    size_t high[1 << BITS_OF_MANY], low[1 << BITS_OF_MANY];
    int bits = n < MANY ? BITS : BITS_OF_MANY, top = 64 - __builtin_clzll(differ);
    int shift = top > 2 * bits ? top - 2 * bits : 0;
    size_t mask = ((size_t)1 << bits) - 1;
    memset(high, 0, (mask + 1) * sizeof *high);
    memset(low, 0, (mask + 1) * sizeof *low);
    for (size_t i = 0; i < n; i++) {
        low[kv[i].key >> shift & mask]++;
        high[kv[i].key >> shift >> bits & mask]++;
    }
    scatter(kv, room, n, shift, mask, low);
    scatter(room, kv, n, shift + bits, mask, high);
    for (size_t beg = 0, end; shift > 0 && beg < n; beg = end) {
        for (end = beg + 1; end < n && kv[end].key >> shift == kv[beg].key >> shift;)
            end++;
        if (end - beg > 1)
            deal(kv + beg, room, end - beg);
    }
}

static bool is_many_digits(uint64_t differ)
{
    enum { FEW_DIGITS = 3 };
    int n = 0;
    for (; differ; differ >>= 8)
        n += (differ & 0xFF) != 0;
    return n > FEW_DIGITS;
}

static bool is_sorted(const struct kv *kv, size_t n, bool by_val)
{
    size_t i = 1;
    while (i < n && (kv[i - 1].key < kv[i].key ||
                     (kv[i - 1].key == kv[i].key && (!by_val || kv[i - 1].val <= kv[i].val))))
        i++;
    return i >= n;
}

/* Then a stable sort by key sorts by value as well. */
static bool values_ascend(const struct kv *kv, size_t n)
{
    size_t i = 1;
    while (i < n && kv[i - 1].val <= kv[i].val)
        i++;
    return i >= n;
}

int sort_kv(struct kv *kv, size_t n, bool by_val, struct crib_err *err)
{
    if (is_sorted(kv, n, by_val))
        return CRIB_OK;
    if (n < 64)
        return insertion(kv, n, by_val), CRIB_OK;
    by_val = by_val && !values_ascend(kv, n);
    struct kv *other = n <= SIZE_MAX / sizeof *other ? mem_alloc(n * sizeof *other) : NULL;
    if (!other)
        return CRIB_NOMEM(err);
    struct kv *from = kv, *to = other;
    if (by_val)
        radix_word(&from, &to, n, 0);
    if (is_many_digits(differing(from, n, 1)))
        deal(from, to, n);
    else
        radix_word(&from, &to, n, 1);
    if (from != kv)
        memcpy(kv, from, n * sizeof *kv);
    mem_free(other);
    return CRIB_OK;
}

struct parts {
    struct kv *kv, *dealt;
    size_t beg[257];
};

static int sort_part(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    (void)err;
    const struct parts *p = arg;
    size_t n = p->beg[i + 1] - p->beg[i];
    struct kv *from = p->dealt + p->beg[i], *to = p->kv + p->beg[i];
    if (n == 0)
        return CRIB_OK;
    memcpy(to, from, n * sizeof *to);
    deal(to, from, n);
    return CRIB_OK;
}

int sort_hashes(struct kv *kv, size_t n, int n_threads, struct crib_err *err)
{
    if (n < 4096)
        return sort_kv(kv, n, false, err);
    struct parts p = { .kv = kv, .dealt = n <= SIZE_MAX / sizeof *kv ? mem_alloc(n * sizeof *kv) : NULL };
    size_t next[256];
    if (!p.dealt)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        p.beg[(kv[i].key >> 56) + 1]++;
    for (int b = 0; b < 256; b++) {
        next[b] = p.beg[b];
        p.beg[b + 1] += p.beg[b];
    }
    for (size_t i = 0; i < n; i++)
        p.dealt[next[kv[i].key >> 56]++] = kv[i];
    int rc = par_for(256, n_threads, sort_part, &p, err);
    mem_free(p.dealt);
    return rc;
}

/* Below RADIX_FROM keys, counting digits costs more than comparing: runs of
 * eight by insertion, merged to and fro. */
enum { RADIX_FROM = 256, INSERTED = 8 };

static void insertion_u64(uint64_t *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t x = v[i];
        size_t j = i;
        for (; j > 0 && v[j - 1] > x; j--)
            v[j] = v[j - 1];
        v[j] = x;
    }
}

static void merge_u64(const uint64_t *x, size_t nx, const uint64_t *y, size_t ny, uint64_t *out)
{
    size_t i = 0, j = 0;
    while (i < nx && j < ny) {
        bool second = y[j] < x[i];
        *out++ = second ? y[j] : x[i];
        j += second;
        i += !second;
    }
    memcpy(out, x + i, (nx - i) * sizeof *x);
    memcpy(out + (nx - i), y + j, (ny - j) * sizeof *y);
}

static void sort_few(uint64_t *v, size_t n)
{
    uint64_t room[RADIX_FROM], *from = v, *to = room;
    for (size_t i = 0; i < n; i += INSERTED)
        insertion_u64(v + i, min_size(INSERTED, n - i));
    for (size_t run = INSERTED; run < n; run *= 2) {
        for (size_t i = 0; i < n; i += 2 * run) {
            size_t mid = min_size(n, i + run), end = min_size(n, i + 2 * run);
            merge_u64(from + i, mid - i, from + mid, end - mid, to + i);
        }
        uint64_t *t = from;
        from = to;
        to = t;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
}

int sort_u64(uint64_t *v, size_t n, struct crib_err *err)
{
    if (n < 2)
        return CRIB_OK;
    if (n < RADIX_FROM)
        return sort_few(v, n), CRIB_OK;
    uint64_t *other = n <= SIZE_MAX / sizeof *other ? mem_alloc(n * sizeof *other) : NULL;
    if (!other)
        return CRIB_NOMEM(err);
    uint64_t *from = v, *to = other, differ = 0;
    for (size_t i = 1; i < n; i++)
        differ |= v[0] ^ v[i];
    for (int d = 0; d < 8; d++) {
        size_t count[256] = { 0 }, sum = 0;
        if (!(differ >> 8 * d & 0xFF))
            continue;
        for (size_t i = 0; i < n; i++)
            count[from[i] >> 8 * d & 0xFF]++;
        for (int b = 0; b < 256; b++) {
            size_t here = count[b];
            count[b] = sum;
            sum += here;
        }
        for (size_t i = 0; i < n; i++)
            to[count[from[i] >> 8 * d & 0xFF]++] = from[i];
        uint64_t *t = from;
        from = to;
        to = t;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
    mem_free(other);
    return CRIB_OK;
}

size_t uniq_u64(uint64_t *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || v[kept - 1] != v[i])
            v[kept++] = v[i];
    return kept;
}
