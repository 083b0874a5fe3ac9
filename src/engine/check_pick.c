/* SPDX-License-Identifier: MIT */
/* One look-up for each seed and band of the submission. What it costs does not
 * grow with the index but for the look-ups' logarithm, and for the lists of
 * seeds that many hold: where a run has no others, these are intersected. */
#include "engine/check_pick.h"

#include "core/search.h"
#include "core/sort.h"
#include "index/bandkey.h"

struct holder {
    uint64_t content;
    uint32_t segment, number;   /* place of the segment in the archive */
};

struct picker {
    struct archive *a;
    const struct archive_filter *filter;  /* NULL: everything is let through */
    struct postlist_docs docs;
    struct holder *holder;
    size_t n_holder, cap_holder;
    uint64_t *picked;           /* [n_picked] segment << 32 | number */
    size_t n_picked, cap_picked;
    uint64_t *own;              /* [n_own] the same, sorted: of sources at the submission's paths */
    size_t n_own, cap_own;
    uint64_t *key;              /* [n_key] the submission's seeds, sorted */
    struct place_list {
        bool common;            /* more than PICK_RARE hold it */
        bool endless;           /* more than PICK_ENDLESS do: they are not listed */
        uint64_t *place;        /* [n] of a common one: place of the segment << 32 | number */
        size_t n, cap;
    } *list;                    /* [n_key] */
    size_t n_key;
    uint64_t *both;             /* [n_both] holders of several seeds */
    size_t n_both, cap_both;
};

static int by_content(const void *p, const void *q)
{
    const struct holder *x = p, *y = q;
    if (x->content != y->content)
        return x->content < y->content ? -1 : 1;
    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static bool is_own(const struct picker *k, uint32_t segment, uint32_t number)
{
    uint64_t want = (uint64_t)segment << 32 | number;
    size_t at;
    LOWER_BOUND(at, k->n_own, k->own[at] < want);
    return at < k->n_own && k->own[at] == want;
}

/* The living holders of a key in one segment: the first PICK_MOST + 1, and
 * those with the last one's content. *whole: there are no others. */
static int holders_in(struct picker *k, uint32_t i_segment, bool bands, uint64_t key, struct crib_err *err)
{
    struct archive_segment *g = &k->a->segment[i_segment];
    size_t begin = k->n_holder;
    for (uint64_t most = 4 * PICK_MOST;; most *= 4) {
        k->n_holder = begin;
        bool enough = false;
        CRIB_TRY(postlist_find(bands ? &g->bands : &g->seeds, key, g->n_docs, most, &k->docs, err));
        for (size_t i = 0; i < k->docs.n; i++)
            archive_expect_doc(g, k->docs.doc[i]);
        for (size_t i = 0; i < k->docs.n && !enough; i++) {
            struct stored_doc d;
            if (deadset_has(&g->dead, k->docs.doc[i]) || is_own(k, g->id, k->docs.doc[i]))
                continue;
            if (k->filter && !archive_shows(k->filter, i_segment, k->docs.doc[i]))
                continue;
            CRIB_TRY(archive_doc(g, k->docs.doc[i], &d, err));
            enough = k->n_holder - begin > PICK_MOST && d.content != k->holder[k->n_holder - 1].content;
            if (enough)
                break;
            CRIB_TRY(VEC_GROW(k->holder, k->n_holder, &k->cap_holder, 1, err));
            k->holder[k->n_holder++] = (struct holder){ d.content, i_segment, k->docs.doc[i] };
        }
        if (enough || k->docs.n == k->docs.total)
            return CRIB_OK;
    }
}

/* ---- equal contents are told apart by where they stand ---- */

struct named {
    struct holder holder;
    const char *path, *member;
    uint32_t ordinal;
};

static int by_name(const void *p, const void *q)
{
    const struct named *x = p, *y = q;
    int by = strcmp(x->path, y->path);
    if (by == 0)
        by = strcmp(x->member, y->member);
    if (by != 0)
        return by < 0 ? -1 : 1;
    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static int sort_by_name(struct picker *k, struct holder *h, size_t n, struct crib_err *err)
{
    struct arena arena;
    struct named *v = mem_alloc(n * sizeof *v);
    if (!v)
        return CRIB_NOMEM(err);
    arena_init(&arena);
    int rc = CRIB_OK;
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        struct catalogue_document d;
        struct catalogue_source s = { 0 };
        rc = catalogue_document_of(&k->a->catalogue, k->a->segment[h[i].segment].id, h[i].number, &arena, &d, err);
        if (rc == CRIB_OK)
            rc = catalogue_source_of(&k->a->catalogue, d.source, &arena, &s, err);
        if (rc == CRIB_OK && !s.id)
            rc = CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: a document of no source");
        if (rc == CRIB_OK)
            v[i] = (struct named){ h[i], s.path, d.member ? d.member : "", d.ordinal };
    }
    if (rc == CRIB_OK) {
        qsort(v, n, sizeof *v, by_name);
        for (size_t i = 0; i < n; i++)
            h[i] = v[i].holder;
    }
    mem_free(v);
    arena_done(&arena);
    return rc;
}

/* The first PICK_MOST of the holders. */
static int choose(struct picker *k, struct crib_err *err)
{
    if (k->n_holder > 1)
        qsort(k->holder, k->n_holder, sizeof *k->holder, by_content);
    if (k->n_holder <= PICK_MOST)
        return CRIB_OK;
    size_t lo = PICK_MOST - 1, hi = PICK_MOST;
    uint64_t last = k->holder[lo].content;
    while (lo > 0 && k->holder[lo - 1].content == last)
        lo--;
    while (hi < k->n_holder && k->holder[hi].content == last)
        hi++;
    if (hi > PICK_MOST)
        CRIB_TRY(sort_by_name(k, k->holder + lo, hi - lo, err));
    k->n_holder = PICK_MOST;
    return CRIB_OK;
}

static int add_picked(struct picker *k, uint64_t place, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(k->picked, k->n_picked, &k->cap_picked, 1, err));
    k->picked[k->n_picked++] = (uint64_t)k->a->segment[place >> 32].id << 32 | (uint32_t)place;
    return CRIB_OK;
}

