/* SPDX-License-Identifier: MIT */
/* Which documents a body is most like in what it speaks of.
 *
 * The vector space model of retrieval (Salton): a body is the words, or pairs
 * of characters, that tell most about it (term frequency, damped, times
 * inverse document frequency), and is like another by the cosine. What only
 * one body has, or most have, tells nothing. Features are counted in a table
 * of hashes: two that fall together now and then do no harm. An inverted
 * index finds the bodies that share a feature; of one that many have only the
 * bodies that have it most are listed, which bounds the work. */
#include "cluster/kindred.h"

#include <math.h>

#include "core/hash.h"
#include "core/sort.h"

enum {
    TABLE_BITS = 18,
    FEATURES = 48,       /* of one body */
    LISTED = 256,        /* bodies of one feature */
    COMPANY = 8,         /* at most one body in so many is another's kin */
    EVERYWHERE = 3       /* a feature of more than one body in so many tells nothing */
};

struct trait { uint32_t feature; float weight; };
struct use { uint32_t doc; float weight; };

struct field {
    const struct titled *doc;
    uint32_t n;
    const uint32_t *group_of;
    uint32_t *count, *touched, n_touched; /* [1 << TABLE_BITS] of one body */
    uint32_t *bodies;                     /* [1 << TABLE_BITS] that have the feature, equal texts once */
    uint32_t n_body;
    struct trait *trait;                  /* [n][FEATURES] */
    uint32_t *n_trait;                    /* [n] */
    uint32_t *first;                      /* [(1 << TABLE_BITS) + 1] */
    struct use *use;
};

static void count_features(struct field *f, uint32_t d)
{
    const struct units *u = f->doc[d].body;
    for (uint32_t i = 0; i < f->n_touched; i++)
        f->count[f->touched[i]] = 0;
    f->n_touched = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        uint64_t key = unit_code(u, i);
        if (unit_kind(u, i) == UNIT_CHAR && i + 1 < u->n && unit_kind(u, i + 1) == UNIT_CHAR)
            key = key << 32 | unit_code(u, i + 1);
        else if (unit_kind(u, i) != UNIT_WORD)
            continue;
        uint32_t at = (uint32_t)(hash_mix(key) >> (64 - TABLE_BITS));
        if (f->count[at]++ == 0)
            f->touched[f->n_touched++] = at;
    }
}

static float weight_of(const struct field *f, uint32_t feature)
{
    double with = f->bodies[feature], all = f->n_body;
    if (with < 2 || (with > 3 && with * EVERYWHERE > all))
        return 0;
    return (float)((1 + log(f->count[feature])) * log((all + 1) / with));
}

/* Keep the FEATURES heaviest in a heap whose lightest is on top; of equal
 * ones the smaller numbers. */
static bool is_lighter(struct trait a, struct trait b)
{
    return a.weight < b.weight || (a.weight == b.weight && a.feature > b.feature);
}

static void sink(struct trait *heap, uint32_t n)
{
    for (uint32_t i = 0;;) {
        uint32_t least = i;
        for (uint32_t k = 2 * i + 1; k <= 2 * i + 2 && k < n; k++)
            if (is_lighter(heap[k], heap[least]))
                least = k;
        if (least == i)
            return;
        struct trait t = heap[i];
        heap[i] = heap[least];
        heap[least] = t;
        i = least;
    }
}

static uint32_t keep_heaviest(struct trait *heap, uint32_t n, struct trait t)
{
    if (n == FEATURES) {
        if (is_lighter(heap[0], t)) {
            heap[0] = t;
            sink(heap, n);
        }
        return n;
    }
    uint32_t i = n;
    for (; i > 0 && is_lighter(t, heap[(i - 1) / 2]); i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = t;
    return n + 1;
}

static void choose_traits(struct field *f, uint32_t d)
{
    struct trait *heap = f->trait + (size_t)d * FEATURES;
    uint32_t n = 0;
    double squares = 0;
    count_features(f, d);
    for (uint32_t i = 0; i < f->n_touched; i++) {
        struct trait t = { f->touched[i], weight_of(f, f->touched[i]) };
        if (t.weight > 0)
            n = keep_heaviest(heap, n, t);
    }
    for (uint32_t i = 0; i < n; i++)
        squares += (double)heap[i].weight * heap[i].weight;
    for (uint32_t i = 0; i < n; i++)
        heap[i].weight = (float)(heap[i].weight / sqrt(squares));
    f->n_trait[d] = n;
}

static bool stands_for_group(const struct field *f, uint32_t d) { return f->group_of[d] == d; }

/* The inverted index, each list with its heaviest uses first. */
static int list_uses(struct field *f, struct crib_err *err)
{
    size_t total = 0, n = 0;
    for (uint32_t d = 0; d < f->n; d++)
        total += stands_for_group(f, d) ? f->n_trait[d] : 0;
    struct kv *kv = mem_alloc((total + 1) * sizeof *kv);
    f->use = mem_alloc((total + 1) * sizeof *f->use);
    int rc = kv && f->use ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK && total > UINT32_MAX)
        rc = CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "more than %u features", UINT32_MAX);
    for (uint32_t d = 0; d < f->n && rc == CRIB_OK; d++) {
        for (uint32_t i = 0; stands_for_group(f, d) && i < f->n_trait[d]; i++) {
            struct trait t = f->trait[(size_t)d * FEATURES + i];
            uint32_t light = (uint32_t)((1 - t.weight) * 1e6f);
            kv[n++] = (struct kv){ (uint64_t)t.feature << 32 | light, d };
        }
    }
    if (rc == CRIB_OK)
        rc = sort_kv(kv, n, true, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        f->use[i] = (struct use){ (uint32_t)kv[i].val, 1 - (float)(kv[i].key & UINT32_MAX) * 1e-6f };
        f->first[(kv[i].key >> 32) + 1]++;
    }
    for (size_t i = 0; i < (size_t)1 << TABLE_BITS; i++)
        f->first[i + 1] += f->first[i];
    mem_free(kv);
    return rc;
}

