/* SPDX-License-Identifier: MIT */
/* From paths to texts: a path becomes sources, a source holds members, a
 * member is one UTF-8 text cut into lines that say what they are and where
 * they stood. A plain file has one member; each row of a JSON Lines file is
 * a member named by its id. */
#ifndef CRIB_SOURCE_SOURCE_H
#define CRIB_SOURCE_SOURCE_H

#include "core/fact.h"
#include "core/slab.h"
#include "core/span.h"

/* What source complains of, as facts (code, arguments), with their level.
 *
 *   not-found                          lost  a named path, or a link met while walking, leads nowhere
 *   cannot-read      reason, errno     lost  the system refused; reason is a code: permission-denied, is-folder,
 *                                            link-loop, name-too-long, too-many-open-files, input-output-error,
 *                                            not-found (it vanished meanwhile), other
 *   not-a-file       kind              lost  device, fifo, socket, other (a note for one met while walking)
 *   link-loop                          note  a link met while walking leads to itself, or back to a folder it lies in
 *   nothing-to-read                    note  a named folder holds nothing crib reads
 *   files-skipped    count, example    note  files of a named folder left out by their kind; example is the first
 *   too-large        limit             lost  more bytes than one text may have
 *   binary-data                        lost  not text in any encoding: nothing of it is compared
 *   empty-source                       note  nothing, or nothing but white space
 *   encoding-guessed encoding, confidence  note  a guess that may well be wrong: confidence (1/10000) under 5000
 *   nul-bytes        count             note  kept in the text, folded away
 *   broken-encoding  encoding, count   lost  sequences that stand as U+FFFD in the text; at: the first
 *   json-broken      row, reason       lost  at: the row; reason is json-c's sentence, or "row too long"
 *   json-not-object  row               lost
 *   json-no-text     row, field, found lost  found: missing, null, boolean, number, object, array
 *   json-more        count             lost  further rows lost in one of these three ways
 *   json-same-id     row, id, count    note  rows whose id another row had: they are named id#row; row, id of the first
 *
 * row, count, limit and errno are numbers, the others texts. row is the line
 * of the file, 1-based. */

enum block_kind {
    BLOCK_BLANK,    /* nothing but white space                              */
    BLOCK_TEXT,     /* a line of running text                               */
    BLOCK_HEADING,  /* a Markdown heading; level 1..6                       */
    BLOCK_CODE,     /* inside a Markdown fence, fence lines included        */
    BLOCK_TABLE,    /* a Markdown table row                                 */
    BLOCK_COMMENT   /* nothing of the text: an HTML comment that fills its lines (<!-- … -->), front matter, a rule
                     * (---), the line under an underlined heading */
};

/* One line of the text. A line ends at LF, CR LF or CR; a form feed is white
 * space that begins a page. */
struct block {
    struct txt_span span; /* the line without its end and without white space at both edges; for headings without the #s */
    uint32_t line;        /* 1-based */
    uint8_t kind;         /* enum block_kind */
    uint8_t level;        /* headings: 1..6 */
    bool after_page;      /* a new page begins: a form feed stands at its start, or in the line before */
};

struct member {
    char *name;           /* NULL for a plain file; a JSON Lines row's id (its row number when it has none) */
    char *text;           /* UTF-8, valid, n_bytes <= TXT_MOST, not NUL terminated */
    struct slab *slab;    /* that the text is a piece of; NULL: it is a block of its own */
    size_t n_bytes;
    struct block *block;  /* [n_block] every line of the text, in order, blank ones too (of a run of blank ones the
                           * first 64: a file of line ends alone stays small) */
    uint32_t n_block;
    bool markdown;        /* '*' and '_' are markup, not redaction */
    uint64_t row_beg, row_end; /* a JSON Lines row with its line end: bytes of the file, or of its text where that is
                           * not UTF-8 */
    uint64_t row_hash;    /* of those bytes */
};