static int pick_for(struct picker *k, bool bands, uint64_t key, bool *common, struct crib_err *err)
{
    k->n_holder = 0;
    for (uint32_t i = 0; i < k->a->n_segment; i++)
        CRIB_TRY(holders_in(k, i, bands, key, err));
    *common = k->n_holder > PICK_RARE;
    CRIB_TRY(choose(k, err));
    for (size_t i = 0; i < k->n_holder; i++)
        CRIB_TRY(add_picked(k, (uint64_t)k->holder[i].segment << 32 | k->holder[i].number, err));
    return CRIB_OK;
}

/* Every key once, however often the submission holds it. */
static int keys_of(const struct collection *c, bool bands, uint64_t **key, size_t *n, struct crib_err *err)
{
    size_t cap = 0;
    for (uint32_t d = 0; d < c->n_doc; d++) {
        uint64_t band[LSH_BANDS];
        size_t more = bands ? LSH_BANDS : c->seeds[d].n;
        if (bands && !band_keys(c->sig + (size_t)d * MINHASH_K, band))
            continue;
        CRIB_TRY(VEC_GROW(*key, *n, &cap, more, err));
        for (size_t i = 0; i < more; i++)
            (*key)[(*n)++] = bands ? band[i] : seed_key(c->seeds[d].item[i].hash);
    }
    CRIB_TRY(sort_u64(*key, *n, err));
    *n = uniq_u64(*key, *n);
    return CRIB_OK;
}

/* All living holders of a common seed, by segment and number. */
static int list_holders(struct picker *k, uint64_t key, struct place_list *out, struct crib_err *err)
{
    for (uint32_t i = 0; i < k->a->n_segment && !out->endless; i++) {
        struct archive_segment *g = &k->a->segment[i];
        CRIB_TRY(postlist_find(&g->seeds, key, g->n_docs, PICK_ENDLESS, &k->docs, err));
        out->endless = k->docs.n < k->docs.total || out->n + k->docs.n > PICK_ENDLESS;
        CRIB_TRY(VEC_GROW(out->place, out->n, &out->cap, k->docs.n, err));
        for (size_t d = 0; d < k->docs.n; d++)
            if (!deadset_has(&g->dead, k->docs.doc[d]) && !is_own(k, g->id, k->docs.doc[d]) &&
                (!k->filter || archive_shows(k->filter, i, k->docs.doc[d])))
                out->place[out->n++] = (uint64_t)i << 32 | k->docs.doc[d];
    }
    return CRIB_OK;
}

