/* SPDX-License-Identifier: MIT */
#include "ref/small_texts.h"

#include <stdio.h>

#include "harness.h"
#include "ref/split_words.h"

void small_texts_make(struct small_text *text, struct titled *out, const char *const (*texts)[2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct small_text *t = &text[i];
        *t = (struct small_text){ 0 };
        size_t len = (size_t)snprintf(t->s, sizeof t->s, "%s\n%s", texts[i][0], texts[i][1]), beg = strlen(texts[i][0]) + 1;
        CHECK(len < sizeof t->s);
        split_words(t->s, 0, beg, &t->title);
        split_words(t->s, beg, len, &t->body);
        out[i] = (struct titled){ .title = &t->title, .title_text = t->s, .body = &t->body, .body_text = t->s };
    }
}

void small_texts_done(struct small_text *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        units_done(&text[i].title);
        units_done(&text[i].body);
    }
}
