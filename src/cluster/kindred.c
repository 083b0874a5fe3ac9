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

#include "cluster/counts.h"
#include "core/hash.h"
#include "core/par.h"
#include "core/sort.h"

enum {
    TABLE_BITS = 18,
    FEATURES = KINDRED_TRAITS,
    LISTED = 256,        /* bodies of one feature */
    COMPANY = 8,         /* at most one body in so many is another's kin */
    EVERYWHERE = 3,      /* a feature of more than one body in so many tells nothing */
    BATCH = 256,         /* units of a body */
    FEW = 256            /* uses in one body whose logarithm is at hand */
};

struct use { uint32_t doc; float weight; };

/* A thread's own tables. */
struct desk {
    uint64_t *seen;                       /* [1 << TABLE_BITS] bits, of one body; 0 outside of one */
    uint32_t *count;                      /* [1 << TABLE_BITS] of one body; 0 outside of one */
    uint32_t *touched, n_touched;
    uint32_t *bodies;                     /* [1 << TABLE_BITS] of those it read that have the feature */
    float *like;                          /* [n] to one body; 0 outside of one */
    uint32_t *met;                        /* [n] */
};

struct field {
    const struct titled *doc;
    uint32_t n;
    const uint32_t *group_of;
    struct desk *desk;                    /* [n_threads]; the first one's bodies[] become the sum of all */
    int n_threads;
    uint32_t n_body;                      /* equal texts once */
    double damped[FEW];                   /* 1 + log of so many uses */
    double *rare;                         /* [n_body + 1] how much a feature of so many bodies tells, 0: nothing */
    uint32_t *first;                      /* [(1 << TABLE_BITS) + 1] */
    struct use *use;
    struct kindred *out;
};

/* A body's features one after another, in batches: the tables that they are
 * looked up in are too large for the nearest cache, and look-ups that follow
 * each other closely wait together. */
struct reading { struct unit_kinds kinds; uint32_t at, n; uint32_t feature[BATCH]; };

static_assert(KINDRED_FEATURES == 1 << TABLE_BITS, "numbers of features are those of the table");

static uint32_t feature_of(uint64_t key) { return (uint32_t)(hash_mix(key) >> (64 - TABLE_BITS)); }

/* Makes the next batch feature[n]; false: there is none. */
static bool next_batch(struct reading *r)
{
    const struct units *u = r->kinds.of;
    uint32_t i = r->at, end = min_u32(u->n, i + BATCH), n = 0;
    uint8_t kind = i < end ? unit_kinds_at(&r->kinds, i) : UNIT_NUMBER;
    for (; i < end; i++) {
        uint8_t next = i + 1 < u->n ? unit_kinds_at(&r->kinds, i + 1) : UNIT_NUMBER;
        if (kind == UNIT_WORD)
            r->feature[n++] = feature_of(unit_code(u, i));
        else if (kind == UNIT_CHAR && next == UNIT_CHAR)
            r->feature[n++] = feature_of((uint64_t)unit_code(u, i) << 32 | unit_code(u, i + 1));
        kind = next;
    }
    bool any = r->at < end;
    r->at = end;
    r->n = n;
    return any;
}

/* touched[] becomes the features of a body, in order of appearance. */
static void list_features(const struct units *u, struct desk *k)
{
    struct reading r = { .kinds.of = u };
    k->n_touched = 0;
    while (next_batch(&r))
        for (uint32_t i = 0; i < r.n; i++) {
            uint64_t bit = UINT64_C(1) << (r.feature[i] & 63), *seen = &k->seen[r.feature[i] >> 6];
            k->touched[k->n_touched] = r.feature[i];
            k->n_touched += !(*seen & bit);
            *seen |= bit;
        }
    for (uint32_t i = 0; i < k->n_touched; i++)
        k->seen[k->touched[i] >> 6] = 0;
}

