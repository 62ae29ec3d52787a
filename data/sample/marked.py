"""Reading the marked articles of the sample corpus.

An article is a file `<id>.md`: `title`, `source` and `date` lines (and `breaks: line` where paragraphs end with one line
break instead of a blank line), an empty line, then paragraphs. Each paragraph is one `@theme tag…` line, where the
theme is also a tag unless it is `other` or `boilerplate`, and one line of text. `⟦name|words⟧` marks a planted span; the
same name stands in exactly two articles. The later of the two is the target, the earlier the source.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

SEPARATORS = {"blank": "\n\n", "line": "\n"}

# What a span's name says about it: tier and kind as in tables/passages.jsonl.
PLANTS = {
    "verbatim": ("copied", "source-to-source"),
    "edited": ("copied", "source-to-source"),
    "reordered": ("copied", "source-to-source"),
    "rewritten": ("rewritten", "source-to-source"),
    "quote": ("copied", "shared-quote"),
}


class SourceError(Exception):
    """A source file that cannot be built."""


@dataclass
class Article:
    """One article without its marks, and where they stood (in code points of its text)."""

    id: str
    title: str
    source: str
    date: str
    text: str = ""
    paragraphs: list = field(default_factory=list)  # (start, end, theme, tags)
    spans: dict = field(default_factory=dict)  # name -> (start, end)

    def slice(self, span):
        """The words under a span."""
        return self.text[span[0] : span[1]]


def read_article(path):
    """The article in a source file."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    separator = SEPARATORS[fields.pop("breaks", "blank")]
    article = Article(id=path.stem, **fields)
    lines = [line for line in body.splitlines() if line]
    if len(lines) % 2:
        raise SourceError(f"{path.name}: labels and paragraphs do not alternate")
    for label, marked in zip(lines[::2], lines[1::2]):
        if not label.startswith("@") or marked.startswith("@"):
            raise SourceError(f"{path.name}: expected a label line and then one line of text at {marked[:40]!r}")
        if article.paragraphs:
            article.text += separator
        start = len(article.text)
        add_marked(article, marked, path.name)
        theme, *more = label[1:].split()
        tags = more if theme in ("other", "boilerplate") else [theme, *more]
        article.paragraphs.append((start, len(article.text), theme, tags))
    return article


def add_marked(article, marked, where):
    """Append a paragraph to the article's text and take its marks out."""
    for part in re.split(r"(⟦[^⟦⟧|]+\|[^⟦⟧]+⟧)", marked):
        if not part.startswith("⟦"):
            article.text += part
            continue
        name, words = part[1:-1].split("|")
        if name in article.spans:
            raise SourceError(f"{where}: {name} is marked twice")
        article.spans[name] = (len(article.text), len(article.text) + len(words))
        article.text += words
    if set("⟦⟧") & set(article.text):
        raise SourceError(f"{where}: a mark is not closed or stands inside another")


def interval(date):
    """First and last second that a date of any precision may mean, in UTC."""
    if len(date) > 10:
        instant = datetime.fromisoformat(date.replace("Z", "+00:00")).astimezone(timezone.utc)
        return instant, instant
    first = datetime.fromisoformat((date + "-01-01"[len(date) - 4 :]) if len(date) < 10 else date)
    first = first.replace(tzinfo=timezone.utc)
    beyond = {
        4: first.replace(year=first.year + 1),
        7: (first.replace(day=28) + timedelta(days=4)).replace(day=1),
        10: first + timedelta(days=1),
    }[len(date)]
    return first, beyond - timedelta(seconds=1)


def planted(articles):
    """(name, target, source) of every planted span, in order of the target and of the place in it."""
    holders = {}
    for article in articles:
        for name in article.spans:
            holders.setdefault(name, []).append(article)
    found = []
    for name, pair in holders.items():
        if len(pair) != 2:
            raise SourceError(f"{name} stands in {len(pair)} articles instead of two")
        source, target = sorted(pair, key=lambda article: interval(article.date))
        if not interval(source.date)[1] < interval(target.date)[0]:
            raise SourceError(f"{name}: the dates of {source.id} and {target.id} do not decide which is earlier")
        found.append((name, target, source))
    return sorted(found, key=lambda plant: (plant[1].id, plant[1].spans[plant[0]]))


def edit_of(name):
    """The way a span was taken over: the name up to its number."""
    edit = name.split("-")[0]
    if edit not in PLANTS:
        raise SourceError(f"{name}: {edit} is none of {', '.join(PLANTS)}")
    return edit
