/* SPDX-License-Identifier: MIT */
/* What the two ways of repairing an index share: of its segments, in place,
 * and of its catalogue, by making it anew beside. */
#ifndef CRIB_ENGINE_ARCHIVE_REPAIR_H
#define CRIB_ENGINE_ARCHIVE_REPAIR_H

#include "engine/archive.h"
#include "engine/job.h"
#include "store/decisions_mend.h"

/* A source that is to be read again, and what is known of it. */
struct lost_source { const char *path, *reading; struct catalogue_attribute *attr; size_t n_attr; };

struct repair {
    crib_job *job;               /* paths named besides, watch, options where the index does not tell its own */
    const char *index;
    crib_sink *sink;
    void *sink_arg;
    struct arena arena;
    struct archive_making making;
    struct lost_source *lost;    /* [n_lost] */
    size_t n_lost, cap_lost;
    uint64_t log_bytes;          /* of decisions that there were */
    uint64_t n_gone;             /* sources of which nothing is left */
};

int repair_say(struct repair *p, struct crib_err *err, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* What the index was made with, as far as its catalogue tells. */
int repair_making(struct repair *p, struct catalogue *c, struct crib_err *err);
int repair_lost(struct repair *p, struct catalogue *c, const struct catalogue_source *s, struct crib_err *err);
/* Bring the lost sources (and, when `named`, the job's own) into the index at
 * a folder; those that are gone are told of. */
int repair_add(struct repair *p, const char *folder, bool named, struct crib_err *err);
/* Decisions of one folder into another, or in place; told when any is lost. */
int repair_decisions(struct repair *p, const char *from, const char *to, struct crib_err *err);

/* archive_rebuild.c: the catalogue is damaged. */
int repair_anew(struct repair *p, struct crib_err *err);

#endif
