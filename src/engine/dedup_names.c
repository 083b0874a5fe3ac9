/* SPDX-License-Identifier: MIT */
/* Under which name each file stands in the output.
 *
 * One folder: its files keep their paths below it. Several inputs: each stands
 * under its own last name, a folder with its files below; equal names are
 * numbered in the order of the inputs' paths (reports, reports-2). Names that
 * the ledgers take are numbered as well. A name is made of parts that the
 * system gave or that were checked: none is "..", none is empty. */
#include "engine/dedup.h"

#include <stdlib.h>

struct top {
    const char *root;     /* the input: a folder's path, or a file's */
    size_t n_root;
    bool folder;
    const char *name;     /* of the output, one part */
    size_t entry;         /* the first of the list that is of it */
};

static const char *const taken[] = { "ledger.jsonl", "ledger.txt" };

static bool is_taken(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(taken); i++)
        if (strcmp(name, taken[i]) == 0)
            return true;
    return false;
}

/* The last part of a path that is a name. NULL when memory is refused. */
static const char *last_part(struct arena *a, const char *path, size_t n, const char *otherwise)
{
    while (n > 0) {
        size_t end = n, beg;
        while (end > 0 && path[end - 1] == '/')
            end--;
        for (beg = end; beg > 0 && path[beg - 1] != '/';)
            beg--;
        size_t len = end - beg;
        bool dots = (len == 1 && path[beg] == '.') || (len == 2 && path[beg] == '.' && path[beg + 1] == '.');
        if (len > 0 && !dots)
            return arena_strndup(a, path + beg, len);
        n = beg;
    }
    return otherwise;
}

static bool ends_in_dots(const char *path, size_t n)
{
    while (n > 1 && path[n - 1] == '/')
        n--;
    size_t dots = 0;
    while (dots < n && path[n - 1 - dots] == '.')
        dots++;
    return (dots == 1 || dots == 2) && (dots == n || path[n - 1 - dots] == '/');
}

/* "." and ".." are asked for their real names. */
static const char *name_of_root(struct arena *a, const struct top *t)
{
    if (!ends_in_dots(t->root, t->n_root))
        return last_part(a, t->root, t->n_root, "root");
    char *path = mem_strndup(t->root, t->n_root), *real = path ? realpath(path, NULL) : NULL;
    const char *name = path ? last_part(a, real ? real : "", real ? strlen(real) : 0, "root") : NULL;
    free(real);
    mem_free(path);
    return name;
}

/* name with "-number" before its extension. */
static const char *numbered(struct arena *a, const char *name, bool folder, size_t number)
{
    const char *dot = folder ? NULL : strrchr(name, '.');
    size_t stem = dot && dot != name ? (size_t)(dot - name) : strlen(name), n = strlen(name) + 24;
    char *out = arena_alloc(a, n);
    if (out)
        snprintf(out, n, "%.*s-%zu%s", (int)stem, name, number, name + stem);
    return out;
}

static int by_name(const void *p, const void *q)
{
    const struct top *x = *(const struct top *const *)p, *y = *(const struct top *const *)q;
    int c = strcmp(x->name, y->name);
    return c ? c : x->entry < y->entry ? -1 : x->entry > y->entry;
}

static int by_text(const void *p, const void *q) { return strcmp(p, *(const char *const *)q); }

/* Make the names different. Numbered ones may not meet a natural one. */
static int number_tops(struct crib_dedup *d, struct top *top, size_t n, struct crib_err *err)
{
    const struct top **order = mem_alloc(n * sizeof *order);
    const char **natural = mem_alloc(n * sizeof *natural);
    int rc = order && natural ? CRIB_OK : CRIB_NOMEM(err);
    for (size_t i = 0; rc == CRIB_OK && i < n; i++)
        order[i] = &top[i];
    if (rc == CRIB_OK && n)
        qsort(order, n, sizeof *order, by_name);
    for (size_t i = 0; rc == CRIB_OK && i < n; i++)
        natural[i] = order[i]->name;
    size_t number = 1;
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        struct top *t = &top[order[i] - top];
        bool again = i > 0 && strcmp(natural[i - 1], natural[i]) == 0;
        number = again ? number : 1;
        if (!again && !is_taken(natural[i]))
            continue;
        const char *name = NULL;
        do
            name = numbered(&d->arena, natural[i], t->folder, ++number);
        while (name && (is_taken(name) || bsearch(name, natural, n, sizeof *natural, by_text)));
        t->name = name;
        if (!name)
            rc = CRIB_NOMEM(err);
    }
    mem_free(order);
    mem_free(natural);
    return rc;
}

