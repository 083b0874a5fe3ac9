/* SPDX-License-Identifier: MIT */
/* What is known of a collection's titles while they are judged: shared by the
 * judgement over each body alone (misfiled.c) and by its kin (hearing.c). */
#ifndef CRIB_CLUSTER_COURT_H
#define CRIB_CLUSTER_COURT_H

#include "cluster/evidence.h"
#include "cluster/title_view.h"
#include "cluster/standing.h"
#include "core/sort.h"

struct verdict {
    double fit;
    uint32_t best;        /* the other title that fits best, where that was asked for; UINT32_MAX: none */
    double best_fit;
    uint32_t rival;       /* a title that fits far better, or UINT32_MAX */
    bool comparable, judged, charged;
    bool signed_for;      /* the signature names what the title does: no charge stands against that */
    struct charge charge;
};

struct court {
    const struct titled *doc;
    uint32_t n;
    const struct speller *speller;
    int n_threads;
    struct kv *twin;      /* [n_twin] key: document; val: its twin << 32 | 10000 - agreement; both directions, sorted */
    size_t n_twin;
    uint32_t *group_of;
    struct terms terms;
    struct kindred kindred;
    struct topics topics;
    struct standing *standing; /* [n] */
    struct verdict *verdict;   /* [n] */
    struct title_view *view;   /* [n], or NULL: nobody looks */
    bool others_asked;         /* how titles fit other bodies than their own is known */
    double middle_weight; /* of the titles: the middle one's, LEAST_WEIGHT at least */
    double middle_fit;    /* of the judged documents: the middle one's, LEAST_FIT at least */
};

/* The first entry of twin[] that is d's, if it has any: the key tells. */
size_t first_twin(const struct court *c, uint32_t d);

/* Of document d, in whose place the rival's title would stand; UINT32_MAX: none. */
struct charge charge_of(const struct court *c, uint32_t d, uint32_t rival);

/* Sets verdict[].best and best_fit of the documents asked[n], each once. */
int rivals_find(struct court *c, const uint32_t *asked, uint32_t n, struct crib_err *err);

/* The second judgement: withdraws charges that the kin of a body speak
 * against, and charges those whose title is known elsewhere and strange here. */
int judge_by_kin(struct court *c, struct crib_err *err);

#endif
