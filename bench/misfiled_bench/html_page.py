# SPDX-License-Identifier: MIT
"""Pages of LibreOffice's help: a title and paragraphs between two marked places of an HTML file."""

from html.parser import HTMLParser

BEGIN, END = 'id="DisplayArea"', 'id="SearchFrame"'
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "pre", "div", "br"}


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.heads, self.text = False, ""
        self.title, self.lines = "", []

    def _end_block(self):
        text = " ".join(self.text.split())
        if text and self.heads and not self.title:
            self.title = text
        elif text:
            self.lines.append(text)
        self.text, self.heads = "", False

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self._end_block()
        self.heads = self.heads or tag == "h1"

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self._end_block()

    def handle_data(self, data):
        self.text += data


def read_html(path):
    """(title, lines) of a page; None when it has no title."""
    source = path.read_text(encoding="utf-8", errors="replace")
    beg = source.find(">", source.find(BEGIN)) + 1  # most of the file is what stands around
    page = _Page()
    page.feed(source[beg:source.find("<div " + END, beg)])
    page.close()
    return (page.title, page.lines) if page.title else None