/* like[]: 0 for all documents before and after. */
static void find_kin(const struct field *f, uint32_t d, float *like, uint32_t *met, struct kindred *out)
{
    uint32_t n_met = 0, n = 0, most = max_u32(min_u32(KINDRED, f->n_body / COMPANY), 2);
    struct kin *kin = out->kin + (size_t)d * KINDRED;
    for (uint32_t i = 0; i < f->n_trait[d]; i++) {
        struct trait t = f->trait[(size_t)d * FEATURES + i];
        uint32_t beg = f->first[t.feature], end = min_u32(f->first[t.feature + 1], beg + LISTED);
        for (uint32_t k = beg; k < end; k++) {
            if (like[f->use[k].doc] == 0)
                met[n_met++] = f->use[k].doc;
            like[f->use[k].doc] += t.weight * f->use[k].weight;
        }
    }
    for (uint32_t i = 0; i < n_met; i++) {
        struct kin k = { met[i], like[met[i]] };
        like[met[i]] = 0;
        if (f->group_of[k.doc] == f->group_of[d])
            continue;
        uint32_t at = n < most ? n++ : most;
        for (; at > 0 && (kin[at - 1].like < k.like || (kin[at - 1].like == k.like && kin[at - 1].doc > k.doc)); at--)
            if (at < most)
                kin[at] = kin[at - 1];
        if (at < most)
            kin[at] = k;
    }
    out->n[d] = n;
}

static int field_init(struct field *f, struct crib_err *err)
{
    size_t size = (size_t)1 << TABLE_BITS;
    f->count = mem_zero(size, sizeof *f->count);
    f->touched = mem_alloc(size * sizeof *f->touched);
    f->bodies = mem_zero(size, sizeof *f->bodies);
    f->first = mem_zero(size + 1, sizeof *f->first);
    f->trait = mem_zero((size_t)f->n + 1, FEATURES * sizeof *f->trait);
    f->n_trait = mem_zero((size_t)f->n + 1, sizeof *f->n_trait);
    return f->count && f->touched && f->bodies && f->first && f->trait && f->n_trait ? CRIB_OK : CRIB_NOMEM(err);
}

static void field_done(struct field *f)
{
    void *block[] = { f->count, f->touched, f->bodies, f->first, f->trait, f->n_trait, f->use };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
}

static int study(struct field *f, struct crib_err *err)
{
    CRIB_TRY(field_init(f, err));
    for (uint32_t d = 0; d < f->n; d++) {
        if (!stands_for_group(f, d))
            continue;
        count_features(f, d);
        f->n_body++;
        for (uint32_t i = 0; i < f->n_touched; i++)
            f->bodies[f->touched[i]]++;
    }
    for (uint32_t d = 0; d < f->n; d++)
        choose_traits(f, d);
    return list_uses(f, err);
}

int kindred_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, struct kindred *out, struct crib_err *err)
{
    struct field f = { .doc = doc, .n = n, .group_of = group_of };
    *out = (struct kindred){ 0 };
    int rc = study(&f, err);
    float *like = mem_zero((size_t)n + 1, sizeof *like);
    uint32_t *met = mem_alloc(((size_t)n + 1) * sizeof *met);
    out->kin = mem_zero((size_t)n + 1, KINDRED * sizeof *out->kin);
    out->n = mem_zero((size_t)n + 1, sizeof *out->n);
    if (rc == CRIB_OK && !(like && met && out->kin && out->n))
        rc = CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n && rc == CRIB_OK; d++)
        find_kin(&f, d, like, met, out);
    mem_free(like);
    mem_free(met);
    field_done(&f);
    return rc;
}

void kindred_done(struct kindred *k)
{
    mem_free(k->kin);
    mem_free(k->n);
    *k = (struct kindred){ 0 };
}
