/* SPDX-License-Identifier: MIT */
/* The list of what to read: what was named, what walking found, sorted by
 * name, each file once. Its order is that of the names alone. */
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/utf8.h"
#include "source/input.h"
#include "source/walk.h"

void source_list_init(struct source_list *l)
{
    *l = (struct source_list){ 0 };
    complaints_init(&l->arena_of_complaints);
}

static void free_roots(struct source_list *l)
{
    for (size_t i = 0; i < l->n_root; i++) {
        mem_free(l->root[i].path);
        mem_free(l->root[i].skipped);
    }
    mem_free(l->root);
    l->root = NULL;
    l->n_root = l->cap_root = 0;
}

static void free_entry(struct source_entry *e)
{
    mem_free(e->path);
    mem_free(e->memory);
}

void source_list_done(struct source_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        free_entry(&l->entry[i]);
    for (size_t i = 0; i < l->n_complaint; i++)
        mem_free(l->complaint[i].path);
    mem_free(l->entry);
    mem_free(l->complaint);
    free_roots(l);
    complaints_done(&l->arena_of_complaints);
    source_list_init(l);
}

const char *source_show_path(const char *path, struct arena *a, const char **hex)
{
    static const char digit[] = "0123456789abcdef";
    size_t n = strlen(path), n_shown = 0;
    if (hex)
        *hex = NULL;
    if (utf8_broken(path, n, NULL) == 0)
        return arena_strndup(a, path, n);
    char *shown = arena_alloc(a, 3 * n + 1), *coded = arena_alloc(a, 2 * n + 1);
    if (!shown || !coded)
        return NULL;
    for (size_t i = 0; i < n;)
        n_shown += utf8_encode(utf8_next(path, n, &i), shown + n_shown);
    shown[n_shown] = '\0';
    for (size_t i = 0; i < n; i++) {
        coded[2 * i] = digit[(unsigned char)path[i] >> 4];
        coded[2 * i + 1] = digit[(unsigned char)path[i] & 15];
    }
    coded[2 * n] = '\0';
    if (hex)
        *hex = coded;
    return shown;
}

int source_list_add_path(struct source_list *l, const char *path, const struct source_options *o, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(l->root, l->n_root, &l->cap_root, 1, err));
    char *copy = mem_strndup(path, strlen(path));
    if (!copy)
        return CRIB_NOMEM(err);
    l->root[l->n_root++] = (struct source_root){ .path = copy, .options = o };
    return CRIB_OK;
}

static int add_entry(struct source_list *l, struct source_entry e, const char *path, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(l->entry, l->n, &l->cap, 1, err));
    e.path = mem_strndup(path, strlen(path));
    if (!e.path)
        return CRIB_NOMEM(err);
    l->entry[l->n++] = e;
    return CRIB_OK;
}

int source_list_add_text(struct source_list *l, const char *name, const char *text, size_t n, struct crib_err *err)
{
    char *copy = mem_strndup(text, n);
    if (!copy)
        return CRIB_NOMEM(err);
    int rc = add_entry(l, (struct source_entry){ .memory = copy, .n_memory = n }, name, err);
    if (rc != CRIB_OK)
        mem_free(copy);
    return rc;
}

int list_complain(struct source_list *l, bool lost, const char *path, struct crib_fact what, struct crib_err *err)
{
    const char *shown = source_show_path(path, &l->arena_of_complaints.text, NULL);
    if (!shown)
        return CRIB_NOMEM(err);
    CRIB_TRY(VEC_GROW(l->complaint, l->n_complaint, &l->cap_complaint, 1, err));
    char *copy = mem_strndup(shown, strlen(shown));
    if (!copy)
        return CRIB_NOMEM(err);
    l->complaint[l->n_complaint++] = (struct source_complaint){ copy, { lost, NO_PLACE, what } };
    return CRIB_OK;
}

int list_add_file(struct source_list *l, const char *path, struct file_id id, size_t below, struct crib_err *err)
{
    if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
        return list_complain(l, LOST, path, input_trouble(errno), err);
    return add_entry(l, (struct source_entry){ .device = id.device, .inode = id.inode, .below = below }, path, err);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct source_root *)a)->path, ((const struct source_root *)b)->path);
}

/* Equal only for entries that are alike in everything. */
static int compare_entries(const struct source_entry *a, const struct source_entry *b)
{
    int c = strcmp(a->path, b->path);
    if (c || !a->memory != !b->memory)
        return c ? c : !!a->memory - !!b->memory;
    if (a->memory && (c = memcmp(a->memory, b->memory, min_size(a->n_memory, b->n_memory))) != 0)
        return c;
    if (a->n_memory != b->n_memory)
        return a->n_memory < b->n_memory ? -1 : 1;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    if (a->inode != b->inode)
        return a->inode < b->inode ? -1 : 1;
    return (a->below < b->below) - (a->below > b->below); /* a file of a named folder, also when it is named itself */
}

