/* SPDX-License-Identifier: MIT */
/* crib: find text that was used twice.
 *
 *     struct crib_err err;
 *     crib_job *job = crib_job_new(NULL, &err);
 *     crib_job_add_path(job, "reports/", &err);
 *     crib_result *found = crib_job_scan(job, &err);
 *     for (size_t i = 0; i < crib_result_n_pairs(found); i++)
 *         …
 *     crib_result_free(found);
 *     crib_job_free(job);
 *
 * The library never prints, never exits, never calls setlocale. Calls that
 * can fail return an enum crib_code (or NULL) and fill *err; err may be NULL.
 * A job is used by one thread at a time; different jobs are independent. With
 * threads = 1 no parallel region is entered. */
#ifndef CRIB_H
#define CRIB_H

#include "crib/index.h"
#include "crib/report.h"
#include "crib/result.h"
#include "crib/types.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

#define CRIB_VERSION "0.1.0"

/* Version of the library that is linked, e.g. "0.1.0". */
const char *crib_version(void);

enum crib_documents { CRIB_DOCUMENTS_AUTO, CRIB_DOCUMENTS_FILE, CRIB_DOCUMENTS_REGEX };

/* Zero-initialise, or start from crib_options_default(). */
struct crib_options {
    uint32_t min_length;        /* least length of a passage in units; a word of a spaced script counts as two [24] */
    uint32_t near_permille;     /* both containments at least this: near-duplicate [800] */
    uint32_t threads;           /* 0: one per processor [0] */
    enum crib_documents documents; /* how a source is cut into documents [auto] */
    const char *documents_regex;   /* CRIB_DOCUMENTS_REGEX: a line that begins a document matches this (ICU's regular expressions) */
    const char *encoding;       /* declared encoding of the inputs, NULL: find out */
    const char *text_field;     /* JSON Lines: the field with the text ["text"] */
    const char *id_field;       /* JSON Lines: the field with the name ["id"] */
    const char *const *include; /* file name patterns (fnmatch) taken while walking folders; NULL: all known */
    size_t n_include;
    const char *const *exclude;
    size_t n_exclude;
    const char *keep;           /* which copy to keep: "best" (default), "longest", "first", "best-titled", "newest" (by the date a document states) */
    uint64_t memory;            /* bytes that the process is to hold, at least 16 MB; the rest lies in a nameless file in $TMPDIR, else
                                 * /tmp, or /var/tmp where /tmp lies in memory. Of the whole process while such a job lives; a child
                                 * forked meanwhile may not make such a job before the parent's is freed there. 0: all in memory [0] */
    uint32_t whole;             /* a scan or dedup tells only documents that are copies of each other as wholes, several times as fast; 0 or 1 [0] */
};

void crib_options_default(struct crib_options *opts);

/* Told from time to time, from any thread but never from two at once, how far
 * the work is. Return non-zero to stop the run with CRIB_E_INTERRUPTED. */
struct crib_watch {
    int (*tick)(void *arg, const char *stage, uint64_t done, uint64_t total);
    void *arg;
};

typedef struct crib_job crib_job;

/* A job with these options (copied; NULL means the defaults). NULL on error. */
crib_job *crib_job_new(const struct crib_options *opts, struct crib_err *err);
void crib_job_free(crib_job *job);

/* Add a file or a folder. "-" is standard input. Nothing is read yet; a path
 * that cannot be read becomes a complaint of the result. */
int crib_job_add_path(crib_job *job, const char *path, struct crib_err *err);

/* Add a text that is already in memory (copied), under a name. */
int crib_job_add_text(crib_job *job, const char *name, const char *text, size_t n_bytes, struct crib_err *err);

/* Add a template: a form that everybody fills in. It is no document; what
 * documents share of its text is boilerplate, however long, and never enough
 * to call two of them duplicates. One that cannot be read whole, or that holds
 * no text, fails the run with CRIB_E_ARG. */
int crib_job_add_template(crib_job *job, const char *path, struct crib_err *err);
int crib_job_add_template_text(crib_job *job, const char *name, const char *text, size_t n_bytes, struct crib_err *err);

void crib_job_watch(crib_job *job, const struct crib_watch *watch);

/* Everything used twice within and between the inputs. NULL on error. */
crib_result *crib_job_scan(crib_job *job, struct crib_err *err);

/* The job's two inputs side by side, each taken as one document. */
crib_result *crib_job_diff(crib_job *job, struct crib_err *err);

/* What one stage makes of the job's inputs, printed as text into the sink.
 * Stages: see crib_stage_name(). */
int crib_job_show(crib_job *job, const char *stage, crib_sink *sink, void *sink_arg, struct crib_err *err);

/* Name and one-line description of stage i; NULL past the last. */
const char *crib_stage_name(size_t i);
const char *crib_stage_help(size_t i);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop
#endif