static bool same_root(const struct top *t, const struct source_entry *e)
{
    return e->below && t->folder && t->n_root == e->below && memcmp(t->root, e->path, e->below) == 0;
}

static int by_root(const void *p, const void *q)
{
    const struct top *x = p, *y = q;
    int c = memcmp(x->root, y->root, min_size(x->n_root, y->n_root));
    if (c || x->n_root != y->n_root)
        return c ? c : x->n_root < y->n_root ? -1 : 1;
    if (x->folder != y->folder)
        return x->folder ? 1 : -1;
    return x->folder || x->entry == y->entry ? 0 : x->entry < y->entry ? -1 : 1; /* two texts may have one name */
}

static struct top top_of(const struct source_entry *e, size_t i)
{
    return (struct top){ .root = e->path, .n_root = e->below ? e->below : strlen(e->path), .folder = e->below > 0,
                         .entry = i };
}

/* The inputs that something came of, by path; how many. */
static size_t list_tops(const struct source_list *l, struct top *top)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (n == 0 || !same_root(&top[n - 1], &l->entry[i]))
            top[n++] = top_of(&l->entry[i], i);
    if (n)
        qsort(top, n, sizeof *top, by_root);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || by_root(&top[kept - 1], &top[i]) != 0)
            top[kept++] = top[i];
    return kept;
}

static const char *join(struct arena *a, const char *top, const char *below)
{
    size_t n = strlen(top), m = strlen(below);
    char *out = arena_alloc(a, n + m + 2);
    if (!out)
        return NULL;
    memcpy(out, top, n);
    out[n] = '/';
    memcpy(out + n + 1, below, m + 1);
    return out;
}

/* Files of the only folder: their own paths, but for names that are taken. */
static int name_below(struct crib_dedup *d, struct crib_err *err)
{
    const struct source_list *l = &d->result->collection.list;
    for (size_t i = 0; i < l->n; i++) {
        const char *name = l->entry[i].path + l->entry[i].below;
        for (size_t number = 2; is_taken(name); number++) {
            const char *other = numbered(&d->arena, name, false, number);
            bool there = false;
            for (size_t k = 0; other && k < l->n && !there; k++)
                there = strcmp(l->entry[k].path + l->entry[k].below, other) == 0;
            if (!other)
                return CRIB_NOMEM(err);
            if (!there)
                name = other;
        }
        d->file[i].name = name;
    }
    return CRIB_OK;
}

static int name_tops(struct crib_dedup *d, struct top *top, size_t n, struct crib_err *err)
{
    const struct source_list *l = &d->result->collection.list;
    for (size_t i = 0; i < n; i++)
        if (!(top[i].name = name_of_root(&d->arena, &top[i])))
            return CRIB_NOMEM(err);
    CRIB_TRY(number_tops(d, top, n, err));
    for (size_t i = 0; i < l->n; i++) {
        const struct source_entry *e = &l->entry[i];
        struct top key = top_of(e, i);
        const struct top *t = bsearch(&key, top, n, sizeof *top, by_root);
        assert(t);
        d->file[i].name = e->below ? join(&d->arena, t->name, e->path + e->below) : t->name;
        if (!d->file[i].name)
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

int dedup_names(struct crib_dedup *d, struct crib_err *err)
{
    const struct source_list *l = &d->result->collection.list;
    struct top *top = mem_alloc(l->n * sizeof *top);
    if (!top)
        return CRIB_NOMEM(err);
    size_t n = list_tops(l, top);
    bool one_folder = n == 1 && top[0].folder && d->n_inputs == 1;
    int rc = one_folder ? name_below(d, err) : name_tops(d, top, n, err);
    mem_free(top);
    return rc;
}
