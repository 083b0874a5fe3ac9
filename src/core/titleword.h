/* SPDX-License-Identifier: MIT */
/* What a word of a title is, the more certain the greater: text tells it,
 * cluster asks. */
#ifndef CRIB_CORE_TITLEWORD_H
#define CRIB_CORE_TITLEWORD_H

enum titleword {
    TITLEWORD_NONE,   /* it may be what the document is about                                   */
    TITLEWORD_USUAL,  /* it may, but stands as often beside what documents are called (meeting) */
    TITLEWORD_LINK,   /* it holds a title together (of), or is a legal form (Ltd)               */
    TITLEWORD_KIND    /* what a document is called (report), or the time it tells of (annual)   */
};

#endif
