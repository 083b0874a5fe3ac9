/* SPDX-License-Identifier: MIT */
/* The inside of a crib_dedup, and the steps that make it. */
#ifndef CRIB_ENGINE_DEDUP_H
#define CRIB_ENGINE_DEDUP_H

#include "crib/dedup.h"
#include "engine/dedup_match.h"
#include "engine/outcome.h"

struct crib_dedup {
    crib_result *result;
    struct crib_dedup_options options;
    struct source_options reading;  /* as the sources were read; strings in the arena */
    size_t n_inputs;                /* as the job named them */
    struct arena arena;             /* what the records below point to */
    struct crib_removal *removed, *undecided;
    size_t n_removed, cap_removed, n_undecided, cap_undecided;
    uint32_t *goes;                 /* [n_documents] index into removed, or CRIB_NONE */
    struct crib_dedup_file *file;   /* [n_file] one for each source */
    size_t n_file;
    struct crib_cut *cut;           /* [n_cut] */
    size_t n_cut, cap_cut;
    uint64_t *row_hash;             /* [n_cut] of a row that is cut: what its bytes must still be */
    size_t cap_row_hash;
    struct dedup_check *check;      /* [n_file] what a file must still be when it is read again */
    uint64_t chars_read, chars_left;
    uint64_t n_unstripped;          /* marks that were to be taken out and stay: inside JSON Lines rows */
};

/* What a file was when its cuts were placed. */
struct dedup_check {
    uint64_t n_bytes, hash;
    bool whole;             /* hash is of all its bytes; else of the rows that are cut */
};

/* dedup_decide.c: removed, undecided and goes, from what was judged. */
int dedup_decide(struct crib_dedup *d, const struct engine_options *o, const struct comparison *cmp,
                 const struct judgement *j, struct progress *p, struct crib_err *err);

/* dedup_undecided.c: the near-duplicates of which both stay. */
int dedup_list_undecided(struct crib_dedup *d, struct deciding *de, struct crib_err *err);

/* dedup_records.c.
 * A text that could not be read whole is not judged by what is left of it, nor
 * kept in another's stead. */
bool dedup_is_broken(const struct collection *c, uint32_t doc);
/* doc held against keep, as a record. */
int dedup_record(struct crib_dedup *d, struct deciding *de, uint32_t doc, uint32_t keep, const struct document_match *m,
                 const struct crib_fact *why, struct crib_removal *out, struct crib_err *err);

/* A document that was to go stays after all, because its file cannot be cut
 * there. */
int dedup_spare(struct crib_dedup *d, uint32_t doc, struct crib_fact why, struct crib_err *err);
/* Records in order, once nobody is spared any more. */
void dedup_settle(struct crib_dedup *d);

/* dedup_names.c: the files' names below the output folder. */
int dedup_names(struct crib_dedup *d, struct crib_err *err);

/* A stretch of a member's text that goes, and what stands there instead. */
struct text_cut {
    struct txt_span text;
    enum crib_cut_kind kind;
    uint32_t doc;
    const char *put; /* UTF-8, in d->arena */
    size_t n_put;
};

struct text_cuts {
    struct text_cut *item;
    size_t n, cap;
};

/* dedup_cuts.c: what goes of a member with one text: documents, their lines in
 * the contents page, numbers, marks; sorted, disjoint. all: every document
 * goes and nothing else is left. */
int dedup_text_cuts(struct crib_dedup *d, const struct part *p, struct text_cuts *out, bool *all, struct crib_err *err);

/* dedup_contents.c: contents page, ordinals of titles, stated count. */
int dedup_contents(struct crib_dedup *d, const struct part *p, struct text_cuts *out, struct crib_err *err);

/* dedup_files.c: cuts of files, placed in their bytes. */
int dedup_files(struct crib_dedup *d, struct crib_err *err);
/* It could not be read to its end: it cannot be written, and none of its
 * documents is kept in another's stead. */
bool dedup_is_unread(const struct source *s);

int dedup_add_cut(struct text_cuts *v, struct text_cut cut, struct crib_err *err);
/* From the beginning of the line at `at`, and past the end of the line at `at`. */
uint32_t dedup_line_beg(const struct member *m, uint32_t at);
uint32_t dedup_line_end(const struct member *m, uint32_t at);

static inline bool dedup_doc_goes(const struct crib_dedup *d, uint32_t doc) { return d->goes[doc] != CRIB_NONE; }

#endif
