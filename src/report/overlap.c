/* SPDX-License-Identifier: MIT */
/* Overlap figures, from coverage and pairs. */
#include "report/overlap.h"

#include "core/mem.h"

int overlap_of(const struct view *v, struct overlap *out, struct crib_err *err)
{
    *out = (struct overlap){ .doc = CRIB_NONE };
    uint64_t *matched = mem_zero(v->n_documents, sizeof *matched);
    if (!matched)
        return CRIB_NOMEM(err);
    for (size_t d = 0; d < v->n_documents; d++) {
        if (v->document[d].origin == CRIB_ORIGIN_INDEX)
            continue;
        out->units += v->document[d].units;
        for (int role = 0; role < CRIB_N_ROLES; role++)
            out->all += v->document[d].covered[role];
        out->own += v->document[d].covered[CRIB_ROLE_PASSAGE];
        if (v->document[d].grouped) {
            out->grouped = true;
            out->grouped_units += v->document[d].units;
            out->kin += v->document[d].covered_kin;
            out->others += v->document[d].covered_others;
        }
    }
    for (size_t i = 0; i < v->n_pairs; i++)
        matched[v->pair[i].b] += v->pair[i].matched;
    for (size_t d = 0; d < v->n_documents; d++)
        if (matched[d] > out->largest) {
            out->largest = matched[d];
            out->doc = (uint32_t)d;
        }
    mem_free(matched);
    return CRIB_OK;
}
