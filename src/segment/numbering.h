/* SPDX-License-Identifier: MIT */
/* The marker or number at the start of a line: 一、 （一） 1. (1) ① 第一章
 * 第一条 I. A) 1.1 Chapter 1 篇1： •. */
#ifndef CRIB_SEGMENT_NUMBERING_H
#define CRIB_SEGMENT_NUMBERING_H

#include "core/span.h"

/* In conventional order, outermost first. The order is used only where the
 * text itself does not say which kind encloses which. */
enum number_kind {
    NUMBER_NONE,
    NUMBER_PIECE,       /* 篇1： 【篇一】 第一篇                  */
    NUMBER_PART,        /* 第一部分 第一编 Part 1               */
    NUMBER_CHAPTER,     /* 第一章 Chapter 1 제1장               */
    NUMBER_SECTION,     /* 第一节 Section 1 제1절               */
    NUMBER_ARTICLE,     /* 第一条 Article 1 제1조 ข้อ 1          */
    NUMBER_ROMAN,       /* I. II.                              */
    NUMBER_HAN,         /* 一、                                 */
    NUMBER_HAN_PAREN,   /* （一） ㈠                            */
    NUMBER_CAPITAL,     /* A. A)                               */
    NUMBER_DIGIT,       /* 1. 1、 １．                          */
    NUMBER_DEEP,        /* 1.1 1.1.2                           */
    NUMBER_DIGIT_PAREN, /* （1） (1)                            */
    NUMBER_DIGIT_HALF,  /* 1) 1）                              */
    NUMBER_CIRCLED,     /* ①                                   */
    NUMBER_SMALL,       /* a. (a) a)                           */
    NUMBER_BULLET,      /* • - * ·                             */
    NUMBER_KINDS
};

/* Components of a number, and the bits that each has in its path. */
enum { NUMBER_DEPTH_MOST = 6, NUMBER_PART_BITS = 8 };

struct number {
    uint64_t path;    /* of NUMBER_DEEP all components, the first highest, so that what comes later in a text has the
                       * greater one; else 0 */
    uint32_t n_bytes; /* of the marker, with the white space after it; 0: none */
    uint32_t value;   /* 1..; of NUMBER_DEEP the last component; 0 for bullets */
    uint8_t kind;     /* enum number_kind */
    uint8_t depth;    /* of NUMBER_DEEP the count of components; else 0 */
};

/* Read the marker at s[0, n). Looks at no more than 64 bytes. */
struct number number_read(const char *s, size_t n);

#endif
