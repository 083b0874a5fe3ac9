/* SPDX-License-Identifier: MIT */
/* Signatures by shape: at the end of a document a line that is a date, with up
 * to three short lines without number and closing mark above it; or one short
 * line that ends with a date. In English letters the names may follow the
 * date. Right under the title a date alone, or in brackets, dates the document
 * too. */
#include "segment/signature.h"

#include "segment/segment.h"

enum { FROM_END = 6, NAMES_MOST = 3, WIDTH_NAME = 60 };

static bool is_name(const struct shape *s)
{
    return shape_is_short(s) && s->width <= WIDTH_NAME && s->number.kind == NUMBER_NONE && s->kind == BLOCK_TEXT &&
           !(s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP));
}

static bool ends_sentence(const struct shape *s)
{
    return s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP) || s->number.kind != NUMBER_NONE;
}

uint32_t signature_find(const struct cut *c, uint32_t beg, uint32_t body, uint32_t end, uint8_t *role)
{
    const struct shape *l = c->lines.at;
    uint32_t found = 0;
    for (uint32_t i = body; i < end && i < body + 3; i++)
        if (l[i].date == DATE_ALONE || (l[i].date == DATE_BRACKET && is_name(&l[i])))
            if (role[i - beg] == LINE_BODY && l[i].width <= WIDTH_NAME)
                role[i - beg] = LINE_SIGNATURE;
    for (uint32_t i = end, steps = 0; i-- > body + 1 && steps < FROM_END; ) {
        if (role[i - beg] != LINE_BODY)
            continue;
        steps++;
        bool alone = l[i].date == DATE_ALONE || (l[i].date == DATE_BRACKET && l[i].width <= 40);
        bool with_name = l[i].date == DATE_LAST && is_name(&l[i]) && ends_sentence(&l[i - 1]);
        if (!alone && !with_name)
            continue;
        role[i - beg] = LINE_SIGNATURE;
        found = i + 1;
        uint32_t first = i;
        for (uint32_t k = i, names = 0; !with_name && names < NAMES_MOST && k-- > body && is_name(&l[k]) &&
                                        role[k - beg] == LINE_BODY; names++)
            first = k;
        /* names only when a sentence ends above them: else they are the tail of a list */
        if (first > body && (ends_sentence(&l[first - 1]) || role[first - 1 - beg] != LINE_BODY || first + 1 >= i))
            memset(role + (first - beg), LINE_SIGNATURE, i - first);
        for (uint32_t k = i + 1; k < end && k <= i + 2 && is_name(&l[k]) && role[k - beg] == LINE_BODY; k++) {
            role[k - beg] = LINE_SIGNATURE;
            found = k + 1;
        }
        break;
    }
    return found;
}
