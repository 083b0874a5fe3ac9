/* SPDX-License-Identifier: MIT */
/* A persistent index on the disk: its catalogue, its segments, what it was
 * made with. A folder with
 *
 *   catalogue.db     sources, documents, attributes, the live segments (SQLite)
 *   NNNNNNNN.seg     segments: what is asked of documents' texts (store/segfile.h)
 *   decisions.log    what people decided about findings (store/decisions.h)
 *   .lock            who writes (store/lockfile.h)
 *
 * Chunks of a segment besides its texts (store/textstore.h):
 *   "DOCS"     struct stored_doc [n]; a document's number is its place here.
 *              They are in the order of their contents' hashes, so that the
 *              first of a posting list are a sample of it
 *   "MEMBERS"  struct stored_member [n]
 *   "SEEDS"    posting list (store/postlist.h) of seed_key()s
 *   "BANDS"    posting list of band_keys()
 * MinHash signatures are not among them: a document that a band leads to is
 * loaded with its text, and its signature made again from that. */
#ifndef CRIB_ENGINE_ARCHIVE_H
#define CRIB_ENGINE_ARCHIVE_H

#include "engine/collection.h"
#include "store/catalogue.h"
#include "store/deadset.h"
#include "store/lockfile.h"
#include "store/postlist.h"
#include "store/textstore.h"

struct stored_doc {
    uint64_t content;  /* hash of its row, figures included */
    uint32_t member, ordinal, units, zero;
};
static_assert(sizeof(struct stored_doc) == 24, "on-disk layout");

enum { STORED_MARKDOWN = 1 };
struct stored_member {
    uint64_t text_at;  /* in the texts; 0 in an index without them */
    uint32_t n_bytes, flags;
};
static_assert(sizeof(struct stored_member) == 16, "on-disk layout");

struct archive_segment {
    uint32_t id, n_docs;
    uint64_t n_members;
    char *path;
    struct segfile file;
    struct deadset dead;
    bool dead_changed;
    struct postlist seeds, bands;
    struct textstore text;
    bool has_text;
    const struct segfile_chunk *docs, *members;
};

/* What an index is made with; a mismatch is refused by name. */
struct archive_making {
    uint32_t min_length;
    const char *documents;  /* "auto", "file" or "regex:…" */
    const char *texts;      /* "stored" or "none" */
};

struct archive {
    char *folder;
    struct arena arena;
    struct lockfile lock;
    struct catalogue catalogue;
    struct archive_making making;
    uint64_t params, fold;
    struct archive_segment *segment; /* [n_segment] by id */
    size_t n_segment, cap_segment;
    uint64_t n_docs;                 /* live */
    uint64_t sample_most;            /* documents whose content hash is at most this are counted for commonness */
    uint64_t n_groups;               /* different contents among them */
    uint64_t next_file;
    struct doomed { char *file; } *doomed; /* [n_doomed] files to remove once the catalogue has forgotten them */
    size_t n_doomed, cap_doomed;
};

/* Commonness is counted among about so many documents; an index of fewer
 * counts all. */
enum { ARCHIVE_SAMPLE = 6400 };

/* Hash of what this crib makes of a sample text. */
int archive_rules(uint64_t *out, struct crib_err *err);

/* Options o, not NULL, must agree with what the index was made with. With
 * `create` a folder that is missing or empty becomes an index made with o.
 * `work`, not NULL: to write, holding the lock under this name; `glance`: to
 * read without waiting, see CATALOGUE_GLANCE. CRIB_E_ARG when there is no
 * index, or another's; archive_close() also after a failure. */
struct archive_open { const struct engine_options *o; const char *texts; bool create, glance; const char *work; };
int archive_open(struct archive *a, const char *folder, const struct archive_open *how, struct crib_err *err);
void archive_close(struct archive *a);
/* Only a little of the index is going to be read. */
int archive_read_here_and_there(struct archive *a, struct crib_err *err);

/* Writing: everything between begin and commit happens or does not. */
int archive_begin(struct archive *a, struct crib_err *err);
int archive_commit(struct archive *a, struct crib_err *err);

/* Write the documents of c as a new segment and name it in the catalogue;
 * number[c->n_doc] gets each document's. */
int archive_write_segment(struct archive *a, const struct collection *c,
                          uint32_t *segment, uint32_t *number, struct crib_err *err);
/* A file name that no segment ever had. */
int archive_new_name(struct archive *a, char name[32], struct crib_err *err);
/* Take a finished segment file in. */
int archive_take_segment(struct archive *a, const char *file, uint32_t n_docs, uint32_t *id, struct crib_err *err);
/* The documents of a source are gone. */
int archive_bury(struct archive *a, int64_t source, struct crib_err *err);
/* Drop a segment and, once that is committed, its file. */
int archive_drop_segment(struct archive *a, size_t i, struct crib_err *err);

struct archive_segment *archive_segment_of(struct archive *a, uint32_t id);
int archive_doc(struct archive_segment *g, uint32_t number, struct stored_doc *out, struct crib_err *err);
/* This document, this member, will be asked for. */
void archive_expect_doc(struct archive_segment *g, uint32_t number);
void archive_expect_member(struct archive_segment *g, uint32_t member);
int archive_member(struct archive_segment *g, uint32_t member, struct stored_member *out, struct crib_err *err);

/* Every byte of a segment, and that it and the catalogue agree; CRIB_E_DAMAGED otherwise. */
int archive_check_segment(struct archive *a, struct archive_segment *g, struct crib_err *err);

/* A document of the index. */
struct archive_pick {
    uint32_t segment, number;  /* id of the segment */
};
/* Append the picked documents (unique) to c, canonically among themselves
 * (pick[n] is brought into that order), with rows, seeds and signatures. Texts come from the index or, when it holds
 * none, from the sources; what cannot be had is complained of and left out. */
struct named_complaints;
int archive_load(struct archive *a, struct archive_pick *pick, size_t n, const struct engine_options *o,
                 struct progress *p, struct collection *c, struct named_complaints *complaints, struct crib_err *err);

/* Merge segments when there are many, or all (everything): tombstones go, texts
 * and postings stay. */
int archive_merge(struct archive *a, bool everything, struct crib_err *err);

#endif