/* The same, and count[] becomes how often it has each. */
static void count_features(const struct units *u, struct desk *k)
{
    struct reading r = { .kinds.of = u };
    k->n_touched = 0;
    while (next_batch(&r))
        for (uint32_t i = 0; i < r.n; i++) {
            k->touched[k->n_touched] = r.feature[i];
            k->n_touched += k->count[r.feature[i]]++ == 0;
        }
}

static int find_rarities(struct field *f, struct crib_err *err)
{
    double all = f->n_body;
    for (uint32_t n = 1; n < FEW; n++)
        f->damped[n] = 1 + log(n);
    f->rare = mem_zero((size_t)f->n_body + 1, sizeof *f->rare);
    if (!f->rare)
        return CRIB_NOMEM(err);
    for (uint32_t with = 2; with <= f->n_body && (with <= 3 || (double)with * EVERYWHERE <= all); with++)
        f->rare[with] = log((all + 1) / with);
    return CRIB_OK;
}

static float weight_of(const struct field *f, uint32_t n, uint32_t with)
{
    return (float)((n < FEW ? f->damped[n] : 1 + log(n)) * f->rare[with]);
}

/* The FEATURES heaviest are kept in a heap whose lightest is on top; of equal
 * ones the smaller numbers. Weights are above 0, so that their bits are in
 * their order, and one comparison tells. */
static uint64_t heap_key(struct trait t)
{
    uint32_t bits;
    memcpy(&bits, &t.weight, sizeof bits);
    return (uint64_t)bits << 32 | (UINT32_MAX - t.feature);
}

static struct trait trait_of(uint64_t key)
{
    struct trait t = { UINT32_MAX - (uint32_t)key, 0 };
    uint32_t bits = (uint32_t)(key >> 32);
    memcpy(&t.weight, &bits, sizeof bits);
    return t;
}

/* In the place of the lightest. */
static void replace_lightest(uint64_t *heap, uint32_t n, uint64_t key)
{
    uint32_t i = 0;
    for (uint32_t k = 1; k < n; k = 2 * i + 1) {
        k += k + 1 < n && heap[k + 1] < heap[k];
        if (heap[k] >= key)
            break;
        heap[i] = heap[k];
        i = k;
    }
    heap[i] = key;
}

static uint32_t keep_heaviest(uint64_t *heap, uint32_t n, uint64_t key)
{
    if (n == FEATURES) {
        if (heap[0] < key)
            replace_lightest(heap, n, key);
        return n;
    }
    uint32_t i = n;
    for (; i > 0 && key < heap[(i - 1) / 2]; i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = key;
    return n + 1;
}

static void sort_by_feature(struct trait *t, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        struct trait moved = t[i];
        uint32_t at = i;
        for (; at > 0 && t[at - 1].feature > moved.feature; at--)
            t[at] = t[at - 1];
        t[at] = moved;
    }
}

static int choose_traits(size_t d, int thread, void *arg, struct crib_err *err)
{
    struct field *f = arg;
    struct desk *k = &f->desk[thread];
    struct trait *trait = f->out->trait + d * FEATURES;
    uint64_t heap[FEATURES];
    uint32_t n = 0;
    double squares = 0;
    (void)err;
    count_features(f->doc[d].body, k);
    for (uint32_t i = 0; i < k->n_touched; i++) {
        uint32_t feature = k->touched[i];
        struct trait t = { feature, weight_of(f, k->count[feature], f->desk[0].bodies[feature]) };
        k->count[feature] = 0;
        if (t.weight > 0)
            n = keep_heaviest(heap, n, heap_key(t));
    }
    for (uint32_t i = 0; i < n; i++) {
        trait[i] = trait_of(heap[i]);
        squares += (double)trait[i].weight * trait[i].weight;
    }
    for (uint32_t i = 0; i < n; i++)
        trait[i].weight = (float)(trait[i].weight / sqrt(squares));
    sort_by_feature(trait, n);
    f->out->n_trait[d] = n;
    return CRIB_OK;
}

static bool stands_for_group(const struct field *f, uint32_t d) { return f->group_of[d] == d; }

