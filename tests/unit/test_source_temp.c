/* SPDX-License-Identifier: MIT */
/* Temporary folders, and short forms for the tests of source. */
#include "test_source_temp.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

void temp_init(struct temp *t)
{
    const char *base = getenv("TMPDIR");
    *t = (struct temp){ 0 };
    snprintf(t->path, sizeof t->path, "%.200s/crib-test-XXXXXX", base && base[0] ? base : "/tmp");
    if (!mkdtemp(t->path))
        abort();
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

void temp_done(struct temp *t) { nftw(t->path, remove_one, 16, FTW_DEPTH | FTW_PHYS); }

const char *temp_path(const struct temp *t, const char *name)
{
    static char ring[4][512];
    static unsigned n;
    char *to = ring[n++ % COUNT_OF(ring)];
    snprintf(to, sizeof ring[0], "%s/%s", t->path, name);
    return to;
}

static void make_folders(char *path)
{
    for (char *p = path + 1; (p = strchr(p, '/')); p++) {
        *p = '\0';
        mkdir(path, 0777);
        *p = '/';
    }
}

const char *temp_write(struct temp *t, const char *name, const char *bytes, size_t n)
{
    char *path = (char *)temp_path(t, name);
    make_folders(path);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
        abort();
    return path;
}

const char *temp_text(struct temp *t, const char *name, const char *text) { return temp_write(t, name, text, strlen(text)); }

void temp_folder(struct temp *t, const char *name)
{
    char *path = (char *)temp_path(t, name);
    make_folders(path);
    mkdir(path, 0777);
}

void temp_link(struct temp *t, const char *target, const char *name)
{
    char *path = (char *)temp_path(t, name);
    make_folders(path);
    if (symlink(target, path) != 0)
        abort();
}

void read_memory(const char *name, const char *bytes, size_t n, const struct source_options *o, struct source *out)
{
    static const struct source_options none;
    struct source_entry e = { .path = (char *)name, .memory = (char *)bytes, .n_memory = n };
    struct crib_err err;
    CHECK_I64(source_read(&e, o ? o : &none, out, &err), CRIB_OK);
}

const char *complaint_text(const struct complaints *c, size_t i)
{
    static char out[1024];
    if (i >= c->n)
        return "";
    const struct crib_fact *f = &c->item[i].what;
    size_t n = (size_t)snprintf(out, sizeof out, "%s %s", c->item[i].lost ? "lost" : "note", f->code);
    for (uint32_t k = 0; k < f->n_args && n < sizeof out; k++) {
        const struct crib_arg *a = &f->arg[k];
        if (a->kind == CRIB_ARG_TEXT)
            n += (size_t)snprintf(out + n, sizeof out - n, " %s=%s", a->name, a->text);
        else
            n += (size_t)snprintf(out + n, sizeof out - n, " %s=%" PRId64, a->name, a->number);
    }
    return out;
}

const char *block_string(const struct member *m, uint32_t i)
{
    static char out[1024];
    struct txt_span s = m->block[i].span;
    snprintf(out, sizeof out, "%.*s", (int)txt_len(s), m->text + s.beg);
    return out;
}
