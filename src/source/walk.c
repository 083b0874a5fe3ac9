/* SPDX-License-Identifier: MIT */
/* The walk: folders are entered in the order of their names (a heap of the
 * folders known but not entered yet), each once. So the name under which a
 * folder that several links lead to is entered depends on the names alone,
 * not on the order of the arguments or of readdir(), and loops end. */
#include "source/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/hash.h"
#include "source/glob.h"
#include "source/input.h"
#include "source/kind.h"
#include "source/own_files.h"

enum { PEEK_BYTES = 4096 };

struct folder {
    const char *path;            /* ends in '/' */
    const struct folder *parent;
    struct file_id id;
    uint32_t root;
    size_t relative_at;          /* where the path below the root begins */
};

struct walk {
    struct source_list *l;
    struct arena arena;          /* folders and their paths */
    struct folder **heap;        /* least path first */
    size_t n_heap, cap_heap;
    struct file_set entered;
    struct buf path;             /* of the entry looked at, NUL terminated */
};

void file_set_done(struct file_set *s)
{
    mem_free(s->slot);
    mem_free(s->used);
    *s = (struct file_set){ 0 };
}

/* Where id is, or the free slot for it. */
static size_t file_set_slot(const struct file_set *s, struct file_id id)
{
    size_t i = hash_join(hash_mix(id.device), id.inode) & (s->cap - 1);
    while (s->used[i] && (s->slot[i].device != id.device || s->slot[i].inode != id.inode))
        i = (i + 1) & (s->cap - 1);
    return i;
}

static int file_set_grow(struct file_set *s, struct crib_err *err)
{
    size_t cap = s->cap ? s->cap * 2 : 64;
    struct file_set grown = { .slot = mem_zero(cap, sizeof *grown.slot), .used = mem_zero(cap, 1),
                              .n = s->n, .cap = cap };
    if (!grown.slot || !grown.used) {
        file_set_done(&grown);
        return CRIB_NOMEM(err);
    }
    for (size_t i = 0; i < s->cap; i++) {
        if (!s->used[i])
            continue;
        size_t to = file_set_slot(&grown, s->slot[i]);
        grown.slot[to] = s->slot[i];
        grown.used[to] = 1;
    }
    file_set_done(s);
    *s = grown;
    return CRIB_OK;
}

int file_set_add(struct file_set *s, struct file_id id, bool *fresh, struct crib_err *err)
{
    if (s->n * 2 >= s->cap)
        CRIB_TRY(file_set_grow(s, err));
    size_t i = file_set_slot(s, id);
    *fresh = !s->used[i];
    if (*fresh) {
        s->slot[i] = id;
        s->used[i] = 1;
        s->n++;
    }
    return CRIB_OK;
}

static bool before(const struct folder *a, const struct folder *b)
{
    int c = strcmp(a->path, b->path);
    return c ? c < 0 : a->root < b->root;
}

static void heap_swap(struct walk *w, size_t i, size_t j)
{
    struct folder *f = w->heap[i];
    w->heap[i] = w->heap[j];
    w->heap[j] = f;
}

static struct folder *heap_pop(struct walk *w)
{
    struct folder *least = w->heap[0];
    w->heap[0] = w->heap[--w->n_heap];
    for (size_t i = 0;;) {
        size_t child = 2 * i + 1;
        if (child + 1 < w->n_heap && before(w->heap[child + 1], w->heap[child]))
            child++;
        if (child >= w->n_heap || !before(w->heap[child], w->heap[i]))
            return least;
        heap_swap(w, i, child);
        i = child;
    }
}