struct source {
    const char *name;        /* UTF-8 for showing and sorting of results */
    const char *name_bytes;  /* hex of the path when that is not UTF-8, else NULL */
    const char *format;      /* "text", "markdown", "jsonl" */
    const char *encoding;    /* canonical name: "UTF-8", "UTF-16LE", "GB18030", "Big5", … */
    uint8_t encoding_from;   /* enum crib_encoding_from's values: 0 declared, 1 detected, 2 guessed */
    uint32_t confidence;     /* 1/10000 */
    struct member *member;   /* [n_member] by name, bytes; names are unique; none when nothing could be read */
    size_t n_member;
    uint64_t rows_end;       /* JSON Lines: bytes of the file, or of its text where that is not UTF-8 */
    struct complaints complaints;
    struct arena text;       /* names */
};

struct source_options {
    const char *encoding;    /* declared, or NULL */
    const char *text_field, *id_field; /* JSON Lines; NULL: "text", "id"; "a.b" is also b inside a */
    const char *const *include, *const *exclude; /* globs (source/glob.h), for walking only */
    size_t n_include, n_exclude;
    int n_threads;           /* that read the rows of one file; 0 or 1: one, and no parallel region is entered */
};

/* One thing to read: a file found, standard input, or a text in memory. */
struct source_entry {
    char *path;         /* bytes as the system knows them; "-" for standard input */
    char *memory;       /* not NULL: the content itself (path is its name) */
    size_t n_memory;
    uint64_t device, inode; /* of a file */
    size_t below;       /* met while walking: where in the path the part below the named folder begins; else 0 */
};

/* The files that the paths name, in canonical order: by name, bytes.
 *
 * A named file is always read, whatever it is called. A named folder is
 * walked, links followed; every folder is entered once and every file read
 * once (by device and inode), under the first of its names, so that neither
 * the order of the arguments nor a loop of links changes the list. Walking
 * skips what is hidden (.name) and what an exclude glob matches, and takes
 * what an include glob matches; without include globs it takes .txt .text
 * .md .markdown .jsonl .ndjson (any case), and files without an extension
 * whose first 4 KiB are text, but not the ledgers that dedup wrote.
 *
 * What cannot be opened is complained of, with its name, and left out. */
struct source_list {
    struct source_entry *entry;
    size_t n, cap;
    struct source_complaint { char *path; struct complaint complaint; } *complaint; /* path: UTF-8, for showing */
    size_t n_complaint, cap_complaint;
    struct complaints arena_of_complaints; /* owns the facts' texts */
    struct source_root *root;              /* named, not yet walked */
    size_t n_root, cap_root;
};

void source_list_init(struct source_list *l);
void source_list_done(struct source_list *l);
/* Nothing is looked at yet; o must live until source_list_finish. */
int source_list_add_path(struct source_list *l, const char *path, const struct source_options *o, struct crib_err *err);
int source_list_add_text(struct source_list *l, const char *name, const char *text, size_t n, struct crib_err *err);
/* Walk, sort canonically and drop what was reached twice; complaints are
 * sorted by path. */
int source_list_finish(struct source_list *l, struct crib_err *err);

/* True when source_options.encoding may be this label. */
bool source_encoding_known(const char *label);

/* A path as UTF-8, in the arena; *hex gets its bytes in hex when it is not
 * UTF-8 (else NULL). NULL when memory is refused. */
const char *source_show_path(const char *path, struct arena *a, const char **hex);

/* Read one entry. Bad input is no failure: it becomes a complaint of the
 * source (lost when content is missing), whose members are then what could be
 * read. Fails for CRIB_E_NOMEM, and for CRIB_E_ARG when the declared encoding
 * is unknown. Safe to call from several threads for different entries; "-" is
 * consumed by reading it. source_done() also after a failure.
 *
 * Time is linear in the bytes; memory at most about 2.5 times the bytes while
 * decoding, the text and 16 bytes a line afterwards. */
int source_read(const struct source_entry *e, const struct source_options *o, struct source *out, struct crib_err *err);
void source_done(struct source *s);

/* Give back its text and its blocks; the name is its source's. */
void member_done(struct member *m);

/* A file of rows, by its name, of at least so many bytes, or standard input:
 * what several threads can read. */
bool source_is_rows(const struct source_entry *e, uint64_t least);

#endif
