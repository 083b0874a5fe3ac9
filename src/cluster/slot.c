/* SPDX-License-Identifier: MIT */
/* Where in titles a topic is named.
 *
 * A title from elsewhere has a term that no other title has, or no kin; so
 * has a title with a person's name or a slogan. Which of them names a topic
 * is told by the company a term keeps (the distributional hypothesis, Harris
 * 1954): terms before "Department", or between a place and a year, are
 * shared by the titles of their kin, terms after "by" are not. Neighbours are
 * counted in a table of hashes; two that fall together now and then do no
 * harm. */
#include "cluster/slot.h"

#include <math.h>

#include "core/hash.h"

enum { TABLE_BITS = 16, BEFORE = 0, AFTER = 1 };

static const double
    COMMON = 4, OWN = 2,         /* titles that have a term and no kin to share it: as many outweigh half of what its slot says */
    FEW_SEEN = 3,      /* terms' worth of belief that a slot names no topic */
    NO_TOPIC = .15;  /* a term is not known to name one when so few of its titles' kin share it */

struct slot { double topic, all; };

/* The slot on one side of a term: its neighbour there, or the title's end. */
static struct slot *slot_of(struct slot *table, const struct units *title, const struct term *term, int side)
{
    uint32_t at = side == BEFORE ? term->at.beg - 1 : term->at.end;
    bool there = side == BEFORE ? term->at.beg > 0 : at < title->n;
    uint64_t key = (there ? (uint64_t)title->code[at] + 1 : 0) << 1 | (uint64_t)side;
    return &table[hash_mix(key) >> (64 - TABLE_BITS)];
}

static double rate(const struct slot *s) { return s->topic / (s->all + FEW_SEEN); }

int slots_rate(const struct titled *doc, const struct terms *t, const uint32_t *with, const double *topic, double *out,
               struct crib_err *err)
{
    struct slot *table = mem_zero((size_t)1 << TABLE_BITS, sizeof *table);
    if (!table)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < t->n_title; i++) {
        const struct title *title = &t->title[i];
        for (uint32_t k = 0; k < title->n_term; k++) {
            uint32_t f = title->term[k].exact;
            for (int side = 0; side < 2 && with[f] > 1; side++) {
                struct slot *s = slot_of(table, doc[title->doc].title, &title->term[k], side);
                s->topic += topic[f] / with[f];
                s->all++;
            }
        }
    }
    for (uint32_t i = 0; i < t->n_title; i++) {
        const struct title *title = &t->title[i];
        out[i] = 0;
        for (uint32_t k = 0; k < title->n_term; k++) {
            uint32_t f = title->term[k].exact;
            if (topic[f] > NO_TOPIC * with[f])
                continue;
            const struct units *row = doc[title->doc].title;
            double both = rate(slot_of(table, row, &title->term[k], BEFORE)) + rate(slot_of(table, row, &title->term[k], AFTER));
            out[i] = fmax(out[i], both / 2 * OWN / (OWN + with[f] - 1) * fmax(1 - COMMON * t->in_bodies[f] / fmax((double)t->n_body, 1), 0));
        }
    }
    mem_free(table);
    return CRIB_OK;
}
