/* SPDX-License-Identifier: MIT */
/* One report: choose the writer, see the stream through to its end. */
#include "core/base.h"
#include "report/formats.h"

int report_write(const struct view *v, const struct crib_report_options *opts,
                 crib_sink *sink, void *sink_arg, struct crib_err *err)
{
    struct out out;
    if (opts->lang != CRIB_LANG_EN && opts->lang != CRIB_LANG_ZH)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "no such language: %d", (int)opts->lang);
    CRIB_TRY(out_init(&out, sink, sink_arg, err));
    switch (opts->format) {
    case CRIB_FORMAT_TEXT: text_write(v, opts, &out); break;
    case CRIB_FORMAT_JSONL: jsonl_write(v, &out); break;
    case CRIB_FORMAT_TSV: tsv_write(v, &out); break;
    case CRIB_FORMAT_MAIL: mail_write(v, opts, &out); break;
    case CRIB_FORMAT_PAN:
        out_fail(&out, CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "PAN's XML is a report of several files"));
        break;
    default: out_fail(&out, CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "no such format: %d", (int)opts->format));
    }
    return out_done(&out);
}
