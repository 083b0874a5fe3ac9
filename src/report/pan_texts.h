/* SPDX-License-Identifier: MIT */
/* The texts of a result as PAN speaks of them: which is which side of a pair,
 * what a reference calls it, what a pair's file is called. */
#ifndef CRIB_REPORT_PAN_TEXTS_H
#define CRIB_REPORT_PAN_TEXTS_H

#include "report/view.h"

/* One text that character offsets count in: a file, or a member of one. */
struct pan_text {
    char *reference;  /* the file's name without its folders where no other file has it, else with them; a
                         member's name follows after '#' */
    bool suspicious;  /* its path has a part `susp`, or its name begins "suspicious-" */
};

struct pan_texts {
    struct pan_text *text; /* in canonical order */
    size_t n;
    uint32_t *of_doc;      /* [n_documents] the text a document stands in */
};

/* pan_texts_done() also after a failure. O(n log n) in the documents. */
int pan_texts_make(const struct view *v, struct pan_texts *t, struct crib_err *err);
void pan_texts_done(struct pan_texts *t);

/* What a pair's file is called, before its ".xml": both references without
 * extension, with '_' for all that could be a path, an option or trouble in a
 * terminal. It holds no '~', and at most PAN_NAME bytes with its NUL. */
enum { PAN_NAME = 224 };
void pan_pair_name(const struct pan_text *a, const struct pan_text *b, char out[PAN_NAME]);

#endif
