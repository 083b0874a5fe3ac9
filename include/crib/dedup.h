/* SPDX-License-Identifier: MIT */
/* The collection without its duplicates: which documents go and why, what is
 * cut from which file, and the cleaned files themselves.
 *
 * A crib_dedup owns everything reached through it. Inputs are only read. The
 * bytes of what stays are the input's own, never encoded anew; output and cuts
 * together give every input back, byte for byte. */
#ifndef CRIB_DEDUP_H
#define CRIB_DEDUP_H

#include "crib.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef struct crib_dedup crib_dedup;

/* What goes. SAME: documents whose every difference from the kept one is a
 * redaction, script, width, case, layout, punctuation, page furniture or a
 * stray marker, and whose title, signature and what is set aside agree in the
 * same way (or whose title does not fit the text while the kept one's does).
 * NEAR: every near-duplicate. CONTAINED: also what stands nearly whole in a
 * longer document. */
enum crib_remove { CRIB_REMOVE_SAME, CRIB_REMOVE_NEAR, CRIB_REMOVE_CONTAINED };

/* Bits of crib_dedup_options.strip. */
enum { CRIB_STRIP_ADVERTISEMENTS = 1, CRIB_STRIP_MARKERS = 2 };

struct crib_dedup_options {
    enum crib_remove remove;
    uint32_t strip;
};

/* Which part of two documents a difference lies in. */
enum crib_part { CRIB_PART_BODY, CRIB_PART_TITLE, CRIB_PART_SIGNATURE, CRIB_PART_ASIDE, CRIB_N_PARTS };

struct crib_difference {
    enum crib_part part;
    enum crib_change kind;
    bool decides;            /* makes it another document; else a difference that does not count */
    struct crib_span a, b;   /* bytes of the members' texts; empty for the side that lacks it */
};

/* A document that goes, or stays undecided, beside the one it was held against. */
struct crib_removal {
    uint32_t doc, keep;
    uint32_t via;                      /* what doc was held against, when that went for `keep` itself; else CRIB_NONE */
    enum crib_verdict verdict;
    uint64_t matched;                  /* equal aligned units */
    uint64_t units_doc, units_keep;
    uint64_t distance, longer;         /* similarity = 1 - distance / longer, in units of the whole bodies */
    const struct crib_difference *difference; /* a is doc's side; body first, by place */
    size_t n_differences;
    struct crib_fact why;              /* removed: why the other is kept; undecided: why it stays */
    bool fuller;                       /* doc shows what the kept one redacts */
};

/* A file that was read and where it goes. */
struct crib_dedup_file {
    uint32_t source;                   /* of the result */
    const char *name;                  /* below the output folder; bytes, '/' between parts, never "..", not absolute */
    bool gone;                         /* all of it is cut: no file is written */
    bool unread;                       /* could not be opened or read: nothing is written */
    size_t first_cut, n_cuts;
};

enum crib_cut_kind {
    CRIB_CUT_DOCUMENT,       /* a removed document */
    CRIB_CUT_FILE,           /* a whole file: all its documents are removed */
    CRIB_CUT_ROW,            /* a row of a JSON Lines file */
    CRIB_CUT_CONTENTS,       /* the line of a contents page that lists it */
    CRIB_CUT_NUMBER,         /* a number of the contents page or of a title, written anew */
    CRIB_CUT_COUNT,          /* the number of documents that is stated, written anew */
    CRIB_CUT_ADVERTISEMENT, CRIB_CUT_MARKER, CRIB_N_CUTS
};

/* Bytes of an input file that are not in the output, and what stands there in
 * their place. */
struct crib_cut {
    uint32_t file;
    enum crib_cut_kind kind;
    uint32_t doc;            /* the document it concerns, or CRIB_NONE */
    struct crib_span bytes;  /* of the file */
    uint64_t chars;          /* of the extracted text */
    const char *put;         /* in the file's encoding; NULL: nothing */
    size_t n_put;
    uint64_t put_chars;
};

