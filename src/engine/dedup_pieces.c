/* SPDX-License-Identifier: MIT */
/* A file once more, in pieces: what stays, what is cut, what is put there.
 * Nothing is held but one block and one cut; the bytes are hashed on the way
 * and compared with what was read before. */
#include "engine/dedup.h"

#include "core/hash.h"
#include "source/splice.h"

struct pieces {
    const struct crib_dedup *d;
    size_t i_file, i_cut;   /* the cut at hand, or the next one */
    uint64_t at;            /* bytes passed */
    struct buf cut;         /* what has come of the cut at hand */
    crib_piece_sink *sink;
    void *arg;
    bool differs;           /* a row is not what it was */
};

static const struct crib_cut *cut_at(const struct pieces *p)
{
    const struct crib_dedup_file *f = &p->d->file[p->i_file];
    return p->i_cut < f->first_cut + f->n_cuts ? &p->d->cut[p->i_cut] : NULL;
}

static int give(struct pieces *p, enum crib_piece piece, const char *bytes, size_t n, struct crib_err *err)
{
    int trouble = n || piece == CRIB_PIECE_CUT ? p->sink(p->arg, piece, p->i_cut, bytes, n) : 0;
    return trouble ? CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%s", strerror(trouble)) : CRIB_OK;
}

/* Is the row that is cut the one that was read? */
static bool is_row(const struct pieces *p, const struct crib_cut *c)
{
    return c->kind != CRIB_CUT_ROW || p->d->check[p->i_file].whole ||
           p->d->row_hash[p->i_cut] == hash_bytes(p->cut.p, p->cut.n, 0);
}

static int end_cut(struct pieces *p, struct crib_err *err)
{
    const struct crib_cut *c = cut_at(p);
    p->differs |= !is_row(p, c);
    CRIB_TRY(give(p, CRIB_PIECE_CUT, p->cut.p, p->cut.n, err));
    CRIB_TRY(give(p, CRIB_PIECE_PUT, c->put, c->n_put, err));
    p->cut.n = 0;
    p->i_cut++;
    return CRIB_OK;
}

static int pass_block(struct pieces *p, const char *block, size_t n, struct crib_err *err)
{
    for (size_t at = 0; at < n;) {
        const struct crib_cut *c = cut_at(p);
        uint64_t to = c ? p->at < c->bytes.beg ? c->bytes.beg : c->bytes.end : UINT64_MAX;
        size_t take = (size_t)(to - p->at < n - at ? to - p->at : n - at);
        bool inside = c && p->at >= c->bytes.beg;
        if (inside)
            CRIB_TRY(buf_add(&p->cut, block + at, take, err));
        else
            CRIB_TRY(give(p, CRIB_PIECE_KEPT, block + at, take, err));
        p->at += take;
        at += take;
        if (inside && p->at == c->bytes.end)
            CRIB_TRY(end_cut(p, err));
    }
    return CRIB_OK;
}

static int pass_file(struct pieces *p, struct input *in, struct buf *block, struct crib_err *err)
{
    const struct dedup_check *check = &p->d->check[p->i_file];
    const char *name = p->d->result->collection.source[p->i_file].name;
    uint64_t hash = 0;
    do {
        block->n = 0;
        CRIB_TRY(input_read(in, SPLICE_BLOCK, block, err));
        if (block->n)
            hash = splice_hash_block(hash, block->p, block->n);
        CRIB_TRY(pass_block(p, block->p, block->n, err));
    } while (!in->ended);
    if (in->failed)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%.100s: %s", name, strerror(in->failed));
    bool same = !p->differs && !cut_at(p) && (!check->whole || (check->n_bytes == p->at && check->hash == hash));
    return same ? CRIB_OK : CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%.100s changed while it was read", name);
}

int crib_dedup_pieces(const crib_dedup *d, size_t file, crib_piece_sink *sink, void *arg, struct crib_err *err)
{
    const struct source_entry *e = &d->result->collection.list.entry[file];
    struct pieces p = { .d = d, .i_file = file, .i_cut = d->file[file].first_cut, .sink = sink, .arg = arg };
    struct input in = { .fd = -1, .ended = true };
    struct buf block;
    int trouble = 0;
    const char *kind = NULL;
    if (d->file[file].unread)
        return CRIB_OK;
    buf_init(&block, SPLICE_BLOCK + 1);
    buf_init(&p.cut, SIZE_MAX / 2);
    if (e->memory)
        input_memory(&in, e->memory, e->n_memory);
    else
        input_open(&in, e->path, &trouble, &kind);
    in.size_hint = 0; /* a block is all that is wanted */
    int rc = trouble || kind ? CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%.100s: %s",
                                         d->result->collection.source[file].name, kind ? kind : strerror(trouble))
                             : pass_file(&p, &in, &block, err);
    input_done(&in);
    buf_done(&block);
    buf_done(&p.cut);
    return rc;
}
