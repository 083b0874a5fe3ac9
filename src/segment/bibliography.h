/* SPDX-License-Identifier: MIT */
/* Entries of reference lists, told by what such entries are made of. */
#ifndef CRIB_SEGMENT_BIBLIOGRAPHY_H
#define CRIB_SEGMENT_BIBLIOGRAPHY_H

#include "segment/segment.h"

/* Has line l the shape of an entry? It is no heading, not longer than 600
 * bytes, and at most GLANCE_MOST characters of it are looked at. Three points are needed, and a year, a DOI
 * or an address among them:
 *   2  a kind of work in brackets, as GB/T 7714 has it: [J] [M] [EB/OL]
 *   2  a DOI or an address (https://, www.)
 *   1  a year; 1 more when it stands in brackets
 *   1  a number in square brackets before it
 *   1  volume and issue, 12(3), or pages, 45-60
 *   1  initials of names: Smith, J. or J. Smith
 *   1  a 《title》 */
bool bibliography_entry(const char *text, const struct line *l);

/* The first line of the list that begins at line i of d, and past its last:
 * entries with at most one other line (a long entry's second) between two.
 * *past == i when there is none: one entry is no list. */
void bibliography_at(const char *text, const struct document *d, uint32_t i, uint32_t *past);

#endif