/* Put a folder on the heap; path has no '/' at its end, unless it is "/". */
static int push_folder(struct walk *w, const char *path, const struct folder *parent, uint32_t root,
                       const struct stat *st, struct crib_err *err)
{
    size_t n = strlen(path);
    bool slash = n == 0 || path[n - 1] != '/';
    struct folder *f = arena_zero(&w->arena, 1, sizeof *f);
    char *copy = f ? arena_alloc(&w->arena, n + 2) : NULL;
    if (!copy)
        return CRIB_NOMEM(err);
    memcpy(copy, path, n);
    memcpy(copy + n, slash ? "/" : "", slash + 1u);
    *f = (struct folder){ copy, parent, { st->st_dev, st->st_ino }, root,
                          parent ? parent->relative_at : n + slash };
    CRIB_TRY(VEC_GROW(w->heap, w->n_heap, &w->cap_heap, 1, err));
    w->heap[w->n_heap] = f;
    for (size_t i = w->n_heap++; i && before(w->heap[i], w->heap[(i - 1) / 2]); i = (i - 1) / 2)
        heap_swap(w, i, (i - 1) / 2);
    return CRIB_OK;
}

static bool any_takes(const char *const *glob, size_t n, const char *relative, bool is_folder)
{
    for (size_t i = 0; i < n; i++)
        if (glob_takes(glob[i], relative, is_folder))
            return true;
    return false;
}

