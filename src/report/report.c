/* SPDX-License-Identifier: MIT */
/* The public entrance: a result becomes a view, the view a report. The only
 * file of this folder that calls crib_result_*. */
#include "core/base.h"
#include "report/formats.h"

static const char *text_of(const void *result, uint32_t doc, size_t *n_bytes)
{
    return crib_result_text(result, doc, n_bytes);
}

struct view view_of_result(const crib_result *r)
{
    struct view v = {
        .command = crib_result_command(r),
        .source = crib_result_sources(r),       .n_sources = crib_result_n_sources(r),
        .document = crib_result_documents(r),   .n_documents = crib_result_n_documents(r),
        .pair = crib_result_pairs(r),           .n_pairs = crib_result_n_pairs(r),
        .passage = crib_result_passages(r),     .n_passages = crib_result_n_passages(r),
        .mark = crib_result_marks(r),           .n_marks = crib_result_n_marks(r),
        .cluster = crib_result_clusters(r),     .n_clusters = crib_result_n_clusters(r),
        .misfiled = crib_result_misfiled(r),    .n_misfiled = crib_result_n_misfiled(r),
        .complaint = crib_result_complaints(r), .n_complaints = crib_result_n_complaints(r),
        .left_out = crib_result_left_out(r),    .n_left_out = crib_result_n_left_out(r),
        .gone = crib_result_gone(r), .n_gone = crib_result_n_gone(r), .n_new = crib_result_n_new(r),
        .seconds = crib_result_seconds(r),
        .text = text_of, .text_arg = r,
    };
    v.n_parameters = crib_result_parameters(r, &v.parameter);
    return v;
}

int crib_report(const crib_result *r, const struct crib_report_options *opts,
                crib_sink *sink, void *sink_arg, struct crib_err *err)
{
    if (!r || !opts || !sink)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a report needs a result, options and a sink");
    struct view v = view_of_result(r);
    return report_write(&v, opts, sink, sink_arg, err);
}

int crib_report_pan(const crib_result *r, crib_file_begin *begin, crib_sink *sink, void *arg, struct crib_err *err)
{
    if (!r || !begin || !sink)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a report in files needs a result, a begin and a sink");
    struct view v = view_of_result(r);
    return pan_write(&v, begin, sink, arg, err);
}
