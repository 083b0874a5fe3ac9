/* SPDX-License-Identifier: MIT */
/* One roaring set for each segment, narrowed by one attribute after the other. */
#include "engine/archive_filter.h"

struct gather {
    struct archive *a;
    struct deadset *set;   /* [n_segment] */
};

static int add_place(void *arg, uint32_t segment, uint32_t number, struct crib_err *err)
{
    struct gather *g = arg;
    const struct archive_segment *s = archive_segment_of(g->a, segment);
    if (!s || number >= s->n_docs)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: a document of a segment that is not there");
    return deadset_add(&g->set[s - g->a->segment], number, err);
}

static void sets_done(struct deadset *set, size_t n)
{
    for (size_t i = 0; set && i < n; i++)
        deadset_done(&set[i]);
    mem_free(set);
}

static int narrow(struct archive *a, const char *where, bool first, struct archive_filter *f, struct crib_err *err)
{
    const char *eq = strchr(where, '=');
    if (!eq || eq == where || !eq[1])
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a filter is name=value, not '%.60s'", where);
    struct gather g = { a, mem_zero(a->n_segment, sizeof *g.set) };
    char *name = mem_strndup(where, (size_t)(eq - where));
    int rc = g.set && name ? catalogue_with_attribute(&a->catalogue, name, eq + 1, add_place, &g, err) : CRIB_NOMEM(err);
    for (size_t i = 0; rc == CRIB_OK && i < a->n_segment; i++) {
        if (first) {
            f->shown[i] = g.set[i];
            g.set[i] = (struct deadset){ 0 };
        } else {
            deadset_and(&f->shown[i], &g.set[i]);
        }
    }
    sets_done(g.set, a->n_segment);
    mem_free(name);
    return rc;
}

int archive_filter(struct archive *a, const char *const *where, size_t n, struct archive_filter *out, struct crib_err *err)
{
    *out = (struct archive_filter){ .on = n > 0, .n = a->n_segment };
    if (n == 0)
        return CRIB_OK;
    out->shown = mem_zero(a->n_segment, sizeof *out->shown);
    if (!out->shown)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        CRIB_TRY(narrow(a, where[i], i == 0, out, err));
    return CRIB_OK;
}

void archive_filter_done(struct archive_filter *f)
{
    sets_done(f->shown, f->n);
    *f = (struct archive_filter){ 0 };
}