static bool file_looks_like_text(const char *path)
{
    char bytes[PEEK_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return true; /* reading it will complain */
    ssize_t n = read(fd, bytes, sizeof bytes);
    close(fd);
    return n < 0 || looks_like_text(bytes, (size_t)n);
}

enum taking { TAKE, TAKE_IF_TEXT, SKIP, IGNORE };

static enum taking taking(const struct source_options *o, const char *relative)
{
    if (any_takes(o->exclude, o->n_exclude, relative, false))
        return IGNORE;
    if (o->n_include)
        return any_takes(o->include, o->n_include, relative, false) ? TAKE : IGNORE;
    switch (name_kind(relative)) {
    case NAME_BARE: return TAKE_IF_TEXT;
    case NAME_OTHER: return SKIP;
    default: return TAKE;
    }
}

static int skip_file(struct source_root *root, const char *path, struct crib_err *err)
{
    root->n_skipped++;
    if (root->skipped && strcmp(root->skipped, path) <= 0)
        return CRIB_OK;
    mem_free(root->skipped);
    root->skipped = mem_strndup(path, strlen(path));
    return root->skipped ? CRIB_OK : CRIB_NOMEM(err);
}

/* Something that is no folder, met while walking. */
static int meet_file(struct walk *w, const struct folder *f, const char *path, const struct stat *st,
                     struct crib_err *err)
{
    struct source_root *root = &w->l->root[f->root];
    const char *kind = input_kind(st->st_mode);
    enum taking t = taking(root->options, path + f->relative_at);
    if (t == IGNORE)
        return CRIB_OK;
    if (t == TAKE_IF_TEXT)
        t = !kind && file_looks_like_text(path) ? TAKE : SKIP;
    if (t == TAKE && !root->options->n_include && !kind && is_own_ledger(path, strlen(f->path)))
        t = SKIP;
    if (t == SKIP)
        return skip_file(root, path, err);
    if (kind) {
        struct crib_fact what = fact("not-a-file");
        fact_static(&what, "kind", kind);
        return list_complain(w->l, NOTE, path, what, err);
    }
    root->n_taken++;
    return list_add_file(w->l, path, (struct file_id){ st->st_dev, st->st_ino }, f->relative_at, err);
}

/* A name that cannot be followed: lost, when it would have been taken; a link
 * that leads to itself holds nothing that could be. */
static int meet_nothing(struct walk *w, const struct folder *f, const char *path, int number, struct crib_err *err)
{
    enum taking t = taking(w->l->root[f->root].options, path + f->relative_at);
    if (t == IGNORE || t == SKIP)
        return CRIB_OK;
    if (number == ELOOP)
        return list_complain(w->l, NOTE, path, fact("link-loop"), err);
    return list_complain(w->l, LOST, path, number == ENOENT ? fact("not-found") : input_trouble(number), err);
}

static int meet(struct walk *w, const struct folder *f, const char *name, struct crib_err *err)
{
    if (name[0] == '.')
        return CRIB_OK;
    w->path.n = 0;
    CRIB_TRY(buf_str(&w->path, f->path, err));
    CRIB_TRY(buf_add(&w->path, name, strlen(name) + 1, err));
    const char *path = w->path.p;
    const struct source_options *o = w->l->root[f->root].options;
    struct stat st;
    if (stat(path, &st) != 0)
        return meet_nothing(w, f, path, errno, err);
    if (!S_ISDIR(st.st_mode))
        return meet_file(w, f, path, &st, err);
    if (any_takes(o->exclude, o->n_exclude, path + f->relative_at, true))
        return CRIB_OK;
    return push_folder(w, path, f, f->root, &st, err);
}

/* The folder's path without its last '/', in the list's own words. */
static int complain_of_folder(struct walk *w, const struct folder *f, bool lost, struct crib_fact what,
                              struct crib_err *err)
{
    size_t n = strlen(f->path);
    w->path.n = 0;
    CRIB_TRY(buf_add(&w->path, f->path, n > 1 ? n - 1 : n, err));
    CRIB_TRY(buf_char(&w->path, '\0', err));
    return list_complain(w->l, lost, w->path.p, what, err);
}

/* A folder that was entered before. */
static int meet_again(struct walk *w, const struct folder *f, struct crib_err *err)
{
    w->l->root[f->root].elsewhere = true;
    for (const struct folder *p = f->parent; p; p = p->parent)
        if (p->id.device == f->id.device && p->id.inode == f->id.inode)
            return complain_of_folder(w, f, NOTE, fact("link-loop"), err);
    return CRIB_OK;
}

static int enter(struct walk *w, const struct folder *f, struct crib_err *err)
{
    bool fresh;
    CRIB_TRY(file_set_add(&w->entered, f->id, &fresh, err));
    if (!fresh)
        return meet_again(w, f, err);
    DIR *dir = opendir(f->path);
    if (!dir) {
        w->l->root[f->root].elsewhere = true; /* one complaint is enough */
        return complain_of_folder(w, f, LOST, input_trouble(errno), err);
    }
    int rc = CRIB_OK, failed = 0;
    while (rc == CRIB_OK) {
        errno = 0;
        const struct dirent *item = readdir(dir);
        failed = errno;
        if (!item)
            break;
        rc = meet(w, f, item->d_name, err);
    }
    closedir(dir);
    if (rc == CRIB_OK && failed)
        rc = complain_of_folder(w, f, LOST, input_trouble(failed), err);
    return rc;
}

static int walk_all(struct walk *w, struct crib_err *err)
{
    for (uint32_t i = 0; i < w->l->n_root; i++) {
        struct stat st;
        if (!w->l->root[i].is_folder)
            continue;
        if (stat(w->l->root[i].path, &st) == 0)
            CRIB_TRY(push_folder(w, w->l->root[i].path, NULL, i, &st, err));
        else
            CRIB_TRY(list_complain(w->l, LOST, w->l->root[i].path, input_trouble(errno), err));
    }
    while (w->n_heap)
        CRIB_TRY(enter(w, heap_pop(w), err));
    return CRIB_OK;
}

/* What was left out of each named folder, and folders that gave nothing. */
static int sum_up(struct source_list *l, struct crib_err *err)
{
    struct arena *texts = &l->arena_of_complaints.text;
    for (size_t i = 0; i < l->n_root; i++) {
        const struct source_root *r = &l->root[i];
        if (r->n_skipped) {
            struct crib_fact what = fact_with_int("files-skipped", "count", (int64_t)r->n_skipped);
            const char *example = source_show_path(r->skipped, texts, NULL);
            if (!example)
                return CRIB_NOMEM(err);
            fact_static(&what, "example", example);
            CRIB_TRY(list_complain(l, NOTE, r->path, what, err));
        }
        if (r->is_folder && !r->n_taken && !r->elsewhere)
            CRIB_TRY(list_complain(l, NOTE, r->path, fact("nothing-to-read"), err));
    }
    return CRIB_OK;
}

int walk_folders(struct source_list *l, struct crib_err *err)
{
    struct walk w = { .l = l };
    arena_init(&w.arena);
    buf_init(&w.path, (size_t)1 << 20);
    int rc = walk_all(&w, err);
    if (rc == CRIB_OK)
        rc = sum_up(l, err);
    buf_done(&w.path);
    file_set_done(&w.entered);
    mem_free(w.heap);
    arena_done(&w.arena);
    return rc;
}
