/* SPDX-License-Identifier: MIT */
/* Contacts by shape: web and e-mail addresses, digit runs as long as telephone
 * and account numbers. Words only strengthen a shape: 微信 or QQ with an
 * account beside it, or with 扫码 / 关注. How much of a line is contact is
 * counted by the same signs. */
#include "segment/adverts.h"

#include "segment/linechars.h"
#include "segment/quotemarks.h"

static bool is_account(unsigned char c)
{
    return char_is_latin(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/* Where the next such byte stands, from `from` on; n: nowhere. */
static size_t next_byte(const char *s, size_t n, size_t from, char byte)
{
    const char *p = from < n ? memchr(s + from, byte, n - from) : NULL;
    return p ? (size_t)(p - s) : n;
}

static bool find(const char *s, size_t n, const char *what) { return memmem(s, n, what, strlen(what)) != NULL; }

/* A run of Latin letters and digits of at least `least` bytes with a digit or
 * of letters only, anywhere. */
static bool has_account(const char *s, size_t n, size_t least)
{
    size_t run = 0;
    for (size_t i = 0; i < n; i++) {
        run = is_account((unsigned char)s[i]) ? run + 1 : 0;
        if (run >= least)
            return true;
    }
    return false;
}

/* The name that ends at s[i] stands behind an @. */
static bool is_mail_domain(const char *s, size_t i)
{
    size_t from = i > 64 ? i - 64 : 0;
    while (i > from && is_account((unsigned char)s[i - 1]))
        i--;
    return i > 0 && s[i - 1] == '@';
}

static bool has_web_address(const char *s, size_t n)
{
    static const char *const tail[] = { ".com", ".cn", ".net", ".org", ".gov", ".edu", ".io" };
    if (find(s, n, "http://") || find(s, n, "https://") || find(s, n, "www."))
        return true;
    for (size_t i = next_byte(s, n, 2, '.'); i < n; i = next_byte(s, n, i + 1, '.')) {
        if (!char_is_latin((unsigned char)s[i - 1]))
            continue;
        for (size_t k = 0; k < COUNT_OF(tail); k++) {
            size_t m = strlen(tail[k]);
            if (i + m <= n && memcmp(s + i, tail[k], m) == 0 && (i + m == n || !is_account((unsigned char)s[i + m])) &&
                !is_mail_domain(s, i))
                return true;
        }
    }
    return false;
}

static bool has_mail_address(const char *s, size_t n)
{
    for (size_t i = next_byte(s, n, 2, '@'); i + 4 < n; i = next_byte(s, n, i + 1, '@'))
        if (is_account((unsigned char)s[i - 1]) && is_account((unsigned char)s[i - 2]) &&
            is_account((unsigned char)s[i + 1]) && memchr(s + i, '.', min_size(n - i, 40)) != NULL)
            return true;
    return false;
}

/* Digits, broken by no more than one - or space at a time: 10 to 13 of them,
 * or 7 and more with a dash after the first three or four. */
static bool has_telephone(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t digits = 0, dash_at = 0, j = i;
        while (j < n && ((s[j] >= '0' && s[j] <= '9') || (digits > 0 && (s[j] == '-' || s[j] == ' ') && j + 1 < n &&
                                                          s[j + 1] >= '0' && s[j + 1] <= '9'))) {
            if (s[j] == '-' && dash_at == 0)
                dash_at = digits;
            digits += s[j] >= '0' && s[j] <= '9';
            j++;
        }
        if ((digits >= 11 && digits <= 13) || (digits >= 10 && digits <= 12 && (dash_at == 3 || dash_at == 4)))
            return true;
        i = j > i ? j : i + 1;
    }
    return false;
}

/* What there is in a line: most are without any contact's signs. */
struct signs {
    bool latin; /* a Latin letter, a point or an @ */
    bool digit;
    bool other; /* no ASCII */
};

static struct signs signs_in(const char *s, size_t n)
{
    uint8_t latin = 0, digit = 0, high = 0; /* no branch, so that compilers make vectors of it */
    for (size_t i = 0; i < n; i++) {
        uint8_t c = (uint8_t)s[i];
        latin |= ((uint8_t)((c | 0x20) - 'a') < 26) | (c == '.') | (c == '@');
        digit |= (uint8_t)(c - '0') < 10;
        high |= c;
    }
    return (struct signs){ latin, digit, high & 0x80 };
}

static bool find_any(const char *s, size_t n, const char *const *what, size_t n_what)
{
    for (size_t k = 0; k < n_what; k++)
        if (find(s, n, what[k]))
            return true;
    return false;
}

static const char *const messenger[] = { "QQ", "WeChat", "wechat", "Telegram", "WhatsApp" };
static const char *const messenger_east[] = { "微信", "公众号", "淘宝" };
static const char *const urge[] = { "扫码", "关注", "加群", "二维码", "下载", "获取更多", "更多资料" };

int contact_in(const char *s, size_t n)
{
    struct signs in = signs_in(s, n);
    bool named = (in.latin && find_any(s, n, messenger, COUNT_OF(messenger))) ||
                 (in.other && find_any(s, n, messenger_east, COUNT_OF(messenger_east)));
    if ((in.latin && has_web_address(s, n)) ||
        (named && ((in.other && find_any(s, n, urge, COUNT_OF(urge))) || has_account(s, n, 5))))
        return CONTACT_STRONG;
    return (in.latin && has_mail_address(s, n)) || (in.digit && has_telephone(s, n)) ? CONTACT_WEAK : CONTACT_NONE;
}

/* The bytes of the contact word at s, 0: there is none. */
static size_t word_at(const char *s, size_t n, const char *const *word, size_t n_word)
{
    for (size_t k = 0; k < n_word; k++) {
        size_t m = strlen(word[k]);
        if (m <= n && memcmp(s, word[k], m) == 0)
            return m;
    }
    return 0;
}

static bool is_graphic(char c) { return c > ' ' && c < 0x7F; }

/* Is the run of ASCII an address, an account or a number: a digit, @, / or _ in
 * it, or a point that does not end it? */
static bool is_address(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((s[i] >= '0' && s[i] <= '9') || s[i] == '@' || s[i] == '/' || s[i] == '_' ||
            (s[i] == '.' && i + 1 < n && is_account((unsigned char)s[i + 1])))
            return true;
    return word_at(s, n, messenger, COUNT_OF(messenger)) != 0;
}

/* Behind the quoted name that stands at s[at] (公众号“公文写作”); `at`: none does. */
static size_t behind_name(const char *s, size_t n, size_t at)
{
    size_t open = quotemark_next(s, at, n), next = open, close;
    if (open != at || open == n)
        return at;
    utf8_next(s, n, &next);
    close = quotemark_next(s, next, n);
    if (close == n)
        return at;
    utf8_next(s, n, &close);
    return close;
}

static uint32_t columns_of(const char *s, size_t n)
{
    uint32_t columns = 0;
    for (size_t i = 0; i < n;)
        columns += char_is_wide(utf8_next(s, n, &i)) ? 2 : 1;
    return columns;
}

uint32_t contact_columns(const char *s, size_t n)
{
    uint32_t columns = 0;
    for (size_t i = 0, end; i < n; i = max_size(end, i + 1)) {
        for (end = i; end < n && is_graphic(s[end]);)
            end++;
        if (end > i) {
            columns += is_address(s + i, end - i) ? (uint32_t)(end - i) : 0;
            continue;
        }
        size_t name = word_at(s + i, n - i, messenger_east, COUNT_OF(messenger_east));
        end = name ? behind_name(s, n, i + name) : i + word_at(s + i, n - i, urge, COUNT_OF(urge));
        columns += columns_of(s + i, end - i);
    }
    return columns;
}
