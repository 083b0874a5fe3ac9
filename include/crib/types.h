/* SPDX-License-Identifier: MIT */
/* Words that every part of crib shares: errors, facts, spans.
 *
 * This is the one public header that any folder of the library may include.
 * It holds shapes only; no function is declared here. */
#ifndef CRIB_TYPES_H
#define CRIB_TYPES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How a call can fail. The numbers are stable. */
enum crib_code {
    CRIB_OK = 0,
    CRIB_E_ARG = 1,         /* the caller asked for something impossible        */
    CRIB_E_NOMEM = 2,       /* memory was refused                               */
    CRIB_E_IO = 3,          /* the system refused to read or write              */
    CRIB_E_LIMIT = 4,       /* a stated limit was reached                       */
    CRIB_E_FORMAT = 5,      /* bytes that are not what they should be           */
    CRIB_E_INTERRUPTED = 6, /* the caller's watch asked to stop                 */
    CRIB_E_INTERNAL = 7,    /* a promise between parts of crib was broken       */
    CRIB_E_DAMAGED = 8      /* an index's file is not as it was written         */
};

#define CRIB_NOWHERE ((size_t)-1)

/* What went wrong, filled by the call that failed and by no other. */
struct crib_err {
    enum crib_code code;
    size_t at;         /* byte offset in the offending input, or CRIB_NOWHERE */
    const char *where; /* "file.c:12" of the check that failed; static        */
    char what[160];    /* one line, UTF-8, no newline, no final period        */
};

/* Half open, in the ruler its owner names. */
struct crib_span {
    uint64_t beg, end;
};

/* 1-based, inclusive: only for showing to people. */
struct crib_lines {
    uint64_t first, last;
};

/* A sentence of crib's own, as a code with arguments: reports put it into
 * words of a language, machine output prints it as it is.
 *
 * Texts are UTF-8, NUL terminated, borrowed from the fact's owner. */
enum crib_arg_kind { CRIB_ARG_INT = 0, CRIB_ARG_TEXT = 1 };

struct crib_arg {
    const char *name;        /* static storage */
    enum crib_arg_kind kind;
    int64_t number;          /* CRIB_ARG_INT  */
    const char *text;        /* CRIB_ARG_TEXT */
};

enum { CRIB_FACT_ARGS = 6 };

struct crib_fact {
    const char *code; /* static storage, e.g. "title-term-absent" */
    uint32_t n_args;
    struct crib_arg arg[CRIB_FACT_ARGS];
};

/* ---- the kinds that results speak of ---- */

enum crib_encoding_from { CRIB_ENC_DECLARED, CRIB_ENC_DETECTED, CRIB_ENC_GUESSED };

enum crib_role { CRIB_ROLE_PASSAGE, CRIB_ROLE_QUOTATION, CRIB_ROLE_FORMULA, CRIB_ROLE_BOILERPLATE, CRIB_N_ROLES };

enum crib_class {
    CRIB_CLASS_VERBATIM, CRIB_CLASS_REDACTED, CRIB_CLASS_RENUMBERED,
    CRIB_CLASS_EDITED, CRIB_CLASS_REORDERED, CRIB_CLASS_SCRIPT, CRIB_N_CLASSES
};

/* How two aligned stretches differ. */
enum crib_change {
    CRIB_CHANGE_REDACTED,    /* a redaction on one side (or two different ones)  */
    CRIB_CHANGE_RENUMBERED,  /* two different figures                            */
    CRIB_CHANGE_REPLACED,    /* other words                                      */
    CRIB_CHANGE_INSERTED,    /* only b has it                                    */
    CRIB_CHANGE_DELETED,     /* only a has it                                    */
    CRIB_CHANGE_MOVED,       /* stands elsewhere in the other                    */
    CRIB_CHANGE_SCRIPT,      /* simplified / traditional / regional form         */
    CRIB_CHANGE_WIDTH,       /* full width / half width / compatibility form     */
    CRIB_CHANGE_CASE,        /* upper / lower case                               */
    CRIB_CHANGE_PUNCTUATION, /* between units: punctuation marks                 */
    CRIB_CHANGE_HIDDEN,      /* zero-width or bidi characters, homoglyphs        */
    CRIB_CHANGE_ACCENTS,     /* accents, optional vowel points, forms of letters typed for one another */
    CRIB_N_CHANGES
};

/* Bits of crib_passage.flags: somebody may have tried to hide the reuse. */
enum {
    CRIB_FLAG_ZERO_WIDTH = 1,
    CRIB_FLAG_BIDI = 2,
    CRIB_FLAG_HOMOGLYPH = 4,
};

enum crib_mark_kind {
    CRIB_MARK_ADVERTISEMENT, CRIB_MARK_MARKER, CRIB_MARK_FURNITURE,
    CRIB_MARK_SIGNATURE, CRIB_MARK_LIST, CRIB_N_MARKS
};

#ifdef __cplusplus
}
#endif
#endif
