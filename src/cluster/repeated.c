/* SPDX-License-Identifier: MIT */
/* Titles that several documents have.
 *
 * "Review of the year 2019" and "Review of the year 2023" stand over reports on
 * anything. A title that is had again, and not by kin, hardly names what one
 * body is about, however rare its words are among titles. What kin have is told
 * elsewhere (standing.h): here it is only counted how often a title is had.
 * Titles are compared by hashes of their units without figures and redactions. */
#include "cluster/repeated.h"

#include "cluster/wording.h"
#include "core/sort.h"

static uint32_t group(const struct kv *x) { return (uint32_t)(x->val >> 32); }

/* Of the documents with one title, sorted by group. */
static void count_run(const struct kv *run, size_t n, struct standing *out)
{
    uint32_t n_groups = 1;
    for (size_t i = 1; i < n; i++)
        n_groups += group(&run[i]) != group(&run[i - 1]);
    for (size_t i = 0; i < n; i++)
        out[(uint32_t)run[i].val].repeated = n_groups - 1;
}

static void count_all(const struct kv *by_title, size_t n, struct standing *out)
{
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && by_title[end].key == by_title[i].key; end++)
            ;
        count_run(by_title + i, end - i, out);
    }
}

int repeated_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, struct standing *out,
                  struct crib_err *err)
{
    size_t n_titled = 0;
    struct kv *by_title = mem_alloc(((size_t)n + 1) * sizeof *by_title);
    if (!by_title)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n; d++) {
        uint64_t key = wording_of(doc[d].title);
        out[d].repeated = 0;
        if (key)
            by_title[n_titled++] = (struct kv){ key, (uint64_t)group_of[d] << 32 | d };
    }
    int rc = sort_kv(by_title, n_titled, true, err);
    if (rc == CRIB_OK)
        count_all(by_title, n_titled, out);
    mem_free(by_title);
    return rc;
}
