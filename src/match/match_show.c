/* SPDX-License-Identifier: MIT */
/* Showing chains: one line a chain with its anchors, then the passages. */
#include "match/match_show.h"

int match_show(const struct matcher *m, const struct founds *f, struct buf *out, struct crib_err *err)
{
    for (size_t i = 0; i < m->chains.n; i++) {
        const struct chain *c = &m->chains.item[i];
        CRIB_TRY(buf_printf(out, err, "  chain %zu: score %" PRId64 "/2, anchors", i + 1, c->score));
        for (size_t k = c->beg; k < c->beg + c->n; k++) {
            const struct anchor *a = &m->anchors.item[m->chains.order[k]];
            CRIB_TRY(buf_printf(out, err, " %u~%u+%u", a->a, a->b, a->len));
        }
        CRIB_TRY(buf_char(out, '\n', err));
    }
    for (size_t i = 0; i < f->n; i++) {
        const struct found *x = &f->item[i];
        CRIB_TRY(buf_printf(out, err, "  passage %zu: units %u-%u ~ %u-%u, matched %u, distance %u, blocks %zu%s\n",
                            i + 1, x->a.beg, x->a.end, x->b.beg, x->b.end, x->matched, x->distance, x->n_block,
                            x->reordered ? ", reordered"
                            : x->list    ? ", list"
                                         : ""));
    }
    return CRIB_OK;
}
