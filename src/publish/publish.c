/* SPDX-License-Identifier: MIT */
/* A decided crib_dedup becomes a folder: each input passes once, what stays
 * goes to its file and what is cut to the ledger. */
#include <errno.h>
#include <sys/stat.h>

#include "core/crc32.h"
#include "publish/tree.h"
#include "report/ledger.h"

/* --- a folder that is no input's, and no input's home ---------------------------- */

/* Does `path` lie in the folder, or is it the folder itself? Both real. */
static bool lies_in(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    if (n == 1)
        return true;
    return strncmp(path, folder, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

static int refuse(const char *target, const char *input, struct crib_err *err)
{
    char *real = realpath(input, NULL);
    struct stat st;
    int rc = CRIB_OK;
    if (real && stat(real, &st) == 0) {
        if (S_ISDIR(st.st_mode) ? lies_in(target, real) : strcmp(target, real) == 0)
            rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the result would lie in the input %.90s", input);
        else if (lies_in(real, target))
            rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                           "the input %.60s lies in the folder that the result would replace", input);
    }
    free(real);
    return rc;
}

int crib_dedup_check(const struct crib_dedup_target *t, const char *const *input, size_t n_inputs, struct crib_err *err)
{
    char *target = tree_target(t->path, err);
    int rc = target ? CRIB_OK : CRIB_E_ARG;
    for (size_t i = 0; i < n_inputs && rc == CRIB_OK; i++)
        rc = refuse(target, input[i], err);
    if (rc == CRIB_OK)
        rc = tree_check(t, err);
    mem_free(target);
    return rc;
}

/* Folders that the target lies in, by device and inode. */
struct above {
    struct { dev_t device; ino_t inode; } item[256];
    size_t n;
};

static void list_above(char *target, struct above *a)
{
    struct stat st;
    for (char *slash; (slash = strrchr(target, '/')) && a->n < COUNT_OF(a->item);) {
        slash[slash == target] = '\0';
        if (stat(target, &st) == 0) {
            a->item[a->n].device = st.st_dev;
            a->item[a->n++].inode = st.st_ino;
        }
        if (slash == target)
            break;
    }
}

static bool is_above(const struct above *a, const char *folder)
{
    struct stat st;
    if (stat(folder, &st) != 0)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->item[i].device == st.st_dev && a->item[i].inode == st.st_ino)
            return true;
    return false;
}

/* Links lead anywhere: every folder that was entered, from the file up to the
 * named one, is looked at. */
static int check_entered(const crib_dedup *d, const char *target, struct crib_err *err)
{
    struct above a = { .n = 0 };
    char *copy = mem_strndup(target, strlen(target)), *last = NULL;
    int rc = copy ? CRIB_OK : CRIB_NOMEM(err);
    if (copy)
        list_above(copy, &a);
    for (size_t i = 0; i < crib_dedup_n_files(d) && rc == CRIB_OK; i++) {
        size_t below, n;
        const char *path = crib_dedup_path(d, i, &below);
        if (!path)
            continue;
        rc = refuse(target, path, err);
        n = below ? (size_t)(strrchr(path, '/') - path) : 0;
        if (rc != CRIB_OK || !below || (last && strlen(last) == n && strncmp(last, path, n) == 0))
            continue;
        mem_free(last);
        last = mem_strndup(path, n);
        for (size_t end = n; last && end + 1 >= below && rc == CRIB_OK;) {
            char *folder = mem_strndup(path, end ? end : 1);
            if (folder && is_above(&a, folder))
                rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the result would lie in the input %.90s", folder);
            mem_free(folder);
            while (end > 0 && path[--end] != '/')
                ;
            if (end == 0)
                break;
        }
    }
    mem_free(copy);
    mem_free(last);
    return rc;
}

/* --- writing ----------------------------------------------------------------------- */

struct writer {
    const crib_dedup *d;
    struct view v;
    struct tree tree;
    int ledger, file;       /* descriptors; -1: none */
    struct out out;         /* into the ledger */
    struct ledger_file now; /* of the file that passes */
    struct crib_err first;  /* the first failure of a sink, which itself can only say errno */
    int rc;
};

/* A sink's failure is kept whole; what it returns only stops the caller. */
static int failed(struct writer *w, int rc, const struct crib_err *err)
{
    if (rc != CRIB_OK && w->rc == CRIB_OK) {
        w->rc = rc;
        w->first = *err;
    }
    return rc == CRIB_OK ? 0 : EIO;
}

