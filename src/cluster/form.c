/* SPDX-License-Identifier: MIT */
/* Which terms of titles are forms.
 *
 * "Report", "2023" and "speech" are in titles of any topic, so that no kin
 * share them; but neither do kin share the name of an office that is in
 * several titles and belongs over none of their bodies. They differ in their
 * company: a form stands in titles that are at home, as often as these are
 * among all titles, or it introduces names that no other title has ("by",
 * "Mr"); the name of a stranger stands in titles that are not at home. From
 * each title that has a term follow odds for the one and against the other
 * (naive Bayes), and from all of them how surely the term is a form. */
#include "cluster/form.h"

#include <math.h>

static const double
    RARE_FORM = .05, /* odds that a term is one, before any title is looked at */
    STRAY = .15;     /* share of a stranger's titles that seem to be at home, or have a new name beside */

/* Is the term just before or after term k, without a unit in common, in no other title? */
static bool marks_new(const struct title *t, uint32_t k, const uint32_t *with)
{
    struct unit_span at = t->term[k].at;
    for (uint32_t i = k; i-- > 0 && t->term[i].at.end + 1 >= at.beg;)
        if (t->term[i].at.end == at.beg && with[t->term[i].exact] == 1)
            return true;
    for (uint32_t i = k + 1; i < t->n_term && t->term[i].at.beg <= at.end; i++)
        if (t->term[i].at.beg == at.end && with[t->term[i].exact] == 1)
            return true;
    return false;
}

void forms_find(const struct terms *t, uint32_t n, const uint32_t *with, const bool *home, uint32_t *beside,
                double *form)
{
    uint32_t n_titled = 0, n_home = 0;
    for (uint32_t d = 0; d < n; d++) {
        if (t->title_of[d] == UINT32_MAX)
            continue;
        const struct title *title = &t->title[t->title_of[d]];
        for (uint32_t k = 0; k < title->n_term; k++) {
            beside[title->term[k].exact] += home[d];
            form[title->term[k].exact] += home[d] || marks_new(title, k, with);
        }
        n_titled++;
        n_home += home[d];
    }
    double usual = (n_home + 1.) / (n_titled + 2.);
    for (uint32_t f = 0; f < t->n_exact; f++) {
        double alone = with[f] - form[f];
        double odds = RARE_FORM * exp(form[f] * log(usual / STRAY) + alone * log((1 - usual) / (1 - STRAY)));
        form[f] = usual <= STRAY ? 1 : 1 - 1 / (1 + odds); /* where hardly a title is at home, company tells nothing */
    }
}
