/* SPDX-License-Identifier: MIT */
/* How common a text is: in how many groups of documents its shingles stand.
 * Groups, not documents: a report filed forty times is still one report. */
#ifndef CRIB_INDEX_COMMON_H
#define CRIB_INDEX_COMMON_H

#include "core/units.h"
#include "index/group_bits.h"
#include "index/shingle_set.h"

/* A stretch of a document's row whose shingles will be asked about. */
struct asked {
    uint32_t doc;
    struct unit_span units;
};

struct common {
    struct shingle_set asked; /* the shingles asked about; [n] below is asked.n */
    uint32_t *count;   /* [n] groups that hold shingle i */
    size_t *at;        /* [n] where they are: in `group`, or the first word of a row of `bits` */
    uint32_t *group;   /* of few: a list, ascending */
    uint64_t *bits;    /* of many: a row of n_blocks blocks (group_bits.h) */
    size_t n_blocks;   /* that tell of all groups there are here */
    uint32_t n_here;   /* groups of these documents are below */
    uint32_t n_groups;
};

/* A list takes a word a group, a row a bit each group there is. */
static inline bool common_has_row(const struct common *c, size_t i) { return c->count[i] > c->n_here / 32; }

/* Count, over all documents, the groups that hold each shingle of the asked
 * stretches; a document of COMMON_NO_GROUP is not counted. Groups are below
 * n_groups, which may be more than these documents have. O(units of all rows + what they share with the asked). */
#define COMMON_NO_GROUP UINT32_MAX
int common_build(const struct units *rows, uint32_t n_docs, const uint32_t *group_of, uint32_t n_groups,
                 const struct asked *asked, size_t n_asked, int n_threads, struct common *out, struct crib_err *err);
void common_done(struct common *c);

/* What of a text is its own: its units, placeholders aside, that no common
 * shingle covers. A word weighs two. */
struct own_text {
    bool worth;  /* a passage by itself: half the least length, and as much of it together (nothing
                  * common between, no gap of a shingle or more) or a fourth of the text; shreds
                  * between common pieces are none, but an edited copy is in pieces, too */
    bool enough; /* half the least length. What is worth a passage is not asked further,    */
    bool most;   /* nor whether it is half of the text: then both are but lower bounds      */
};

/* Sentences may be everybody's while their order is not. A seam is where one
 * common stretch follows another as it does in too few groups to be common:
 * every shingle across it is rare, and eight on either side are not. What two
 * places agree in (`agreed`) and hardly anybody else are seams with less beside
 * them and what is its own between common shingles, too. Each different one is
 * counted once. A form's blanks are no seams, since something fills them. */
enum { COMMON_LEAST_GROUPS = 3, COMMON_SEAMS = 6 };
struct commonness {
    int64_t groups;         /* groups that hold the median shingle; -1: fewer than COMMON_LEAST_GROUPS, unknown */
    struct own_text own;
    uint32_t seams, agreed; /* of a text of which nothing is worth a passage; COMMON_SEAMS of each at most */
};

struct common_scratch {
    uint32_t *count;     /* [n_here] zero between calls */
    uint64_t *index;
    size_t cap_index;
    uint64_t *shingle;
    uint32_t *place, *at;
    size_t cap_shingle, cap_place, cap_at;
    uint32_t *holder;    /* [n_holder] groups left out */
    size_t n_holder, cap_holder;
    struct group_block *skip; /* [n_blocks] the same; zero between calls */
    uint32_t *cover;     /* of each shingle: groups known to have a stretch around it */
    uint32_t *twos;      /* the same, of stretches of two */
    uint32_t *left;      /* groups that hold it and were not looked at */
    size_t cap_cover, cap_twos, cap_left;
    struct reading { const struct group_block *row; size_t next, end; bool wanted; } *reading; /* of each shingle */
    struct group_block *block, *room; /* of the groups being looked at */
    size_t cap_reading, cap_block, cap_room;
};
int common_scratch_init(struct common_scratch *s, const struct common *c, struct crib_err *err);
void common_scratch_done(struct common_scratch *s);

/* The commonness of a text that stands in row u in the pieces s[n] (ascending,
 * inside one asked stretch): what two places of a passage have in common;
 * length is the least length of a passage. A shingle is common when it stands
 * in at least max(1, 1 %) groups other than those that hold the whole text (80 %
 * of its shingles), and of a text of more than 80 units in five, or in a family
 * with these: what fewer have may be a copy in each. A family is one group for each sixteen
 * units, four at least, five and the root of all groups at most; as many groups
 * that hold the whole (and 1 %) are not left out. It must stand there in a stretch: eight shingles of the text, each
 * at most six after the one before; of 80 units or less four in a row, and what stands so near them. Common
 * words make up any text; a common text stands together. Of 80 units or less,
 * more than half of them words, two shingles are a stretch where a tenth of all
 * groups have it, and five at least: between the blanks of a form there is no
 * room for more. At most O(shingles * groups that hold them). */
int common_ask(const struct common *c, const struct units *u, const struct unit_span *s, size_t n, uint32_t length,
               struct common_scratch *scratch, struct commonness *out, struct crib_err *err);

#endif
