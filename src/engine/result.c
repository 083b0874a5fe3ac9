/* SPDX-License-Identifier: MIT */
/* The public accessors of a result. */
#include "engine/audit_record.h"
#include "engine/outcome.h"

#define LIST(plural, singular, type)                                                                       \
    size_t crib_result_n_##plural(const crib_result *r) { return r->n_##singular; }                        \
    const struct type *crib_result_##plural(const crib_result *r) { return r->n_##singular ? r->singular : NULL; }

LIST(sources, source, crib_source)
LIST(documents, document, crib_document)
LIST(pairs, pair, crib_pair)
LIST(passages, passage, crib_passage)
LIST(marks, mark, crib_mark)
LIST(clusters, cluster, crib_cluster)
LIST(misfiled, misfiled, crib_misfiled)
LIST(complaints, complaint, crib_complaint)
LIST(left_out, left_out, crib_left_out)

size_t crib_result_n_gone(const crib_result *r) { return r->audit ? r->audit->n_gone : 0; }
const struct crib_gone *crib_result_gone(const crib_result *r) { return crib_result_n_gone(r) ? r->audit->gone : NULL; }
uint64_t crib_result_n_new(const crib_result *r) { return r->audit ? r->audit->n_new : 0; }
uint64_t crib_result_n_standing(const crib_result *r) { return r->audit ? r->audit->n_standing : 0; }
uint64_t crib_result_last_run(const crib_result *r) { return r->audit ? (uint64_t)r->audit->last_run : 0; }

const char *crib_result_text(const crib_result *r, uint32_t doc, size_t *n_bytes)
{
    if (doc >= r->n_document) {
        *n_bytes = 0;
        return "";
    }
    const struct member *m = r->collection.doc[doc].part->member;
    *n_bytes = m->n_bytes;
    return m->text;
}

double crib_result_seconds(const crib_result *r) { return r->seconds; }

bool crib_result_has_findings(const crib_result *r) { return r->n_pair > 0 || r->n_misfiled > 0; }

bool crib_result_has_losses(const crib_result *r)
{
    for (size_t i = 0; i < r->n_complaint; i++)
        if (r->complaint[i].level == CRIB_LOST)
            return true;
    return false;
}

size_t crib_result_parameters(const crib_result *r, const struct crib_fact **out)
{
    *out = r->parameter;
    return r->n_parameter;
}

const char *crib_result_command(const crib_result *r) { return r->command; }

void crib_result_free(crib_result *r)
{
    if (!r)
        return;
    collection_done(&r->collection);
    mem_free(r->mark);
    arena_done(&r->arena);
    mem_free(r);
}
