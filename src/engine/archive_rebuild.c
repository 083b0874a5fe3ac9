/* SPDX-License-Identifier: MIT */
/* An index whose catalogue is damaged is made anew beside itself, from the
 * sources that the catalogue still names and those named besides, and then
 * takes the old one's place, which is kept under another name. What earlier
 * audits told is not known any more. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/archive_repair.h"
#include "store/catalogue_vfs.h"

enum { MISSES_MOST = 4096 };

static bool is_known(const struct repair *p, const char *path)
{
    for (size_t i = 0; i < p->n_lost; i++)
        if (strcmp(p->lost[i].path, path) == 0)
            return true;
    return false;
}

/* Attributes may be damaged where the source is not. */
static int keep_source(struct repair *p, struct catalogue *c, const struct catalogue_source *s, struct crib_err *err)
{
    struct crib_err found = { 0 };
    int rc = repair_lost(p, c, s, &found);
    if (rc == CRIB_E_NOMEM)
        return CRIB_NOMEM(err);
    catalogue_vfs_forget();
    return rc == CRIB_OK ? CRIB_OK : repair_say(p, err, "attributes\t%s\tlost", s->path);
}

/* Row by row: a damaged page loses the rows on it alone. */
static int save_sources(struct repair *p, struct catalogue *c, struct crib_err *err)
{
    for (int64_t id = 1, misses = 0; misses < MISSES_MOST; id++) {
        struct catalogue_source s;
        struct crib_err found = { 0 };
        int rc = catalogue_source_of(c, id, &p->arena, &s, &found);
        catalogue_vfs_forget();
        if (rc == CRIB_E_NOMEM)
            return CRIB_NOMEM(err);
        misses = rc == CRIB_OK && s.id ? 0 : misses + 1;
        if (misses == 0 && !is_known(p, s.path))
            CRIB_TRY(keep_source(p, c, &s, err));
    }
    return CRIB_OK;
}

static int salvage(struct repair *p, struct crib_err *err)
{
    struct catalogue c;
    struct crib_err found = { 0 };
    int rc = catalogue_open(&c, p->index, CATALOGUE_READ, &found);
    if (rc == CRIB_OK) {
        if (repair_making(p, &c, &found) != CRIB_OK)
            rc = repair_say(p, err, "settings\tnot known any more: as the options say");
        catalogue_vfs_forget();
        if (rc == CRIB_OK)
            rc = save_sources(p, &c, err);
    } else {
        rc = rc == CRIB_E_NOMEM ? CRIB_NOMEM(err) : CRIB_OK;
    }
    catalogue_close(&c);
    if (rc == CRIB_OK && p->n_lost == 0 && p->job->inputs.n == 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "the catalogue does not tell any more what the index held: name the files and folders after it");
    return rc;
}

/* "INDEX.what-N", a name that nothing has. */
static char *beside(const char *index, const char *what)
{
    size_t n = strlen(index), cap = n + strlen(what) + 16;
    char *name = mem_alloc(cap);
    struct stat st;
    while (n > 1 && index[n - 1] == '/')
        n--;
    for (unsigned k = 1; name; k++) {
        snprintf(name, cap, "%.*s.%s-%u", (int)n, index, what, k);
        if (lstat(name, &st) != 0)
            return name;
    }
    return NULL;
}

static int set_attributes(struct repair *p, const char *folder, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { .work = "crib index repair" };
    int rc = archive_open(&a, folder, &how, err);
    if (rc == CRIB_OK)
        rc = archive_begin(&a, err);
    for (size_t i = 0; i < p->n_lost && rc == CRIB_OK; i++) {
        struct catalogue_source s;
        rc = catalogue_source_at(&a.catalogue, p->lost[i].path, &a.arena, &s, err);
        for (size_t k = 0; rc == CRIB_OK && s.id && k < p->lost[i].n_attr; k++)
            rc = catalogue_set_attribute(&a.catalogue, s.id, p->lost[i].attr[k].name, p->lost[i].attr[k].value, err);
    }
    if (rc == CRIB_OK)
        rc = archive_commit(&a, err);
    archive_close(&a);
    return rc;
}

static int exchange(struct repair *p, const char *made, const char *aside, struct crib_err *err)
{
    if (rename(p->index, aside) != 0)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot put %.100s aside: %s", p->index, strerror(errno));
    if (rename(made, p->index) != 0)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot put %.100s in its place: %s", made, strerror(errno));
    return repair_say(p, err, "catalogue\tdamaged, made anew; the old index is kept as %s\naudits\tforgotten: the next tells"
                      " all findings that nobody has judged", aside);
}

static int make(struct repair *p, const char *made, const char *aside, struct crib_err *err)
{
    CRIB_TRY(salvage(p, err));
    CRIB_TRY(repair_add(p, made, true, err));
    if (access(made, F_OK) != 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "no source of the index is left to make it from");
    CRIB_TRY(set_attributes(p, made, err));
    CRIB_TRY(repair_decisions(p, p->index, made, err));
    CRIB_TRY(exchange(p, made, aside, err));
    return repair_say(p, err, p->n_gone ? "repaired, with losses" : "ok");
}

int repair_anew(struct repair *p, struct crib_err *err)
{
    struct lockfile lock = { .fd = -1 };
    CRIB_TRY(lockfile_take(&lock, p->index, ".lock", "crib index repair", err));
    char *made = beside(p->index, "repaired"), *aside = beside(p->index, "damaged");
    int rc = made && aside ? make(p, made, aside, err) : CRIB_NOMEM(err);
    mem_free(made);
    mem_free(aside);
    lockfile_drop(&lock);
    return rc;
}
