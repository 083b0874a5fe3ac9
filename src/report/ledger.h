/* SPDX-License-Identifier: MIT */
/* The ledgers of a deduplicated collection.
 *
 * ledger.jsonl, one object a line, in this order (the schema only grows):
 *
 *   {"type":"dedup","schema":1,"version","parameters":{…},"remove":"same|near|contained","strip":[…]}
 *   {"type":"removed",DOCUMENT,"kept":{DOCUMENT},"via":{DOCUMENT}|null,"verdict","similarity","resemblance",
 *    "containment":[of it in the kept one, of the kept one in it],"fuller":bool,"why":{code…},
 *    "substitutions":[{"part":"body|title|signature|aside","kind","decides":bool,"removed","kept","count"}…]}
 *   {"type":"undecided", the same with "beside" for "kept", "this" and "beside" in the substitutions}
 *   {"type":"cut","file":NAME,"bytes":[b,e] of the input,"chars","what":"document|file|row|contents-line|number|
 *    stated-count|advertisement|marker","doc":ID|null,"put":bytes written in its place,"put_text",
 *    "text" or "base64": the bytes that were cut}
 *   {"type":"file","file":NAME,"source","encoding","written":bool,"cuts":n,"bytes":[in, out],"crc32":[in, out]}
 *   {"type":"complaint"…} as in a report
 *   {"type":"summary","files","documents","removed","undecided","chars":{"read","left","put", and by what was cut}}
 *
 * An input is rebuilt from the output file NAME and the cuts of its file in
 * order: copy from the output up to the cut, add what was cut, skip `put`
 * bytes of the output; at the end copy the rest. A path that is not UTF-8
 * shows U+FFFD, and its bytes in hex as file_bytes, source_bytes. */
#ifndef CRIB_REPORT_LEDGER_H
#define CRIB_REPORT_LEDGER_H

#include "crib/dedup.h"
#include "report/out.h"
#include "report/view.h"

/* Equal differences of two documents folded into one, with how often. */
struct folded {
    struct crib_difference difference; /* the first of them */
    struct stretch here, there;        /* what doc says, and the other */
    uint64_t count;
    size_t first;
};
/* Those that decide first, of these what is not in the body, then by count, then by place. *n of them; NULL when
 * memory is refused. mem_free() it. */
struct folded *ledger_fold(const struct view *v, const struct crib_removal *r, size_t *n);

void ledger_jsonl_head(const crib_dedup *d, const struct view *v, struct out *o);
void ledger_jsonl_cut(const crib_dedup *d, const struct view *v, size_t cut, const char *bytes, size_t n,
                      struct out *o);
struct ledger_file { uint64_t n_in, n_out; uint32_t crc_in, crc_out; };
void ledger_jsonl_file(const crib_dedup *d, const struct view *v, size_t file, const struct ledger_file *f,
                       struct out *o);
void ledger_jsonl_end(const crib_dedup *d, const struct view *v, struct out *o);

void ledger_text(const crib_dedup *d, const struct view *v, enum crib_lang lang, bool written, struct out *o);
void ledger_text_summary(const crib_dedup *d, const struct view *v, enum crib_lang lang, const char *folder,
                         struct out *o);

/* Characters cut, by kind; the last is what was put. */
void ledger_chars(const crib_dedup *d, uint64_t chars[CRIB_N_CUTS + 1]);

const char *name_of_remove(enum crib_remove remove);
const char *name_of_part(enum crib_part part);
const char *name_of_cut(enum crib_cut_kind kind);

#endif
