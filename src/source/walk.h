/* SPDX-License-Identifier: MIT */
/* Walking the named folders of a source_list (walk.c fills what list.c sorts). */
#ifndef CRIB_SOURCE_WALK_H
#define CRIB_SOURCE_WALK_H

#include "source/complain.h"
#include "source/source.h"

struct source_root {
    char *path;
    const struct source_options *options;
    bool is_folder;
    bool elsewhere;      /* part of it was entered under another name, or complained of */
    uint64_t n_taken, n_skipped;
    char *skipped;       /* first of the skipped, by name */
};

/* A set of files, by device and inode. */
struct file_id { uint64_t device, inode; };
struct file_set {
    struct file_id *slot;
    unsigned char *used;
    size_t n, cap;
};
void file_set_done(struct file_set *s);
/* *fresh: it was not there. */
int file_set_add(struct file_set *s, struct file_id id, bool *fresh, struct crib_err *err);

/* Walk every root that is a folder (roots sorted and unique): entries and
 * complaints are added to the list in no particular order. */
int walk_folders(struct source_list *l, struct crib_err *err);

int list_add_file(struct source_list *l, const char *path, struct file_id id, size_t below, struct crib_err *err);
/* The fact's texts are static or in l->arena_of_complaints.text. */
int list_complain(struct source_list *l, bool lost, const char *path, struct crib_fact what, struct crib_err *err);

#endif
