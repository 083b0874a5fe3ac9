# SPDX-License-Identifier: MIT
"""What the bench must know of a language: how pieces are joined, and how people quote, redact and number in it.

Three ways of writing cover what is generated (Chinese, Japanese, English); a language of a user's own corpus takes the
way that its script suggests, since only the trimmings (titles, headings, planted facts) come from here.
"""

from dataclasses import dataclass

from . import script, text_en, text_ja, text_zh


@dataclass(frozen=True)
class Language:
    """The habits of one language. `quotes` are patterns over {title}, {author}, {year} and {p}, the passage."""

    code: str
    way: str                 # zh, ja or en: which writer makes its trimmings
    joiner: str              # between sentences
    paragraph: str           # between paragraphs
    comma: str
    stop: str
    numbered: str            # a heading, from its number and text
    quotes: tuple
    inner: tuple             # quotation marks: the outer pair, and the pair to use inside
    pages: tuple             # how a page number stands on its line
    ordinals: tuple = ()

    def writer(self, rng):
        """A writer of this language; all it writes follows from `rng`."""
        made = {"zh": text_zh, "ja": text_ja, "en": text_en}[self.way].Writer(rng)
        return _Traditional(made) if self.code == "zh-hant" else made

    def heading(self, number, text):
        """Heading `number` (from 1) with its number before it."""
        sign = self.ordinals[(number - 1) % len(self.ordinals)] if self.ordinals else str(number)
        return self.numbered.format(n=sign, text=text)


class _Traditional:
    """A writer whose every saying is in traditional characters."""

    def __init__(self, writer):
        self._writer = writer
        self._table = script.characters("s2t")

    def _convert(self, said):
        if isinstance(said, str):
            return said.translate(self._table)
        return None if said is None else type(said)(self._convert(s) for s in said)

    def __getattr__(self, name):
        method = getattr(self._writer, name)
        return lambda *args, **named: self._convert(method(*args, **named))


_HAN = tuple("一二三四五六七八九十") + tuple("十" + c for c in "一二三四五六七八九") + ("二十",)
_CHINESE = {
    "way": "zh", "joiner": "", "paragraph": "\n", "comma": "，", "stop": "。", "numbered": "{n}、{text}", "ordinals": _HAN,
    "pages": ("— {n} —", "第{n}页", "- {n} -", "{n}"),
}
_WAYS = {
    "zh-hans": Language(code="zh-hans", inner=("“”", "‘’"), **_CHINESE, quotes=(
        "《{title}》指出：“{p}”", "据《{title}》记载，“{p}”", "“{p}”（《{title}》，{year}年）", "《{title}》写道：\n> {p}\n")),
    "zh-hant": Language(code="zh-hant", inner=("「」", "『』"), **{**_CHINESE, "pages": ("— {n} —", "第{n}頁", "- {n} -", "{n}")}, quotes=(
        "《{title}》指出：「{p}」", "據《{title}》記載，「{p}」", "「{p}」（《{title}》，{year}年）", "《{title}》寫道：\n> {p}\n")),
    "ja": Language(code="ja", way="ja", joiner="", paragraph="\n", comma="、", stop="。", numbered="{n}　{text}", inner=("「」", "『』"),
                   pages=("- {n} -", "{n}ページ", "{n}"), quotes=(
        "『{title}』には「{p}」とある。", "「{p}」（『{title}』{year}年）。", "『{title}』は次のように述べる。\n> {p}\n")),
    "en": Language(code="en", way="en", joiner=" ", paragraph="\n\n", comma=", ", stop=".", numbered="{n}. {text}", inner=("“”", "‘’"),
                   pages=("- {n} -", "Page {n}", "{n}"), quotes=(
        "As {author} ({year}) puts it, “{p}”", "“{p}” ({author} {year})", "In “{title}” we read: “{p}”",
        "{author} ({year}) writes:\n\n> {p}\n")),
}


def language(code, sample=""):
    """The habits of language `code`; of an unknown one, those that the script of `sample` suggests."""
    if code in _WAYS:
        return _WAYS[code]
    if code.startswith("zh"):
        like = "zh-hant" if any(part in code.lower() for part in ("hant", "tw", "hk")) else "zh-hans"
    elif code.startswith("ja") or sum("\u3041" <= c <= "\u30ff" for c in sample) > len(sample) // 10:
        like = "ja"
    elif sum("\u4e00" <= c <= "\u9fff" for c in sample) > len(sample) // 3:
        like = "zh-hans"
    else:
        like = "en"
    habits = _WAYS[like]
    return Language(**{**habits.__dict__, "code": code})