/* The first of a list that may be long: places are by content in a segment. */
static int pick_first(struct picker *k, const uint64_t *place, size_t n, struct crib_err *err)
{
    k->n_holder = 0;
    for (size_t i = 0, begin = 0; i < n; i++) {
        struct stored_doc d;
        begin = i > 0 && place[i] >> 32 == place[i - 1] >> 32 ? begin : k->n_holder;
        if (k->n_holder - begin > PICK_MOST)
            continue;
        CRIB_TRY(archive_doc(&k->a->segment[place[i] >> 32], (uint32_t)place[i], &d, err));
        CRIB_TRY(VEC_GROW(k->holder, k->n_holder, &k->cap_holder, 1, err));
        k->holder[k->n_holder++] = (struct holder){ d.content, (uint32_t)(place[i] >> 32), (uint32_t)place[i] };
    }
    CRIB_TRY(choose(k, err));
    for (size_t i = 0; i < k->n_holder; i++)
        CRIB_TRY(add_picked(k, (uint64_t)k->holder[i].segment << 32 | k->holder[i].number, err));
    return CRIB_OK;
}

static size_t place_of_key(const struct picker *k, uint64_t key)
{
    size_t at;
    LOWER_BOUND(at, k->n_key, k->key[at] < key);
    return at;
}

/* Keep of v[n] what is in the list; an endless list holds all. */
static size_t keep_common(uint64_t *v, size_t n, const struct place_list *list)
{
    size_t kept = 0;
    if (list->endless)
        return n;
    for (size_t i = 0, j = 0; i < n; i++) {
        while (j < list->n && list->place[j] < v[i])
            j++;
        if (j < list->n && list->place[j] == v[i])
            v[kept++] = v[i];
    }
    return kept;
}

/* Holders of all seeds from seed i on that end before unit `end`, from *next
 * on, into k->both; *rare when one of them is rare (then all that hold the
 * stretch are picked already). */
static int narrow(struct picker *k, const struct seeds *s, uint32_t end, uint32_t *next, bool *begun, bool *rare,
                  struct crib_err *err)
{
    for (; *next < s->n && s->item[*next].pos + SHINGLE_UNITS <= end && !*rare; ++*next) {
        const struct place_list *list = &k->list[place_of_key(k, seed_key(s->item[*next].hash))];
        *rare = !list->common;
        if (*rare || list->endless)
            continue;
        if (*begun) {
            k->n_both = keep_common(k->both, k->n_both, list);
            continue;
        }
        CRIB_TRY(VEC_GROW(k->both, 0, &k->cap_both, list->n, err));
        memcpy(k->both, list->place, list->n * sizeof *k->both);
        k->n_both = list->n;
        *begun = true;
    }
    return CRIB_OK;
}

/* Runs of the least length in which every seed is common: who holds all seeds
 * of the run may hold the run. The smallest stretches between the seed before
 * and the run's end come first: when few documents hold them, all are picked,
 * and no run that begins with this seed is missed. Else the documents that
 * hold all seeds of the run from the seed on, so many as PICK_MOST. */
static int pick_runs(struct picker *k, const struct collection *c, uint32_t doc, uint32_t length, struct crib_err *err)
{
    const struct seeds *s = &c->seeds[doc];
    const struct units *row = &c->rows[doc];
    for (uint32_t i = 0; i < s->n; i++) {
        bool begun = false, rare = false;
        uint32_t next = i, first_end = window_end(row, i ? s->item[i - 1].pos + 1 : 0, length);
        uint32_t last_end = window_end(row, s->item[i].pos, length);
        if (!k->list[place_of_key(k, seed_key(s->item[i].hash))].common)
            continue;
        k->n_both = 0;
        CRIB_TRY(narrow(k, s, first_end ? first_end : row->n, &next, &begun, &rare, err));
        if (rare)
            continue;
        if (!begun || k->n_both > PICK_RARE)
            CRIB_TRY(narrow(k, s, last_end ? last_end : row->n, &next, &begun, &rare, err));
        CRIB_TRY(pick_first(k, k->both, k->n_both, err));
    }
    return CRIB_OK;
}

/* One question for everything, then the answers one by one. */
static int expect_keys(struct picker *k, bool bands, const uint64_t *key, size_t n, struct crib_err *err)
{
    for (size_t i = 0; i < k->a->n_segment; i++) {
        const struct archive_segment *g = &k->a->segment[i];
        CRIB_TRY(postlist_expect(bands ? &g->bands : &g->seeds, key, n, err));
    }
    return CRIB_OK;
}

