/* SPDX-License-Identifier: MIT */
/* Merging segments: their live documents in one new file. Postings and texts
 * are carried over, key by key and member by member, and nothing is folded anew.
 *
 * Segments are merged like a tall stack of coins: those of about the same size
 * (a factor of FAN) as soon as there are FAN of them, so that an index that
 * grows by a little every night keeps a number of files that grows with the
 * logarithm of its size, and each document is written that many times. One
 * that is half dead goes along. */
#include "core/sort.h"
#include "engine/archive.h"

enum { FAN = 8 };

/* Segments are not merged beyond so many bytes of seeds, about three million
 * documents of 2 kB: a merge holds up the run that it falls to. */
enum { MOST_SEEDS = 1 << 30 };

struct merging {
    struct archive *a;
    const bool *taken;        /* [n_segment] */
    uint32_t **to;            /* [n_segment][n_docs] new numbers; UINT32_MAX: dead */
    uint32_t **member_to;     /* [n_segment][n_members] */
    struct order { uint64_t content; uint32_t i_segment, number; } *order; /* [n_docs] */
    uint32_t n_docs, n_members;
    struct segfile_writer file;
    struct stream { struct postlist_cursor lists; const uint32_t *to; } *stream; /* [n_stream] of each taken segment */
    size_t n_stream;
    uint64_t *holder;         /* [n_holder] of a key, by their new numbers */
    size_t n_holder, cap_holder;
};

