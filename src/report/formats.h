/* SPDX-License-Identifier: MIT */
/* The writers, one per format. They report failures through the stream; the
 * one that writes several files has a stream for each and returns the first. */
#ifndef CRIB_REPORT_FORMATS_H
#define CRIB_REPORT_FORMATS_H

#include "report/out.h"
#include "report/view.h"

void jsonl_write(const struct view *v, struct out *out);
void tsv_write(const struct view *v, struct out *out);
void text_write(const struct view *v, const struct crib_report_options *opts, struct out *out);
void mail_write(const struct view *v, const struct crib_report_options *opts, struct out *out);
int pan_write(const struct view *v, crib_file_begin *begin, crib_sink *sink, void *arg, struct crib_err *err);

#endif
