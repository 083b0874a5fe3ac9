/* SPDX-License-Identifier: MIT */
/* Thousands of single differences become a few substitutions with counts. */
#include "report/ledger.h"

#include "core/mem.h"

const char *name_of_remove(enum crib_remove remove)
{
    static const char *const name[] = { "same", "near", "contained" };
    return name[remove];
}

const char *name_of_part(enum crib_part part)
{
    static const char *const name[CRIB_N_PARTS] = { "body", "title", "signature", "aside" };
    return name[part];
}

const char *name_of_cut(enum crib_cut_kind kind)
{
    static const char *const name[CRIB_N_CUTS] = { "document", "file", "row", "contents-line", "number",
                                                   "stated-count", "advertisement", "marker" };
    return name[kind];
}

static int by_surface(const struct stretch *x, const struct stretch *y)
{
    size_t n = min_size(x->n, y->n);
    int c = n ? memcmp(x->s, y->s, n) : 0;
    return c ? c : x->n < y->n ? -1 : x->n > y->n;
}

static int alike(const struct folded *x, const struct folded *y)
{
    if (x->difference.decides != y->difference.decides)
        return x->difference.decides ? -1 : 1;
    if (x->difference.part != y->difference.part)
        return x->difference.part < y->difference.part ? -1 : 1;
    if (x->difference.kind != y->difference.kind)
        return x->difference.kind < y->difference.kind ? -1 : 1;
    int c = by_surface(&x->here, &y->here);
    return c ? c : by_surface(&x->there, &y->there);
}

static int by_words(const void *p, const void *q)
{
    const struct folded *x = p, *y = q;
    int c = alike(x, y);
    return c ? c : x->first < y->first ? -1 : x->first > y->first;
}

static int by_weight(const void *p, const void *q)
{
    const struct folded *x = p, *y = q;
    if (x->difference.decides != y->difference.decides)
        return x->difference.decides ? -1 : 1;
    bool body_x = x->difference.part == CRIB_PART_BODY, body_y = y->difference.part == CRIB_PART_BODY;
    if (body_x != body_y)
        return body_x ? 1 : -1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

struct folded *ledger_fold(const struct view *v, const struct crib_removal *r, size_t *n)
{
    struct folded *f = mem_zero(r->n_differences, sizeof *f);
    uint32_t other = r->via == CRIB_NONE ? r->keep : r->via;
    *n = 0;
    if (!f || r->n_differences == 0)
        return f;
    for (size_t i = 0; i < r->n_differences; i++)
        f[i] = (struct folded){ r->difference[i], view_bytes(v, r->doc, r->difference[i].a),
                                view_bytes(v, other, r->difference[i].b), 1, i };
    qsort(f, r->n_differences, sizeof *f, by_words);
    for (size_t i = 0; i < r->n_differences; i++) {
        if (*n && alike(&f[*n - 1], &f[i]) == 0)
            f[*n - 1].count++;
        else
            f[(*n)++] = f[i];
    }
    qsort(f, *n, sizeof *f, by_weight);
    return f;
}

void ledger_chars(const crib_dedup *d, uint64_t chars[CRIB_N_CUTS + 1])
{
    const struct crib_cut *cut = crib_dedup_cuts(d);
    memset(chars, 0, (CRIB_N_CUTS + 1) * sizeof *chars);
    for (size_t i = 0; i < crib_dedup_n_cuts(d); i++) {
        chars[cut[i].kind] += cut[i].chars;
        chars[CRIB_N_CUTS] += cut[i].put_chars;
    }
}