static int by_content(const void *p, const void *q)
{
    const struct order *x = p, *y = q;
    if (x->content != y->content)
        return x->content < y->content ? -1 : 1;
    if (x->i_segment != y->i_segment)
        return x->i_segment < y->i_segment ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static int list_live(struct merging *m, struct crib_err *err)
{
    size_t cap = 0;
    for (uint32_t i = 0; i < m->a->n_segment; i++) {
        struct archive_segment *g = &m->a->segment[i];
        if (!m->taken[i])
            continue;
        m->to[i] = mem_alloc((size_t)g->n_docs * sizeof **m->to);
        m->member_to[i] = mem_alloc((size_t)g->n_members * sizeof **m->member_to);
        if (!m->to[i] || !m->member_to[i])
            return CRIB_NOMEM(err);
        memset(m->to[i], 0xFF, (size_t)g->n_docs * sizeof **m->to);
        memset(m->member_to[i], 0xFF, (size_t)g->n_members * sizeof **m->member_to);
        for (uint32_t d = 0; d < g->n_docs; d++) {
            struct stored_doc stored;
            if (deadset_has(&g->dead, d))
                continue;
            CRIB_TRY(archive_doc(g, d, &stored, err));
            if (stored.member >= g->n_members)
                return segfile_broken(&g->file, g->docs, (uint64_t)d * sizeof stored, "a document of no member", err);
            m->member_to[i][stored.member] = 0;
            CRIB_TRY(VEC_GROW(m->order, m->n_docs, &cap, 1, err));
            m->order[m->n_docs++] = (struct order){ stored.content, i, d };
        }
    }
    if (m->n_docs)
        qsort(m->order, m->n_docs, sizeof *m->order, by_content);
    for (uint32_t k = 0; k < m->n_docs; k++)
        m->to[m->order[k].i_segment][m->order[k].number] = k;
    for (uint32_t i = 0; i < m->a->n_segment; i++)
        for (uint32_t k = 0; m->taken[i] && k < m->a->segment[i].n_members; k++)
            m->member_to[i][k] = m->member_to[i][k] == 0 ? m->n_members++ : UINT32_MAX;
    return CRIB_OK;
}

static int copy_docs(struct merging *m, struct crib_err *err)
{
    CRIB_TRY(segfile_chunk(&m->file, segfile_kind("DOCS\0\0\0"), err));
    for (uint32_t k = 0; k < m->n_docs; k++) {
        struct stored_doc stored;
        CRIB_TRY(archive_doc(&m->a->segment[m->order[k].i_segment], m->order[k].number, &stored, err));
        stored.member = m->member_to[m->order[k].i_segment][stored.member];
        CRIB_TRY(segfile_write(&m->file, &stored, sizeof stored, err));
    }
    return CRIB_OK;
}

typedef int member_fn(struct merging *m, struct archive_segment *g, const struct stored_member *old, void *arg,
                      struct crib_err *err);

static int each_member(struct merging *m, member_fn *fn, void *arg, struct crib_err *err)
{
    for (uint32_t i = 0; i < m->a->n_segment; i++)
        for (uint32_t k = 0; m->taken[i] && k < m->a->segment[i].n_members; k++) {
            struct stored_member old;
            if (m->member_to[i][k] == UINT32_MAX)
                continue;
            CRIB_TRY(archive_member(&m->a->segment[i], k, &old, err));
            CRIB_TRY(fn(m, &m->a->segment[i], &old, arg, err));
        }
    return CRIB_OK;
}

static int copy_member(struct merging *m, struct archive_segment *g, const struct stored_member *old, void *arg,
                       struct crib_err *err)
{
    uint64_t *at = arg;
    struct stored_member now = *old;
    now.text_at = g->has_text ? *at : 0;
    *at += old->n_bytes;
    return segfile_write(&m->file, &now, sizeof now, err);
}

struct copying {
    struct textstore_writer w;
    struct textstore_desk desk;
    char *text;
    size_t cap;
    uint64_t since;      /* bytes of text read since pages were last given back */
};

/* What was read is not needed again soon, and is more than memory should hold. */
static void forget(const struct merging *m)
{
    for (size_t i = 0; i < m->a->n_segment; i++)
        if (m->taken[i])
            segfile_forget(&m->a->segment[i].file);
}

static int copy_text(struct merging *m, struct archive_segment *g, const struct stored_member *old, void *arg,
                     struct crib_err *err)
{
    enum { FORGET_BYTES = 256 << 20 }; /* of text, a third as much packed */
    struct copying *c = arg;
    c->since += old->n_bytes;
    if (c->since > FORGET_BYTES) {
        forget(m);
        c->since = 0;
    }
    CRIB_TRY(VEC_GROW(c->text, 0, &c->cap, old->n_bytes, err));
    CRIB_TRY(textstore_read(&g->text, old->text_at, old->n_bytes, c->text, &c->desk, err));
    return textstore_add(&c->w, c->text, old->n_bytes, err);
}

static int copy_texts(struct merging *m, struct crib_err *err)
{
    struct copying c = { 0 };
    int rc = textstore_begin(&c.w, &m->file, err);
    if (rc == CRIB_OK)
        rc = each_member(m, copy_text, &c, err);
    if (rc == CRIB_OK)
        rc = textstore_finish(&c.w, err);
    textstore_done(&c.w);
    textstore_desk_done(&c.desk);
    mem_free(c.text);
    return rc;
}

static int open_streams(struct merging *m, bool bands, struct crib_err *err)
{
    m->n_stream = 0;
    for (uint32_t i = 0; i < m->a->n_segment; i++) {
        const struct archive_segment *g = &m->a->segment[i];
        if (!m->taken[i])
            continue;
        struct stream *s = &m->stream[m->n_stream++];
        s->to = m->to[i];
        postlist_begin(&s->lists, bands ? &g->bands : &g->seeds, g->n_docs);
        CRIB_TRY(postlist_next(&s->lists, err));
    }
    return CRIB_OK;
}

static void close_streams(struct merging *m)
{
    for (size_t i = 0; i < m->n_stream; i++)
        postlist_end(&m->stream[i].lists);
    m->n_stream = 0;
}

/* The least key that any stream stands at; false at the end of all. */
static bool least_key(const struct merging *m, uint64_t *key)
{
    bool any = false;
    for (size_t i = 0; i < m->n_stream; i++) {
        const struct postlist_cursor *c = &m->stream[i].lists;
        if (c->more && (!any || c->key < *key))
            *key = c->key;
        any |= c->more;
    }
    return any;
}

/* Who holds the key, dead ones left out; the streams that stand at it go on. */
static int take_holders(struct merging *m, uint64_t key, struct crib_err *err)
{
    m->n_holder = 0;
    for (size_t i = 0; i < m->n_stream; i++) {
        struct stream *s = &m->stream[i];
        if (!s->lists.more || s->lists.key != key)
            continue;
        CRIB_TRY(VEC_GROW(m->holder, m->n_holder, &m->cap_holder, s->lists.docs.n, err));
        for (size_t k = 0; k < s->lists.docs.n; k++)
            if (s->to[s->lists.docs.doc[k]] != UINT32_MAX)
                m->holder[m->n_holder++] = s->to[s->lists.docs.doc[k]];
        CRIB_TRY(postlist_next(&s->lists, err));
    }
    return m->n_holder > 1 ? sort_u64(m->holder, m->n_holder, err) : CRIB_OK;
}

static int put_lists(struct merging *m, bool bands, struct postlist_writer *w, struct crib_err *err)
{
    uint64_t key = 0;
    int rc = open_streams(m, bands, err);
    while (rc == CRIB_OK && least_key(m, &key)) {
        rc = take_holders(m, key, err);
        if (rc == CRIB_OK && m->n_holder > 0)
            rc = postlist_put(w, key, m->holder, m->n_holder, err);
    }
    close_streams(m);
    forget(m);
    return rc;
}

static int copy_postings(struct merging *m, bool bands, struct crib_err *err)
{
    struct postlist_writer w;
    CRIB_TRY(segfile_chunk(&m->file, segfile_kind(bands ? "BANDS\0\0" : "SEEDS\0\0"), err));
    postlist_writer_init(&w, &m->file);
    int rc = put_lists(m, bands, &w, err);
    if (rc == CRIB_OK)
        rc = postlist_again(&w, err);
    if (rc == CRIB_OK)
        rc = put_lists(m, bands, &w, err);
    if (rc == CRIB_OK)
        rc = postlist_finish(&w, err);
    postlist_writer_done(&w);
    return rc;
}

static int write_merged(struct merging *m, const char *name, struct crib_err *err)
{
    uint64_t at = 0;
    CRIB_TRY(segfile_create(&m->file, m->a->folder, name, m->a->params, m->a->fold, err));
    CRIB_TRY(copy_docs(m, err));
    CRIB_TRY(segfile_chunk(&m->file, segfile_kind("MEMBERS"), err));
    CRIB_TRY(each_member(m, copy_member, &at, err));
    CRIB_TRY(copy_postings(m, false, err));
    CRIB_TRY(copy_postings(m, true, err));
    if (strcmp(m->a->making.texts, "none") != 0)
        CRIB_TRY(copy_texts(m, err));
    return segfile_finish(&m->file, err);
}

static int name_merged(struct merging *m, const char *name, size_t n_old, struct crib_err *err)
{
    uint32_t id;
    CRIB_TRY(archive_take_segment(m->a, name, m->n_docs, &id, err));
    for (uint32_t k = 0; k < m->n_docs; k++)
        CRIB_TRY(catalogue_move_document(&m->a->catalogue, m->a->segment[m->order[k].i_segment].id, m->order[k].number,
                                         id, k, err));
    for (size_t i = n_old; i-- > 0;)
        if (m->taken[i])
            CRIB_TRY(archive_drop_segment(m->a, i, err));
    return CRIB_OK;
}

static int merge_taken(struct archive *a, const bool *taken, struct crib_err *err)
{
    char name[32];
    size_t n = a->n_segment;
    struct merging m = { .a = a, .taken = taken, .file = { .file = { .fd = -1, .folder = -1 } } };
    m.to = mem_zero(n, sizeof *m.to);
    m.member_to = mem_zero(n, sizeof *m.member_to);
    m.stream = mem_zero(n, sizeof *m.stream);
    int rc = m.to && m.member_to && m.stream ? list_live(&m, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = archive_new_name(a, name, err);
    if (rc == CRIB_OK && m.n_docs > 0) {
        rc = write_merged(&m, name, err);
        if (rc != CRIB_OK)
            segfile_abandon(&m.file);
    }
    if (rc == CRIB_OK && m.n_docs > 0)
        rc = name_merged(&m, name, n, err);
    for (size_t i = 0; i < n; i++) {
        mem_free(m.to ? m.to[i] : NULL);
        mem_free(m.member_to ? m.member_to[i] : NULL);
    }
    mem_free(m.to);
    mem_free(m.member_to);
    mem_free(m.order);
    mem_free(m.stream);
    mem_free(m.holder);
    return rc;
}

static unsigned size_class(const struct archive_segment *g)
{
    unsigned c = 0;
    for (uint32_t n = g->n_docs - deadset_count(&g->dead); n >= FAN; n /= FAN)
        c++;
    return c;
}

static bool is_half_dead(const struct archive_segment *g) { return 2 * (uint64_t)deadset_count(&g->dead) >= g->n_docs; }

/* Which to merge next, of those with an id up to `last`; false when all is
 * well. */
static bool choose(const struct archive *a, bool everything, uint32_t last, bool *taken)
{
    size_t n_taken = 0, in_class[16] = { 0 };
    uint64_t bytes = 0;
    bool dead = false;
    for (size_t i = 0; i < a->n_segment; i++)
        in_class[size_class(&a->segment[i])]++;
    for (size_t i = 0; i < a->n_segment; i++) {
        const struct archive_segment *g = &a->segment[i];
        bool whole = deadset_count(&g->dead) == 0 && g->seeds.chunk->n_bytes > MOST_SEEDS / 2;
        bool wanted = everything ? g->id <= last && !whole : in_class[size_class(g)] >= FAN || is_half_dead(g);
        taken[i] = wanted && (n_taken == 0 || bytes + g->seeds.chunk->n_bytes <= MOST_SEEDS);
        bytes += taken[i] ? g->seeds.chunk->n_bytes : 0;
        n_taken += taken[i];
        dead |= taken[i] && (everything ? deadset_count(&g->dead) > 0 : is_half_dead(g));
    }
    return dead || n_taken > 1;
}

int archive_merge(struct archive *a, bool everything, struct crib_err *err)
{
    uint32_t last = a->n_segment ? a->segment[a->n_segment - 1].id : 0;
    for (size_t most = a->n_segment + 8; most > 0; most--) {
        bool *taken = mem_zero(a->n_segment, sizeof *taken);
        if (!taken)
            return CRIB_NOMEM(err);
        bool worth = choose(a, everything, last, taken);
        int rc = worth ? merge_taken(a, taken, err) : CRIB_OK;
        mem_free(taken);
        if (rc != CRIB_OK || !worth)
            return rc;
    }
    return CRIB_OK;
}
