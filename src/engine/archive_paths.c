/* SPDX-License-Identifier: MIT */
/* Paths as the index knows them: as they were given, byte by byte. */
#include "engine/archive_paths.h"

#include <errno.h>
#include <sys/stat.h>

#include "engine/outcome.h"
#include "source/kind.h"

const char *archive_path_of(const char *name, const char *name_bytes, struct arena *a)
{
    static const char digits[] = "0123456789abcdef";
    if (!name_bytes)
        return name;
    size_t n = strlen(name_bytes) / 2;
    char *path = arena_alloc(a, n + 1);
    for (size_t i = 0; path && i < n; i++) {
        const char *high = strchr(digits, name_bytes[2 * i]), *low = strchr(digits, name_bytes[2 * i + 1]);
        path[i] = (char)((high ? high - digits : 0) << 4 | (low ? low - digits : 0));
    }
    if (path)
        path[n] = '\0';
    return path;
}

bool archive_is_below(const char *path, const char *root)
{
    size_t n = strlen(root);
    while (n > 1 && root[n - 1] == '/')
        n--;
    if (n == 1 && root[0] == '.')
        return path[0] != '/';
    return strncmp(path, root, n) == 0 && (path[n] == '\0' || path[n] == '/' || (n == 1 && root[0] == '/'));
}

bool archive_is_gone(const char *path)
{
    struct stat st;
    return lstat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool archive_same_kind(const char *a, const char *b) { return name_kind(a) == name_kind(b); }

int archive_set_attributes(struct archive *a, int64_t source, const struct crib_index_options *o, struct crib_err *err)
{
    for (size_t i = 0; i < o->n_set; i++) {
        const char *eq = strchr(o->set[i], '=');
        char name[64];
        if (!eq || eq == o->set[i] || (size_t)(eq - o->set[i]) >= sizeof name)
            return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "an attribute is name=value, not '%.60s'", o->set[i]);
        memcpy(name, o->set[i], (size_t)(eq - o->set[i]));
        name[eq - o->set[i]] = '\0';
        CRIB_TRY(catalogue_set_attribute(&a->catalogue, source, name, eq[1] ? eq + 1 : NULL, err));
    }
    return CRIB_OK;
}

void named_complaints_init(struct named_complaints *v, struct arena *a)
{
    *v = (struct named_complaints){ .arena = a };
}

int named_complaints_add(struct named_complaints *v, const char *source, const struct complaint *c,
                         struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(v->item, v->n, &v->cap, 1, err));
    struct crib_complaint *out = &v->item[v->n++];
    *out = (struct crib_complaint){ c->lost ? CRIB_LOST : CRIB_NOTE, arena_strndup(v->arena, source, strlen(source)),
                                    c->at, c->what };
    if (!out->source)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < out->what.n_args; i++) {
        struct crib_arg *arg = &out->what.arg[i];
        if (arg->kind == CRIB_ARG_TEXT && !(arg->text = arena_strndup(v->arena, arg->text, strlen(arg->text))))
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

int named_complaints_give(const struct named_complaints *v, crib_result *r, struct crib_err *err)
{
    struct crib_complaint *all = arena_alloc(&r->arena, (r->n_complaint + v->n) * sizeof *all);
    if (!all)
        return CRIB_NOMEM(err);
    if (r->n_complaint)
        memcpy(all, r->complaint, r->n_complaint * sizeof *all);
    if (v->n)
        memcpy(all + r->n_complaint, v->item, v->n * sizeof *all);
    r->complaint = all;
    r->n_complaint += v->n;
    return CRIB_OK;
}
