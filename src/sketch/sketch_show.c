/* SPDX-License-Identifier: MIT */
/* Shingles and sketches for people who ask why two texts met or did not. */
#include "sketch/sketch_show.h"

#include "core/harmless.h"

enum { BINS_SHOWN = 8 };

/* The units of the shingle at i, and the end of the line. */
static int show_units(const struct units *u, const char *text, uint32_t i, struct buf *out, struct crib_err *err)
{
    uint32_t end = min_u32(u->n, i + SHINGLE_UNITS);
    for (uint32_t k = i; k < end; k++) {
        CRIB_TRY(buf_char(out, k == i ? '\t' : ' ', err));
        CRIB_TRY(harmless_add(out, text + unit_beg(u, k), unit_end(u, k) - unit_beg(u, k), err));
    }
    return buf_char(out, '\n', err);
}

static uint64_t *shingles_new(const struct units *u, struct crib_err *err)
{
    uint64_t *shingle = mem_alloc(shingle_count(u->n) * sizeof *shingle);
    if (!shingle)
        (void)CRIB_NOMEM(err);
    else
        shingle_hash(u, shingle);
    return shingle;
}

static int show_shingles(const struct units *u, const char *text, const uint64_t *shingle, struct buf *out,
                         struct crib_err *err)
{
    for (uint32_t i = 0; i < shingle_count(u->n); i++) {
        CRIB_TRY(buf_printf(out, err, "%" PRIu32 "\t%016" PRIx64, i, shingle[i]));
        CRIB_TRY(show_units(u, text, i, out, err));
    }
    return CRIB_OK;
}

int sketch_show_shingles(const struct units *u, const char *text, struct buf *out, struct crib_err *err)
{
    uint64_t *shingle = shingles_new(u, err);
    if (!shingle)
        return CRIB_E_NOMEM;
    int rc = show_shingles(u, text, shingle, out, err);
    mem_free(shingle);
    return rc;
}

static int show_summary(const struct units *u, const uint64_t *shingle, struct buf *out, struct crib_err *err)
{
    uint32_t n = shingle_count(u->n), sig[MINHASH_K];
    uint64_t weight = 0;
    for (uint32_t i = 0; i < u->n; i++)
        weight += unit_weighs(u, i);
    minhash(shingle, n, sig);
    CRIB_TRY(buf_printf(out, err, "units\t%" PRIu32 "\nweight\t%" PRIu64 "\nshingles\t%" PRIu32 "\nminhash", u->n,
                        weight, n));
    for (int b = 0; b < BINS_SHOWN; b++)
        CRIB_TRY(buf_printf(out, err, "%c%08" PRIx32, b ? ' ' : '\t', sig[b]));
    return buf_printf(out, err, " (%d of %d bins)\nsimhash\t%016" PRIx64 "\n", BINS_SHOWN, MINHASH_K,
                      simhash(shingle, n));
}

static int show_seeds(const struct units *u, const char *text, uint32_t length, const struct seeds *seeds,
                      struct buf *out, struct crib_err *err)
{
    uint32_t n = shingle_count(u->n), windows = 0;
    for (uint32_t i = 0; i < seeds->n; i++)
        windows = max_u32(windows, seeds->item[i].win_end);
    uint64_t per_10000 = n ? (uint64_t)seeds->n * 10000 / n : 0;
    CRIB_TRY(buf_printf(out, err, "length\t%" PRIu32 "\nwindows\t%" PRIu32 "\nseeds\t%" PRIu32 "\ndensity\t%" PRIu64
                        ".%04" PRIu64 "\n", length, windows, seeds->n, per_10000 / 10000, per_10000 % 10000));
    for (uint32_t i = 0; i < seeds->n; i++) {
        const struct seed *s = &seeds->item[i];
        CRIB_TRY(buf_printf(out, err, "%" PRIu32 "\t%016" PRIx64 "\t", s->pos, s->hash));
        if (s->win_beg < s->win_end)
            CRIB_TRY(buf_printf(out, err, "%" PRIu32 "-%" PRIu32, s->win_beg, s->win_end - 1));
        else
            CRIB_TRY(buf_char(out, '-', err));
        CRIB_TRY(show_units(u, text, s->pos, out, err));
    }
    return CRIB_OK;
}

int sketch_show_sketch(const struct units *u, const char *text, uint32_t length, struct buf *out, struct crib_err *err)
{
    uint64_t *shingle = shingles_new(u, err);
    if (!shingle)
        return CRIB_E_NOMEM;
    struct seeds seeds = { 0 };
    int rc = seeds_of(u, shingle, length, &seeds, err);
    if (rc == CRIB_OK)
        rc = show_summary(u, shingle, out, err);
    if (rc == CRIB_OK)
        rc = show_seeds(u, text, length, &seeds, out, err);
    seeds_done(&seeds);
    mem_free(shingle);
    return rc;
}
