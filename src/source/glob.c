/* SPDX-License-Identifier: MIT */
/* Matching with one level of going back: after a `*`, only the latest star
 * can still take more, so it is enough to remember that one. */
#include "source/glob.h"

#include "core/utf8.h"

struct text {
    const char *s;
    size_t n;
};

/* The character at *i; a broken byte as a value beyond Unicode. */
static uint32_t next(struct text t, size_t *i)
{
    size_t at = *i;
    bool ok = true;
    uint32_t c = utf8_next_checked(t.s, t.n, i, &ok);
    if (ok)
        return c;
    *i = at + 1;
    return 0x110000u + (unsigned char)t.s[at];
}

/* A set at p[*i], just past its '['. Steps past ']' and says whether c is in
 * it; *closed is false, and *i where it was, when there is no ']'. */
static bool in_set(struct text p, size_t *i, uint32_t c, bool *closed)
{
    size_t at = *i;
    bool hit = false, negated = at < p.n && (p.s[at] == '!' || p.s[at] == '^');
    if (negated)
        at++;
    for (size_t first = at; at < p.n;) {
        if (p.s[at] == ']' && at > first) {
            *i = at + 1;
            *closed = true;
            return hit != negated;
        }
        if (p.s[at] == '\\' && at + 1 < p.n)
            at++;
        uint32_t lo = next(p, &at), hi = lo;
        if (at + 1 < p.n && p.s[at] == '-' && p.s[at + 1] != ']') {
            at++;
            if (p.s[at] == '\\' && at + 1 < p.n)
                at++;
            hi = next(p, &at);
        }
        hit |= lo <= c && c <= hi;
    }
    return *closed = false;
}

/* Does one element of the pattern at *i, not a star, take c? Steps past it. */
static bool takes(struct text p, size_t *i, uint32_t c)
{
    bool closed, hit;
    switch (p.s[*i]) {
    case '?':
        return ++*i, true;
    case '[':
        ++*i;
        hit = in_set(p, i, c, &closed);
        return closed ? hit : c == '[';
    case '\\':
        if (*i + 1 < p.n)
            ++*i;
    }
    return next(p, i) == c;
}

static bool matches(struct text p, struct text s)
{
    size_t i = 0, j = 0, star = SIZE_MAX, from = 0;
    while (j < s.n) {
        size_t next_i = i, next_j = j;
        if (i < p.n && p.s[i] == '*') {
            star = ++i;
            from = j;
        } else if (i < p.n && takes(p, &next_i, next(s, &next_j))) {
            i = next_i;
            j = next_j;
        } else if (star != SIZE_MAX) {
            next(s, &from);
            i = star;
            j = from;
        } else {
            return false;
        }
    }
    while (i < p.n && p.s[i] == '*')
        i++;
    return i == p.n;
}

bool glob_matches(const char *pattern, const char *name)
{
    return matches((struct text){ pattern, strlen(pattern) }, (struct text){ name, strlen(name) });
}

bool glob_takes(const char *pattern, const char *relative_path, bool is_folder)
{
    struct text p = { pattern, strlen(pattern) }, s = { relative_path, strlen(relative_path) };
    if (p.n > 1 && p.s[p.n - 1] == '/') {
        if (!is_folder)
            return false;
        p.n--;
    }
    const char *slash = strrchr(relative_path, '/');
    if (slash && !memchr(p.s, '/', p.n))
        s = (struct text){ slash + 1, strlen(slash + 1) };
    return matches(p, s);
}
