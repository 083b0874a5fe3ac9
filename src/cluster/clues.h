/* SPDX-License-Identifier: MIT */
/* What speaks for a title and against it, as numbers: each beside what the
 * collection's titles usually show. */
#ifndef CRIB_CLUSTER_CLUES_H
#define CRIB_CLUSTER_CLUES_H

#include "cluster/standing.h"

/* What the collection's titles usually show: the middle one's values. */
struct usual { double weight, best, kin, shared, length, formal, like; bool telling; };

/* judged[d]: the title names something, and the body can be asked. */
int usual_find(const struct standing *s, const struct terms *t, const bool *judged, uint32_t n, struct usual *out,
               struct crib_err *err);

/* Do titles share topics with those of kin at all? Where not, nothing else is
 * asked: usual_find()'s `telling`, told before how titles fit is known. */
int kin_tell(const struct standing *s, const bool *judged, uint32_t n, bool *out, struct crib_err *err);

enum clue {
    CLUE_PLACE,     /* how surely a topic is named, by where unknown terms stand                   */
    CLUE_EXPECTED,  /* what kin usually share of its terms                                         */
    CLUE_WEIGHT,    /* of the title, words that nobody knows included                              */
    CLUE_UNKNOWN,   /* of these alone                                                              */
    CLUE_OTHER,     /* what its kin's titles have in common with each other and not with it        */
    CLUE_SHARED,    /* what they share with it                                                     */
    CLUE_LIKE,      /* how like its kin the body is                                                */
    CLUE_NEAR,      /* how near the body is to another of the title's topic, 0..1                  */
    CLUE_SPOKEN,    /* how much its kin speak of the title, beyond any body                        */
    CLUE_OWN,       /* how much the body does                                                      */
    CLUE_ELSEWHERE, /* how much the one that speaks most of it does                                */
    CLUE_DULLED,    /* the share of its weight that forms and what is no topic would have          */
    CLUE_FORMAL,    /* the share of its units that stand in forms, 0..1                            */
    CLUE_SET,       /* how surely it is a set phrase, 0..1                                         */
    CLUE_FIGURES,   /* it has some: 0 or 1                                                         */
    CLUE_LENGTH,    /* of the body                                                                 */
    CLUE_ECHO,      /* how much it has of what is said under titles with the same terms            */
    CLUE_AHEAD,     /* the same, less that of another topic                                        */
    CLUE_SURE,      /* how surely the title names a topic, by others that have the term, 0..1      */
    CLUE_SPELT,     /* how much of what the title is spelt with the body has, 0..1                 */
    CLUE_REPEATED,  /* how many others have the same title, figures aside, 0..8                    */
    N_CLUES
};
struct clues { double at[N_CLUES]; };

const char *clue_name(enum clue clue);

/* Of a title of such a weight. */
void clues_of(const struct standing *s, double weight, const struct usual *u, struct clues *out);

/* Whether there is anything to doubt: not a title that names nothing of its
 * own, or is at home here, nor where its kin agree on nothing else. */
bool clues_tell(const struct standing *s, double weight, const struct usual *u);

#endif