static int pick_bands(struct picker *k, const struct collection *c, struct crib_err *err)
{
    uint64_t *key = NULL;
    size_t n = 0;
    bool common;
    int rc = keys_of(c, true, &key, &n, err);
    if (rc == CRIB_OK)
        rc = expect_keys(k, true, key, n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++)
        rc = pick_for(k, true, key[i], &common, err);
    mem_free(key);
    return rc;
}

static int pick_seeds(struct picker *k, const struct collection *c, uint32_t length, struct crib_err *err)
{
    k->list = NULL;
    k->key = NULL;
    k->n_key = 0;
    int rc = keys_of(c, false, &k->key, &k->n_key, err);
    if (rc == CRIB_OK && !(k->list = mem_zero(k->n_key, sizeof *k->list)))
        rc = CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = expect_keys(k, false, k->key, k->n_key, err);
    for (size_t i = 0; i < k->n_key && rc == CRIB_OK; i++) {
        rc = pick_for(k, false, k->key[i], &k->list[i].common, err);
        if (rc == CRIB_OK && k->list[i].common)
            rc = list_holders(k, k->key[i], &k->list[i], err);
    }
    for (uint32_t d = 0; d < c->n_doc && rc == CRIB_OK; d++)
        rc = pick_runs(k, c, d, length, err);
    for (size_t i = 0; k->list && i < k->n_key; i++)
        mem_free(k->list[i].place);
    mem_free(k->list);
    mem_free(k->key);
    return rc;
}

static int find_own(struct picker *k, const struct collection *c, struct check_own *own, struct crib_err *err)
{
    size_t cap = 0;
    for (size_t i = 0; i < c->list.n; i++) {
        struct arena arena;
        struct catalogue_source s;
        struct catalogue_document *d = NULL;
        size_t n = 0;
        arena_init(&arena);
        int rc = catalogue_source_at(&k->a->catalogue, c->list.entry[i].path, &arena, &s, err);
        if (rc == CRIB_OK && s.id)
            rc = catalogue_documents(&k->a->catalogue, s.id, &arena, &d, &n, err);
        if (rc == CRIB_OK)
            rc = VEC_GROW(k->own, k->n_own, &k->cap_own, n, err);
        if (rc == CRIB_OK)
            rc = VEC_GROW(own->content, own->n, &cap, n, err);
        for (size_t j = 0; j < n && rc == CRIB_OK; j++) {
            k->own[k->n_own++] = (uint64_t)d[j].segment << 32 | d[j].number;
            own->content[own->n++] = d[j].content;
        }
        mem_free(d);
        arena_done(&arena);
        CRIB_TRY(rc);
    }
    CRIB_TRY(sort_u64(own->content, own->n, err));
    return sort_u64(k->own, k->n_own, err);
}

static int give(struct picker *k, struct archive_pick **out, size_t *n, struct crib_err *err)
{
    CRIB_TRY(sort_u64(k->picked, k->n_picked, err));
    k->n_picked = uniq_u64(k->picked, k->n_picked);
    *out = mem_alloc(k->n_picked * sizeof **out);
    if (!*out)
        return CRIB_NOMEM(err);
    for (*n = 0; *n < k->n_picked; (*n)++)
        (*out)[*n] = (struct archive_pick){ (uint32_t)(k->picked[*n] >> 32), (uint32_t)k->picked[*n] };
    return CRIB_OK;
}

int check_pick(struct archive *a, const struct collection *c, const struct archive_filter *filter,
               struct archive_pick **out, size_t *n,
               struct check_own *own, struct crib_err *err)
{
    struct picker k = { .a = a };
    *own = (struct check_own){ 0 };
    *out = NULL;
    *n = 0;
    int rc = find_own(&k, c, own, err);
    for (int pass = 0; pass <= (filter->on ? 1 : 0); pass++) {
        k.filter = pass == 1 ? filter : NULL;
        if (rc == CRIB_OK)
            rc = pick_seeds(&k, c, a->making.min_length, err);
        if (rc == CRIB_OK)
            rc = pick_bands(&k, c, err);
    }
    if (rc == CRIB_OK)
        rc = give(&k, out, n, err);
    mem_free(k.docs.doc);
    mem_free(k.holder);
    mem_free(k.both);
    mem_free(k.picked);
    mem_free(k.own);
    return rc;
}
