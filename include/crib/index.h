/* SPDX-License-Identifier: MIT */
/* The persistent index: texts that later ones are checked against.
 *
 * An index is a folder. One process writes it at a time, any number read it
 * meanwhile, each one state. What it answers depends on what is in it alone,
 * never on how that came about. Damage is CRIB_E_DAMAGED, with the file and
 * the byte in err->what; a folder that is no index, or one made with other
 * parameters, is CRIB_E_ARG. */
#ifndef CRIB_INDEX_H
#define CRIB_INDEX_H

#include <stdbool.h>

#include "crib/report.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef struct crib_job crib_job;

struct crib_index_options {
    bool no_text;            /* keep no texts: passages are then told from the sources; for a new index */
    bool prune;              /* what stood under the job's paths and is gone leaves the index */
    const char *const *set;  /* "name=value": attributes of the sources named; "name=": none of that name */
    size_t n_set;
    const char *const *spare; /* files that will be written afterwards: CRIB_E_ARG when one of them is an input or a
                               * source of the index; then nothing happens */
    size_t n_spare;
};

/* What a change did, in sources; documents: how many the index holds now. */
struct crib_index_changes {
    uint64_t added, replaced, moved, unchanged, removed, documents;
};

/* Bring the job's inputs into the index at a folder, made when it is missing.
 * A file whose size and time are as they were is not read; one with the same
 * bytes under another name is a move when the old name is gone. All happens, or
 * nothing does. The result holds complaints only. NULL on error. */
crib_result *crib_job_index_add(crib_job *job, const char *index, const struct crib_index_options *o,
                                struct crib_index_changes *changes, struct crib_err *err);

/* Take the sources at or below the paths out of the index. CRIB_E_ARG for a
 * path that has none in it; then nothing happens. */
int crib_index_remove(const char *index, const char *const *path, size_t n, struct crib_index_changes *changes,
                      struct crib_err *err);

/* Merge all segments. */
int crib_index_compact(const char *index, struct crib_err *err);

/* Conditions on attributes: NAME=VALUE, !=, <, <=, > or >= between. An
 * attribute of a document is its source's, else what the document says of
 * itself under title, office and date (as it is signed, or in its title) or
 * year (the first in its title, else the date's). Numbers and dates are
 * compared as such, anything else for being the same text; a date as far as
 * the condition's goes. A document without the attribute meets != only.
 * CRIB_E_ARG for what is no condition, a name that no document of the index
 * has, and less or more of what is neither a number nor a date. */
struct crib_check_options {
    const char *const *where;  /* only documents that meet all of these are told */
    size_t n_where;
    const char *const *where_not; /* and none of these */
    size_t n_where_not;
    const char *const *not_same; /* names: nothing that has the same attribute as what is checked */
    size_t n_not_same;
    const char *const *set;    /* "name=value": attributes of what is checked, before those it has in the index */
    size_t n_set;
};

/* One line a document: source, member, ordinal, first and last line, units,
 * title, its source's attributes, what it says of itself and where;
 * tab-separated. Below a path, or everywhere (NULL); of those that meet o's
 * conditions (NULL: all). */
int crib_index_list(const char *index, const char *path, const struct crib_check_options *o, crib_sink *sink, void *arg,
                    struct crib_err *err);
/* Lines "name<TAB>value": what it was made with, what it holds, what it weighs. */
int crib_index_stat(const char *index, crib_sink *sink, void *arg, struct crib_err *err);
/* Check every byte and every promise between the parts; a line for each
 * damage, then CRIB_E_DAMAGED. */
int crib_index_verify(const char *index, crib_sink *sink, void *arg, struct crib_err *err);

/* Make a damaged index whole from its sources. Damaged parts are put aside
 * under other names; of decisions, those that are whole are kept. A line for
 * each thing done and each lost, tabs between; *lost: whether any was. The
 * job's inputs are brought in besides: needed only when the catalogue does not
 * tell any more what it held. */
int crib_job_index_repair(crib_job *job, const char *index, crib_sink *sink, void *arg, bool *lost,
                          struct crib_err *err);

/* Decide about the passage of that id (16 hexadecimal digits): `what` is copy,
 * quotation, template, common or ignore. Passages with the same two surface
 * texts have the same id, wherever they stand; so a decision outlives
 * re-indexing. It is on the disk when the call returns. CRIB_E_ARG for
 * anything that is no id, decision or one-line note. */
int crib_index_decide(const char *index, const char *id, const char *what, const char *note, struct crib_err *err);
/* All that holds, a line each by id: ID, decision, time, note; tabs between. */
int crib_index_decisions(const char *index, crib_sink *sink, void *arg, struct crib_err *err);
/* Decide as such lines say. All of them, or none. */
int crib_index_decide_all(const char *index, const char *text, size_t n, struct crib_err *err);

/* Which of the job's texts stand in the index, and where. Documents of the
 * job come first in the result and are `a`; only those of the index that share
 * something follow. What the index holds under a job's own path is left out. */
crib_result *crib_job_check(crib_job *job, const char *index, const struct crib_check_options *o, struct crib_err *err);

/* Bring the job's inputs in as crib_job_index_add() does, and tell what those
 * that came or changed since the last audit share with anything in the index
 * and with each other: only findings that no audit told before and about which
 * nothing was decided. Sources stay to be told of until crib_index_audited()
 * says that this result was: call it when the report is written.
 *
 * Runs are numbered from 1. `since` tells also what that run and later ones
 * told and nobody has judged. A baseline is text as crib_index_baseline()
 * writes it: as many occurrences of a finding as it says are not told.
 *
 * A filter is about the older side of a finding (of two that are new, either);
 * what it leaves out is as if a baseline held it. */
struct crib_audit_options {
    uint64_t since;        /* 0: only what is new */
    const char *baseline;  /* [n_baseline] */
    size_t n_baseline;
    struct crib_check_options filter; /* its `set` is the index options' */
};
crib_result *crib_job_audit(crib_job *job, const char *index, const struct crib_index_options *o,
                            const struct crib_audit_options *audit, struct crib_index_changes *changes,
                            struct crib_err *err);
int crib_index_audited(const char *index, const crib_result *r, struct crib_err *err);

/* Lines "ID COUNT", by id: how often each finding stands that nobody has judged. */
int crib_index_baseline(const char *index, crib_sink *sink, void *arg, struct crib_err *err);
/* A line for each audit: run, time, sources, new findings, findings gone; tab-separated. */
int crib_index_runs(const char *index, crib_sink *sink, void *arg, struct crib_err *err);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop
#endif
