/* SPDX-License-Identifier: MIT */
/* A folder of files that appears whole or not at all.
 *
 * It is made beside its place under a name of its own, .crib-dedup-NAME-XXXXXX,
 * and locked while it is made; synced, then renamed. So whatever ends the
 * program, NAME is what it was before or the new folder. What such an end
 * leaves behind is recognised by its name and by nobody holding its lock, and
 * is removed by the next that makes NAME. */
#ifndef CRIB_PUBLISH_TREE_H
#define CRIB_PUBLISH_TREE_H

#include "core/mem.h"
#include "crib/dedup.h"

struct tree {
    const struct crib_dedup_target *to;
    char *target;      /* real path of what it becomes */
    char *temp;        /* real path of what it is now; NULL: nothing was made */
    int fd;            /* of temp; holds the lock */
    uint64_t done;     /* bytes written, told to the watch */
};

/* May the target be made? CRIB_E_ARG when it is a file, or a folder that is
 * not empty and not to be replaced (or no earlier result), or when nothing can
 * be made beside it. */
int tree_check(const struct crib_dedup_target *to, struct crib_err *err);

/* Real path of the target, whether it exists or not; mem_free() it. NULL,
 * *err filled, when its folder does not exist. */
char *tree_target(const char *path, struct crib_err *err);

/* Checks, removes leftovers, makes the folder. Then tree_publish() or
 * tree_abandon(); the latter also after a failure of either. */
int tree_open(struct tree *t, const struct crib_dedup_target *to, struct crib_err *err);
int tree_publish(struct tree *t, struct crib_err *err);
void tree_abandon(struct tree *t);

/* Is it a name below a folder: parts that are neither empty nor "." nor ".."? */
bool tree_name_is_safe(const char *name);

/* A new file below the tree, with the folders it lies in. */
int tree_create(struct tree *t, const char *name, int *fd, struct crib_err *err);
/* CRIB_E_INTERRUPTED when the watch says stop. */
int tree_write(struct tree *t, int fd, const char *bytes, size_t n, struct crib_err *err);
int tree_close(int fd, const char *name, struct crib_err *err);

#endif
