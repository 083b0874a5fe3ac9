/* SPDX-License-Identifier: MIT */
/* From paths to texts: a path becomes sources, a source holds members, a
 * member is one UTF-8 text cut into lines that say what they are and where
 * they stood. A plain file has one member; each row of a JSON Lines file is
 * a member named by its id. */
#ifndef CRIB_SOURCE_SOURCE_H
#define CRIB_SOURCE_SOURCE_H

#include "core/fact.h"
#include "core/span.h"

enum block_kind {
    BLOCK_BLANK,    /* nothing but white space                              */
    BLOCK_TEXT,     /* a line of running text                               */
    BLOCK_HEADING,  /* a Markdown heading; level 1..6                       */
    BLOCK_CODE,     /* inside a Markdown fence, fence lines included        */
    BLOCK_TABLE,    /* a Markdown table row                                 */
    BLOCK_COMMENT   /* an HTML comment that fills its line (<!-- … -->), front matter */
};

/* One line of the text. */
struct block {
    struct txt_span span; /* the line without its end and without white space at both edges; for headings without the #s */
    uint32_t line;        /* 1-based */
    uint8_t kind;         /* enum block_kind */
    uint8_t level;        /* headings: 1..6 */
    bool after_page;      /* a form feed stands at its start: a new page begins */
};

struct member {
    char *name;           /* NULL for a plain file; a JSON Lines row's id (its row number when it has none) */
    char *text;           /* UTF-8, valid, n_bytes <= TXT_MOST, not NUL terminated */
    size_t n_bytes;
    struct block *block;  /* [n_block] every line of the text, in order, blank ones too */
    uint32_t n_block;
    bool markdown;        /* '*' and '_' are markup, not redaction */
};

struct source {
    const char *name;        /* UTF-8 for showing and sorting of results */
    const char *name_bytes;  /* hex of the path when that is not UTF-8, else NULL */
    const char *format;      /* "text", "markdown", "jsonl" */
    const char *encoding;    /* canonical name: "UTF-8", "UTF-16LE", "GB18030", "Big5", … */
    uint8_t encoding_from;   /* enum crib_encoding_from's values: 0 declared, 1 detected, 2 guessed */
    uint32_t confidence;     /* 1/10000 */
    struct member *member;
    size_t n_member;
    struct complaints complaints;
    struct arena text;       /* names */
};

struct source_options {
    const char *encoding;    /* declared, or NULL */
    const char *text_field, *id_field; /* JSON Lines; NULL: "text", "id" */
    const char *const *include, *const *exclude;
    size_t n_include, n_exclude;
};

/* One thing to read: a file found, standard input, or a text in memory. */
struct source_entry {
    char *path;         /* bytes as the system knows them; "-" for standard input */
    char *memory;       /* not NULL: the content itself (path is its name) */
    size_t n_memory;
};

/* The files that the paths name: folders walked (sorted, symlink loops
 * refused, each file once by device and inode), in canonical order: by name,
 * bytes. What cannot be opened is complained of, with its name, and left out;
 * a named folder that holds nothing crib reads is a note. */
struct source_list {
    struct source_entry *entry;
    size_t n, cap;
    struct source_complaint { char *path; struct complaint complaint; } *complaint;
    size_t n_complaint, cap_complaint;
    struct complaints arena_of_complaints; /* owns the facts' texts */
};

void source_list_init(struct source_list *l);
void source_list_done(struct source_list *l);
int source_list_add_path(struct source_list *l, const char *path, const struct source_options *o, struct crib_err *err);
int source_list_add_text(struct source_list *l, const char *name, const char *text, size_t n, struct crib_err *err);
/* Sort canonically and drop files reached twice. */
int source_list_finish(struct source_list *l, struct crib_err *err);

/* Read one entry. Bad input is no failure: it becomes a complaint of the
 * source (lost when content is missing), whose members are then what could be
 * read. Fails only for CRIB_E_NOMEM and the like. Safe to call from several
 * threads for different entries. source_done() also after a failure. */
int source_read(const struct source_entry *e, const struct source_options *o, struct source *out, struct crib_err *err);
void source_done(struct source *s);

#endif