static int by_entry(const void *a, const void *b) { return compare_entries(a, b); }

/* Equal only for complaints that say the same. */
static int by_complaint(const void *a, const void *b)
{
    const struct source_complaint *x = a, *y = b;
    const struct crib_fact *f = &x->complaint.what, *g = &y->complaint.what;
    int c = strcmp(x->path, y->path);
    if (c == 0)
        c = strcmp(f->code, g->code);
    if (c == 0)
        c = (int)y->complaint.lost - (int)x->complaint.lost;
    for (uint32_t i = 0; c == 0 && i < min_u32(f->n_args, g->n_args); i++) {
        if (f->arg[i].kind == CRIB_ARG_TEXT && g->arg[i].kind == CRIB_ARG_TEXT)
            c = strcmp(f->arg[i].text, g->arg[i].text);
        else
            c = (f->arg[i].number > g->arg[i].number) - (f->arg[i].number < g->arg[i].number);
    }
    return c;
}

/* A root that is no folder becomes an entry or a complaint. */
static int look_at_root(struct source_list *l, struct source_root *r, struct crib_err *err)
{
    struct stat st;
    if (strcmp(r->path, "-") == 0)
        return add_entry(l, (struct source_entry){ 0 }, r->path, err);
    if (stat(r->path, &st) != 0)
        return list_complain(l, LOST, r->path,
                             errno == ENOENT || errno == ENOTDIR ? fact("not-found") : input_trouble(errno), err);
    r->is_folder = S_ISDIR(st.st_mode);
    if (r->is_folder) {
        for (size_t n = strlen(r->path); n > 1 && r->path[n - 1] == '/'; n--)
            r->path[n - 1] = '\0';
        return CRIB_OK;
    }
    const char *kind = input_kind(st.st_mode);
    if (!kind)
        return list_add_file(l, r->path, (struct file_id){ st.st_dev, st.st_ino }, 0, err);
    struct crib_fact what = fact("not-a-file");
    fact_static(&what, "kind", kind);
    return list_complain(l, LOST, r->path, what, err);
}

/* Sort the roots and drop those named twice. */
static void sort_roots(struct source_list *l)
{
    size_t kept = 0;
    if (l->n_root)
        qsort(l->root, l->n_root, sizeof *l->root, by_path);
    for (size_t i = 0; i < l->n_root; i++) {
        if (kept && strcmp(l->root[kept - 1].path, l->root[i].path) == 0)
            mem_free(l->root[i].path);
        else
            l->root[kept++] = l->root[i];
    }
    l->n_root = kept;
}

/* Entries are sorted: drop files reached before, and texts given twice. */
static int drop_repeats(struct source_list *l, struct file_set *seen, struct crib_err *err)
{
    size_t kept = 0, i = 0;
    int rc = CRIB_OK;
    for (; i < l->n && rc == CRIB_OK; i++) {
        struct source_entry *e = &l->entry[i];
        bool fresh = true;
        if (e->inode || e->device)
            rc = file_set_add(seen, (struct file_id){ e->device, e->inode }, &fresh, err);
        else if (kept)
            fresh = compare_entries(&l->entry[kept - 1], e) != 0;
        if (fresh)
            l->entry[kept++] = *e;
        else
            free_entry(e);
    }
    for (; i < l->n; i++)
        l->entry[kept++] = l->entry[i];
    l->n = kept;
    return rc;
}

static void sort_complaints(struct source_list *l)
{
    size_t kept = 0;
    if (l->n_complaint)
        qsort(l->complaint, l->n_complaint, sizeof *l->complaint, by_complaint);
    for (size_t i = 0; i < l->n_complaint; i++) {
        if (kept && by_complaint(&l->complaint[kept - 1], &l->complaint[i]) == 0)
            mem_free(l->complaint[i].path);
        else
            l->complaint[kept++] = l->complaint[i];
    }
    l->n_complaint = kept;
}

int source_list_finish(struct source_list *l, struct crib_err *err)
{
    for (size_t i = 0; i < l->n_root; i++)
        CRIB_TRY(look_at_root(l, &l->root[i], err));
    sort_roots(l);
    CRIB_TRY(walk_folders(l, err));
    free_roots(l);
    if (l->n)
        qsort(l->entry, l->n, sizeof *l->entry, by_entry);
    struct file_set seen = { 0 };
    int rc = drop_repeats(l, &seen, err);
    file_set_done(&seen);
    sort_complaints(l);
    return rc;
}