/* Read, compare and decide; nothing is written. Standard input has no name to
 * be written under: CRIB_E_ARG. NULL on error. */
crib_dedup *crib_job_dedup(crib_job *job, const struct crib_dedup_options *opts, struct crib_err *err);
void crib_dedup_free(crib_dedup *d);

const crib_result *crib_dedup_result(const crib_dedup *d);
struct crib_dedup_options crib_dedup_options_of(const crib_dedup *d);

size_t crib_dedup_n_removed(const crib_dedup *d);
size_t crib_dedup_n_undecided(const crib_dedup *d);
size_t crib_dedup_n_files(const crib_dedup *d);
size_t crib_dedup_n_cuts(const crib_dedup *d);
const struct crib_removal *crib_dedup_removed(const crib_dedup *d);     /* by doc */
const struct crib_removal *crib_dedup_undecided(const crib_dedup *d);   /* by (doc, keep) */
const struct crib_dedup_file *crib_dedup_files(const crib_dedup *d);    /* by source */
const struct crib_cut *crib_dedup_cuts(const crib_dedup *d);            /* by file, then place */

/* The path under which a file was read, its bytes; NULL: a text in memory.
 * *below: where in it the part below the named folder begins, 0: named itself. */
const char *crib_dedup_path(const crib_dedup *d, size_t file, size_t *below);

/* Characters of the extracted texts: what was read, and what is left of it. */
uint64_t crib_dedup_chars_read(const crib_dedup *d);
uint64_t crib_dedup_chars_left(const crib_dedup *d);

/* Advertisements and markers that were to be taken out and stay, because they
 * stand inside rows of JSON Lines. */
uint64_t crib_dedup_unstripped(const crib_dedup *d);

/* True when something was removed or cut. */
bool crib_dedup_changes(const crib_dedup *d);

enum crib_piece { CRIB_PIECE_KEPT, CRIB_PIECE_CUT, CRIB_PIECE_PUT };

/* Told the pieces of one input file in order. A cut comes whole, with its
 * index; kept bytes come in any number of pieces. Returns 0, or an errno value
 * to stop with CRIB_E_IO. */
typedef int crib_piece_sink(void *arg, enum crib_piece piece, size_t cut, const char *bytes, size_t n);

/* Read a file again, in pieces. CRIB_E_IO also when it is no longer what was
 * read before. */
int crib_dedup_pieces(const crib_dedup *d, size_t file, crib_piece_sink *sink, void *arg, struct crib_err *err);

/* Write the cleaned collection into the folder `path`, with ledger.jsonl and
 * ledger.txt, whole or not at all: in a folder beside it, synced, renamed.
 * What an earlier run left there half done is removed. An existing folder
 * must be empty, or `replace` given and hold an earlier dedup's ledger. A
 * folder inside an input, or with an input inside, is CRIB_E_ARG. The watch of
 * the job may stop it. */
struct crib_dedup_target {
    const char *path;
    bool replace;
    enum crib_lang lang;       /* of ledger.txt */
    const struct crib_watch *watch; /* may be NULL */
};
int crib_dedup_check(const struct crib_dedup_target *t, const char *const *input, size_t n_inputs,
                     struct crib_err *err);
int crib_dedup_write(const crib_dedup *d, const struct crib_dedup_target *t, struct crib_err *err);

/* The inputs of an earlier run, from the folder it wrote, into t->path, each
 * under the name its cleaned file has (or would have). Sizes and checksums
 * are compared. *n_files of them. */
int crib_dedup_restore(const char *folder, const struct crib_dedup_target *t, uint64_t *n_files, struct crib_err *err);

/* ledger.txt, as it is written into the folder, or (not `written`) as it would
 * be; and a summary of a few lines, of a result in `folder`. */
int crib_dedup_ledger(const crib_dedup *d, enum crib_lang lang, bool written, crib_sink *sink, void *sink_arg,
                      struct crib_err *err);
int crib_dedup_summary(const crib_dedup *d, enum crib_lang lang, const char *folder, crib_sink *sink, void *sink_arg,
                       struct crib_err *err);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop
#endif