static int into_ledger(void *arg, const char *bytes, size_t n)
{
    struct writer *w = arg;
    struct crib_err err;
    return failed(w, tree_write(&w->tree, w->ledger, bytes, n, &err), &err);
}

static int into_file(struct writer *w, const char *bytes, size_t n)
{
    w->now.crc_out = crc32_of(w->now.crc_out, bytes, n);
    w->now.n_out += n;
    struct crib_err err;
    return w->file < 0 ? 0 : failed(w, tree_write(&w->tree, w->file, bytes, n, &err), &err);
}

static int take_piece(void *arg, enum crib_piece piece, size_t cut, const char *bytes, size_t n)
{
    struct writer *w = arg;
    if (piece != CRIB_PIECE_PUT) {
        w->now.crc_in = crc32_of(w->now.crc_in, bytes, n);
        w->now.n_in += n;
    }
    if (piece != CRIB_PIECE_CUT)
        return into_file(w, bytes, n);
    ledger_jsonl_cut(w->d, &w->v, cut, bytes, n, &w->out);
    return out_failed(&w->out) ? failed(w, w->out.rc, w->out.err) : 0;
}

static int write_file(struct writer *w, size_t i, struct crib_err *err)
{
    const struct crib_dedup_file *f = &crib_dedup_files(w->d)[i];
    w->now = (struct ledger_file){ 0 };
    w->file = -1;
    if (!f->gone && !f->unread)
        CRIB_TRY(tree_create(&w->tree, f->name, &w->file, err));
    int rc = crib_dedup_pieces(w->d, i, take_piece, w, err), closed = CRIB_OK;
    if (w->file >= 0)
        closed = tree_close(w->file, f->name, rc == CRIB_OK ? err : NULL);
    w->file = -1;
    CRIB_TRY(rc);
    CRIB_TRY(closed);
    ledger_jsonl_file(w->d, &w->v, i, &w->now, &w->out);
    return CRIB_OK;
}

static int write_files(struct writer *w, struct crib_err *err)
{
    CRIB_TRY(tree_create(&w->tree, "ledger.jsonl", &w->ledger, err));
    struct crib_err of_out;
    int rc = out_init(&w->out, into_ledger, w, &of_out);
    if (rc == CRIB_OK)
        ledger_jsonl_head(w->d, &w->v, &w->out);
    for (size_t i = 0; i < crib_dedup_n_files(w->d) && rc == CRIB_OK && !out_failed(&w->out); i++)
        rc = write_file(w, i, err);
    if (rc == CRIB_OK)
        ledger_jsonl_end(w->d, &w->v, &w->out);
    int done = out_done(&w->out);
    (void)failed(w, done, &of_out);
    int closed = tree_close(w->ledger, "ledger.jsonl", rc == CRIB_OK && done == CRIB_OK ? err : NULL);
    return rc != CRIB_OK ? rc : closed;
}

static int write_text(struct writer *w, struct crib_err *err)
{
    CRIB_TRY(tree_create(&w->tree, "ledger.txt", &w->ledger, err));
    struct crib_err of_out;
    int rc = crib_dedup_ledger(w->d, w->tree.to->lang, true, into_ledger, w, &of_out);
    (void)failed(w, rc, &of_out);
    int closed = tree_close(w->ledger, "ledger.txt", rc == CRIB_OK ? err : NULL);
    return rc == CRIB_OK ? closed : rc;
}

int crib_dedup_write(const crib_dedup *d, const struct crib_dedup_target *t, struct crib_err *err)
{
    struct writer w = { .d = d, .v = view_of_result(crib_dedup_result(d)), .ledger = -1, .file = -1 };
    w.tree.fd = -1;
    char *target = tree_target(t->path, err);
    if (!target)
        return CRIB_E_ARG;
    int rc = check_entered(d, target, err);
    mem_free(target);
    if (rc == CRIB_OK)
        rc = tree_open(&w.tree, t, err);
    if (rc == CRIB_OK)
        rc = write_files(&w, err);
    if (rc == CRIB_OK && w.rc == CRIB_OK)
        rc = write_text(&w, err);
    if (w.rc != CRIB_OK) { /* the first failure, in the words of who met it */
        rc = w.rc;
        if (err)
            *err = w.first;
    }
    if (rc == CRIB_OK)
        rc = tree_publish(&w.tree, err);
    tree_abandon(&w.tree);
    return rc;
}
