/* SPDX-License-Identifier: MIT */
/* What was read: sources, their documents, and each document's row and
 * sketches. Documents are numbered canonically. */
#ifndef CRIB_ENGINE_COLLECTION_H
#define CRIB_ENGINE_COLLECTION_H

#include <stdatomic.h>

#include "crib.h"
#include "engine/templates.h"
#include "segment/segment.h"
#include "sketch/sketch.h"
#include "source/source.h"
#include "text/posmap.h"

/* A member of a source, cut into documents. */
struct part {
    struct source *source;
    struct member *member;
    struct segmented seg;
    struct posmap map;
    struct complaints complaints; /* of segmentation */
    uint32_t source_index;
    uint32_t first_doc;           /* its documents are [first_doc, first_doc + seg.n_doc) */
};

struct doc {
    const struct part *part;
    const struct document *seg;
    uint32_t ordinal;   /* 1-based in its member */
    struct units title; /* row of its title */
    uint64_t content;   /* hash of its row, figures included */
    uint64_t redactions;
    uint64_t *template_units; /* a bit for each unit that is template text; NULL: none is */
    uint32_t n_template;
    bool shorter;       /* weighs less than the least length of a passage */
};

struct collection {
    struct templates templates; /* none: empty */
    struct source_list list;
    struct source *source;  /* [n_source] by name */
    size_t n_source;
    struct part *part;      /* [n_part] by source, then member */
    size_t n_part;
    struct doc *doc;        /* [n_doc] */
    uint32_t n_doc;
    struct units *rows;     /* [n_doc]; of whole documents only n, but for those folded again */
    struct seeds *seeds;    /* [n_doc]; freed once indexed */
    uint32_t *sig;          /* [n_doc][MINHASH_K] */
    uint64_t *sim;          /* [n_doc]; of whole documents NULL */
    bool *periodic;         /* [n_doc] seeds were dropped inside periodic text */
};

/* How far the work is, told to the caller's watch. */
struct progress {
    const struct crib_watch *watch; /* may be NULL */
    const char *stage;
    uint64_t total;
    _Atomic uint64_t done;
    atomic_flag talking;            /* held by the thread that talks */
};
void progress_init(struct progress *p, const struct crib_watch *watch);
void progress_stage(struct progress *p, const char *stage, uint64_t total);
/* One more item is done; CRIB_E_INTERRUPTED when the watch says stop. */
int progress_step(struct progress *p, struct crib_err *err);

struct engine_options {
    struct crib_options pub;     /* strings owned by the job */
    struct segment_pattern *pattern;
    bool sides;         /* a diff: both inputs stay, even one that is a template */
    bool whole;         /* a scan of whole documents; pub.whole only asks for it */
    int n_threads;
};

/* Read, cut, fold and sketch everything on the list (finished, owned by c
 * from then on). Parallel per file, then per member. Bad input becomes
 * complaints of its source. collection_done() also after a failure. */
int collection_read(struct collection *c, const struct engine_options *o, struct progress *p, struct crib_err *err);
/* Where whole documents are compared, their rows, seeds and titles are not
 * kept: give these n, each once, rows and seeds. */
int collection_fold_again(struct collection *c, const struct engine_options *o, const uint32_t *doc, size_t n,
                          struct progress *p, struct crib_err *err);
/* Its two steps for one part, whose member has its blocks, and for one
 * document, whose part and lines are set. */
struct fold_desk { /* used again for each document */
    struct units row, title;
    uint64_t *shingle;
    size_t cap;
    struct seeds seeds;
    struct slab *slab, *seed_slab; /* of the rows that are kept, and of the seeds, which go sooner */
};
int collection_cut(struct part *p, const struct engine_options *o, struct crib_err *err);
int collection_fold(struct collection *c, const struct engine_options *o, struct fold_desk *desk, uint32_t doc,
                    struct crib_err *err);
void fold_desks_done(struct fold_desk *desk, int n);
void collection_done(struct collection *c);
void collection_drop_seeds(struct collection *c);
/* All that only comparing needs; texts, documents and positions stay. */
void collection_drop_rows(struct collection *c);

/* The part a document stands in, its text. */
static inline const char *doc_text(const struct doc *d) { return d->part->member->text; }

static inline bool is_template_unit(const struct doc *d, uint32_t i)
{
    return d->template_units && (d->template_units[i >> 6] >> (i & 63) & 1);
}

/* Units of a document that are no template's. */
static inline uint32_t own_units(const struct collection *c, uint32_t doc)
{
    return c->rows[doc].n - c->doc[doc].n_template;
}

#endif
