/* SPDX-License-Identifier: MIT */
/* Arrays move when they grow; what points into them is set again. */
#include "engine/collection_grow.h"

static int grow(void **p, size_t n, size_t more, size_t size, struct crib_err *err)
{
    if (n + more < n || (n + more) > SIZE_MAX / size)
        return CRIB_NOMEM(err);
    char *grown = mem_realloc(*p, (n + more) * size + (n + more == 0));
    if (!grown)
        return CRIB_NOMEM(err);
    memset(grown + n * size, 0, more * size);
    *p = grown;
    return CRIB_OK;
}
#define GROW(p, n, more, err) grow((void **)&(p), (n), (more), sizeof *(p), (err))

static void point_again(struct collection *c, const size_t *part_of)
{
    for (size_t i = 0; i < c->n_part; i++)
        c->part[i].source = &c->source[c->part[i].source_index];
    for (uint32_t d = 0; d < c->n_doc; d++)
        c->doc[d].part = &c->part[part_of[d]];
}

int collection_room(struct collection *c, size_t sources, size_t parts, uint32_t docs, struct crib_err *err)
{
    size_t *part_of = mem_alloc((size_t)c->n_doc * sizeof *part_of);
    if (!part_of)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n_doc; d++)
        part_of[d] = (size_t)(c->doc[d].part - c->part);
    int rc = GROW(c->source, c->n_source, sources, err);
    if (rc == CRIB_OK)
        rc = GROW(c->part, c->n_part, parts, err);
    point_again(c, part_of); /* also when the next one fails: what moved has moved */
    if (rc == CRIB_OK)
        rc = GROW(c->doc, c->n_doc, docs, err);
    if (rc == CRIB_OK)
        rc = GROW(c->rows, c->n_doc, docs, err);
    if (rc == CRIB_OK)
        rc = GROW(c->seeds, c->n_doc, docs, err);
    if (rc == CRIB_OK)
        rc = GROW(c->sim, c->n_doc, docs, err);
    if (rc == CRIB_OK)
        rc = GROW(c->periodic, c->n_doc, docs, err);
    if (rc == CRIB_OK)
        rc = grow((void **)&c->sig, c->n_doc, docs, MINHASH_K * sizeof *c->sig, err);
    mem_free(part_of);
    return rc;
}

static void source_free(struct source *s) { source_done(s); }

static void part_free(struct part *p)
{
    segmented_done(&p->seg);
    posmap_done(&p->map);
    complaints_done(&p->complaints);
}

/* Documents that go leave their parts; rows move down. */
static void keep_documents(struct collection *c, uint32_t first, const bool *keep, uint32_t *to, size_t *part_of)
{
    uint32_t n = first;
    for (uint32_t d = first; d < c->n_doc; d++) {
        struct part *p = &c->part[c->doc[d].part - c->part];
        if (!keep[d]) {
            units_done(&c->doc[d].title);
            mem_free(c->doc[d].template_units);
            units_done(&c->rows[d]);
            p->seg.n_doc--;
            continue;
        }
        part_of[n] = (size_t)(p - c->part);
        c->doc[n] = c->doc[d];
        c->rows[n] = c->rows[d];
        to[d] = n++;
    }
    c->n_doc = n;
}

/* A part without documents goes, and a source without parts; what parts of
 * inputs there are stays. */
static void keep_parts(struct collection *c, size_t first_part, size_t first_source, size_t *part_to)
{
    size_t n_part = first_part, n_source = first_source;
    for (size_t i = first_source, k = first_part; i < c->n_source; i++) {
        size_t before = n_part;
        for (; k < c->n_part && c->part[k].source_index == i; k++) {
            if (c->part[k].seg.n_doc == 0) {
                part_free(&c->part[k]);
                continue;
            }
            part_to[k] = n_part;
            c->part[n_part] = c->part[k];
            c->part[n_part++].source_index = (uint32_t)n_source;
        }
        if (n_part == before)
            source_free(&c->source[i]);
        else
            c->source[n_source++] = c->source[i];
    }
    c->n_part = n_part;
    c->n_source = n_source;
}

int collection_keep(struct collection *c, const struct collection_extent *input, const bool *keep, uint32_t *to,
                    struct crib_err *err)
{
    size_t *part_of = mem_alloc((size_t)c->n_doc * sizeof *part_of), *part_to = mem_alloc(c->n_part * sizeof *part_to);
    if (!part_of || !part_to) {
        mem_free(part_of);
        mem_free(part_to);
        return CRIB_NOMEM(err);
    }
    for (uint32_t d = 0; d < input->docs; d++) {
        to[d] = d;
        part_of[d] = (size_t)(c->doc[d].part - c->part);
    }
    for (size_t k = 0; k < input->parts; k++)
        part_to[k] = k;
    keep_documents(c, input->docs, keep, to, part_of);
    keep_parts(c, input->parts, input->sources, part_to);
    for (uint32_t d = 0; d < c->n_doc; d++)
        part_of[d] = part_to[part_of[d]];
    point_again(c, part_of);
    uint32_t at = 0;
    for (size_t k = 0; k < c->n_part; k++) {
        c->part[k].first_doc = at;
        at += c->part[k].seg.n_doc;
    }
    mem_free(part_of);
    mem_free(part_to);
    return CRIB_OK;
}