/* The inverted index, each list with its heaviest uses first. */
static int list_uses(struct field *f, struct crib_err *err)
{
    size_t total = 0, n = 0;
    for (uint32_t d = 0; d < f->n; d++)
        total += stands_for_group(f, d) ? f->out->n_trait[d] : 0;
    struct kv *kv = mem_alloc((total + 1) * sizeof *kv);
    f->use = mem_alloc((total + 1) * sizeof *f->use);
    int rc = kv && f->use ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK && total > UINT32_MAX)
        rc = CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "more than %u features", UINT32_MAX);
    for (uint32_t d = 0; d < f->n && rc == CRIB_OK; d++) {
        for (uint32_t i = 0; stands_for_group(f, d) && i < f->out->n_trait[d]; i++) {
            struct trait t = f->out->trait[(size_t)d * FEATURES + i];
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

static bool is_nearer(struct kin a, struct kin b) { return a.like > b.like || (a.like == b.like && a.doc < b.doc); }

/* Puts k in its place among the nearest; returns how many there are then. */
static uint32_t keep_nearest(struct kin *kin, uint32_t n, uint32_t most, struct kin k)
{
    if (n == most && !is_nearer(k, kin[most - 1]))
        return n;
    uint32_t at = n < most ? n : most - 1;
    for (; at > 0 && is_nearer(k, kin[at - 1]); at--)
        kin[at] = kin[at - 1];
    kin[at] = k;
    return n < most ? n + 1 : most;
}

static int find_kin(size_t d, int thread, void *arg, struct crib_err *err)
{
    const struct field *f = arg;
    float *like = f->desk[thread].like;
    uint32_t *met = f->desk[thread].met;
    uint32_t n_met = 0, n = 0, most = max_u32(min_u32(KINDRED, f->n_body / COMPANY), 2);
    struct kin *kin = f->out->kin + d * KINDRED;
    (void)err;
    for (uint32_t i = 0; i < f->out->n_trait[d]; i++) {
        struct trait t = f->out->trait[d * FEATURES + i];
        uint32_t beg = f->first[t.feature], end = min_u32(f->first[t.feature + 1], beg + LISTED);
        for (uint32_t k = beg; k < end; k++) {
            met[n_met] = f->use[k].doc;
            n_met += like[f->use[k].doc] == 0;
            like[f->use[k].doc] += t.weight * f->use[k].weight;
        }
    }
    float enough = 0; /* less is not near, once there are enough */
    for (uint32_t i = 0; i < n_met; i++) {
        struct kin k = { met[i], like[met[i]] };
        like[met[i]] = 0;
        if (k.like < enough || f->group_of[k.doc] == f->group_of[d])
            continue;
        n = keep_nearest(kin, n, most, k);
        enough = n < most ? 0 : kin[most - 1].like;
    }
    f->out->n[d] = n;
    return CRIB_OK;
}

static int desks_init(struct field *f, struct crib_err *err)
{
    size_t size = (size_t)1 << TABLE_BITS;
    f->desk = mem_zero((size_t)f->n_threads, sizeof *f->desk);
    if (!f->desk)
        return CRIB_NOMEM(err);
    for (int t = 0; t < f->n_threads; t++) {
        struct desk *k = &f->desk[t];
        k->seen = mem_zero(size / 64, sizeof *k->seen);
        k->count = mem_zero(size, sizeof *k->count);
        k->touched = mem_alloc((size + 1) * sizeof *k->touched);
        k->bodies = mem_zero(size, sizeof *k->bodies);
        k->like = mem_zero((size_t)f->n + 1, sizeof *k->like);
        k->met = mem_alloc(((size_t)f->n + 2) * sizeof *k->met);
        if (!k->seen || !k->count || !k->touched || !k->bodies || !k->like || !k->met)
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

static int field_init(struct field *f, struct crib_err *err)
{
    CRIB_TRY(desks_init(f, err));
    f->first = mem_zero(((size_t)1 << TABLE_BITS) + 1, sizeof *f->first);
    f->out->trait = mem_zero((size_t)f->n + 1, FEATURES * sizeof *f->out->trait);
    f->out->n_trait = mem_zero((size_t)f->n + 1, sizeof *f->out->n_trait);
    f->out->kin = mem_zero((size_t)f->n + 1, KINDRED * sizeof *f->out->kin);
    f->out->n = mem_zero((size_t)f->n + 1, sizeof *f->out->n);
    return f->first && f->out->trait && f->out->n_trait && f->out->kin && f->out->n ? CRIB_OK : CRIB_NOMEM(err);
}

static void field_done(struct field *f)
{
    for (int t = 0; f->desk && t < f->n_threads; t++) {
        void *block[] = { f->desk[t].seen, f->desk[t].count, f->desk[t].touched, f->desk[t].bodies, f->desk[t].like,
                          f->desk[t].met };
        for (size_t i = 0; i < COUNT_OF(block); i++)
            mem_free(block[i]);
    }
    void *block[] = { f->desk, f->rare, f->first, f->use };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
}

static int count_body(size_t d, int thread, void *arg, struct crib_err *err)
{
    struct field *f = arg;
    struct desk *k = &f->desk[thread];
    (void)err;
    if (!stands_for_group(f, (uint32_t)d))
        return CRIB_OK;
    list_features(f->doc[d].body, k);
    for (uint32_t i = 0; i < k->n_touched; i++)
        k->bodies[k->touched[i]]++;
    return CRIB_OK;
}

static int study(struct field *f, struct crib_err *err)
{
    CRIB_TRY(field_init(f, err));
    for (uint32_t d = 0; d < f->n; d++)
        f->n_body += stands_for_group(f, d);
    CRIB_TRY(par_for(f->n, f->n_threads, count_body, f, err));
    for (int t = 1; t < f->n_threads; t++)
        for (size_t i = 0; i < (size_t)1 << TABLE_BITS; i++)
            f->desk[0].bodies[i] += f->desk[t].bodies[i];
    CRIB_TRY(find_rarities(f, err));
    CRIB_TRY(par_for(f->n, f->n_threads, choose_traits, f, err));
    CRIB_TRY(list_uses(f, err));
    return par_for(f->n, f->n_threads, find_kin, f, err);
}

int kindred_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, int n_threads, struct kindred *out,
                 struct crib_err *err)
{
    struct field f = { .doc = doc, .n = n, .group_of = group_of, .out = out };
    f.n_threads = threads_for(n_threads, (3u << TABLE_BITS) * sizeof(uint32_t) + n * UINT64_C(8));
    *out = (struct kindred){ 0 };
    int rc = study(&f, err);
    field_done(&f);
    return rc;
}

float kindred_like(const struct kindred *k, uint32_t a, uint32_t b)
{
    const struct trait *x = k->trait + (size_t)a * FEATURES, *y = k->trait + (size_t)b * FEATURES;
    const struct trait *x_end = x + k->n_trait[a], *y_end = y + k->n_trait[b];
    float like = 0;
    while (x < x_end && y < y_end) {
        if (x->feature == y->feature)
            like += x++->weight * y++->weight;
        else if (x->feature < y->feature)
            x++;
        else
            y++;
    }
    return like;
}

void kindred_mark(const struct units *body, uint64_t *said)
{
    struct reading r = { .kinds.of = body };
    while (next_batch(&r))
        for (uint32_t i = 0; i < r.n; i++)
            said[r.feature[i] >> 6] |= UINT64_C(1) << (r.feature[i] & 63);
}

float kindred_heard(const struct kindred *k, uint32_t d, const uint64_t *said)
{
    const struct trait *t = k->trait + (size_t)d * FEATURES;
    float heard = 0;
    for (uint32_t i = 0; i < k->n_trait[d]; i++)
        heard += (said[t[i].feature >> 6] >> (t[i].feature & 63) & 1) ? t[i].weight : 0;
    return heard;
}

void kindred_done(struct kindred *k)
{
    mem_free(k->kin);
    mem_free(k->n);
    mem_free(k->trait);
    mem_free(k->n_trait);
    *k = (struct kindred){ 0 };
}
