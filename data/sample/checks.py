"""What must hold of the sample corpus. Run by `build.py --check`."""

import json
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from marked import edit_of, planted

# Two texts that share so many words in a row are not independent.
RUN = 6
THEMES = ("energy", "military", "ukraine", "trade")
LEAST = {"energy": 12, "military": 12, "ukraine": 12, "trade": 12, "other": 30}
WORDS = {"verbatim": (60, 120), "edited": (60, 120), "reordered": (60, 120), "rewritten": (60, 100), "quote": (25, 30)}
EDITED_SHARE = (0.08, 0.12)
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def tokens(text):
    """Lower-cased words of a text with their code point spans."""
    return [(m.group().lower(), m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]


def words(text):
    """Lower-cased words of a text."""
    return [word for word, _, _ in tokens(text)]


def common_runs(one, other, least):
    """Maximal runs of at least `least` words that stand in both texts, as pairs of code point spans."""
    a, b = tokens(one), tokens(other)
    places = {}
    for j in range(len(b) - least + 1):
        places.setdefault(tuple(word for word, _, _ in b[j : j + least]), []).append(j)
    for i in range(len(a) - least + 1):
        for j in places.get(tuple(word for word, _, _ in a[i : i + least]), ()):
            if i and j and a[i - 1][0] == b[j - 1][0]:
                continue
            n = least
            while i + n < len(a) and j + n < len(b) and a[i + n][0] == b[j + n][0]:
                n += 1
            yield (a[i][1], a[i + n - 1][2]), (b[j][1], b[j + n - 1][2])


def inside(span, whole):
    """Whether a span lies in another."""
    return whole[0] <= span[0] and span[1] <= whole[1]


def edits(one, other):
    """Words replaced, inserted and deleted between two texts."""
    blocks = SequenceMatcher(None, words(one), words(other), autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in blocks if tag != "equal")


def check_articles(articles):
    """Length, paragraphs, clean text, several outlets."""
    for a in articles:
        count = len(a.text.split())
        if not 300 <= count <= 900:
            yield f"{a.id}: {count} words, not 300 to 900"
        body = sum(theme != "boilerplate" for _, _, theme, _ in a.paragraphs)
        if not 6 <= body <= 14:
            yield f"{a.id}: {body} paragraphs of its own, not 6 to 14"
        if re.search(r"[ \t]$|^[ \t]|  |['\"]|\n{3}", a.text, re.MULTILINE):
            yield f"{a.id}: stray white space or a straight quotation mark"
        found = [m.span() for m in re.finditer(r"[^\n]+", a.text)]
        if found != [(start, end) for start, end, _, _ in a.paragraphs]:
            yield f"{a.id}: its lines are not its paragraphs"
    if len({a.source for a in articles}) < 8:
        yield "fewer than eight outlets"


def check_labels(articles):
    """Known themes, each well represented; chrome in at least two articles."""
    counts, chrome = Counter(), set()
    for a in articles:
        for index, (start, end, theme, tags) in enumerate(a.paragraphs):
            counts[theme] += 1
            if theme == "boilerplate":
                chrome.add(a.id)
            if theme not in (*LEAST, "boilerplate") or set(tags) - set(THEMES) or len(set(tags)) != len(tags):
                yield f"{a.id} paragraph {index}: label {theme!r} with tags {tags}"
            if theme == "boilerplate" and tags:
                yield f"{a.id} paragraph {index}: boilerplate with tags"
    for theme, least in LEAST.items():
        if counts[theme] < least:
            yield f"{counts[theme]} paragraphs of {theme}, not {least}"
    if len(chrome) < 2:
        yield "site chrome in fewer than two articles"


def check_plants(articles):
    """Each planted span is what its name says, and ends where the likeness ends."""
    plants = planted(articles)
    missing = set(WORDS) - {edit_of(name) for name, _, _ in plants}
    if missing:
        yield f"not planted: {', '.join(sorted(missing))}"
    groups = {}
    for name, target, source in plants:
        groups.setdefault((name.split(".")[0], target.id, source.id), []).append((name, target, source))
        here, there = target.slice(target.spans[name]), source.slice(source.spans[name])
        edit = edit_of(name)
        if target.source == source.source:
            yield f"{name}: both articles are by {target.source}"
        if edit in ("verbatim", "reordered", "quote") and here != there:
            yield f"{name}: the two sides differ"
        if edit == "edited":
            share = edits(there, here) / len(words(there))
            if not EDITED_SHARE[0] <= share <= EDITED_SHARE[1]:
                yield f"{name}: {share:.1%} of its words are edited"
        if edit == "rewritten":
            if here.count(".") != there.count("."):
                yield f"{name}: not rewritten sentence by sentence"
            if any(common_runs(here, there, RUN)):
                yield f"{name}: {RUN} words in a row are kept"
        for article in (target, source):
            start, end = article.spans[name]
            marks = article.text[start - 1 : start] + article.text[end : end + 1]
            if (edit == "quote") != (marks == "“”"):
                yield f"{name}: quotation marks in {article.id}"
        if edit != "rewritten":
            for step, side in ((-1, "before"), (1, "after")):
                if neighbour(target, name, step) == neighbour(source, name, step):
                    yield f"{name}: the word {side} it is the same in both articles"
    for (group, _, _), members in groups.items():
        low, high = WORDS[edit_of(group)]
        for side in (1, 2):
            total = sum(len(words(m[side].slice(m[side].spans[m[0]]))) for m in members)
            if not low <= total <= high:
                yield f"{group}: {total} words in {members[0][side].id}, not {low} to {high}"
        if edit_of(group) == "reordered":
            order = sorted(range(len(members)), key=lambda k: members[k][2].spans[members[k][0]])
            if len(order) < 3 or any(j == i + 1 for i, j in zip(order, order[1:])):
                yield f"{group}: fewer than three blocks, or two in their old order"


def neighbour(article, name, step):
    """The word next to a planted span, or nothing at the end of the text."""
    start, end = article.spans[name]
    near = words(article.text[:start]) if step < 0 else words(article.text[end:])
    return (near[-1] if step < 0 else near[0]) if near else (article.id, step)


def check_overlaps(articles):
    """No two articles share words in a row but the planted ones, nor does any share them with the seed articles."""
    plants = planted(articles)
    for i, a in enumerate(articles):
        for b in articles[i + 1 :]:
            names = [name for name, t, s in plants if {t.id, s.id} == {a.id, b.id}]
            for here, there in common_runs(a.text, b.text, RUN):
                if not any(inside(here, a.spans[n]) and inside(there, b.spans[n]) for n in names):
                    yield f"{a.id} and {b.id} share {a.slice(here)!r}"
        lines = [words(a.slice(span[:2])) for span in a.paragraphs if span[2] != "boilerplate"]
        grams = Counter(tuple(line[k : k + RUN]) for line in lines for k in range(len(line) - RUN + 1))
        yield from (f"{a.id} repeats itself: {' '.join(gram)!r}" for gram, n in grams.items() if n > 1)
        for path in sorted(SEEDS.glob("*.txt")):
            for here, _ in common_runs(a.text, path.read_text(encoding="utf-8"), RUN):
                yield f"{a.id} shares {a.slice(here)!r} with a seed article"


def check_files(articles, outputs):
    """The written files are the built ones, and their offsets select the text they quote."""
    for path, content in outputs.items():
        if not Path(path).exists() or path.read_bytes() != content.encode():
            yield f"{path.name} is not what the sources give; run build.py"
    corpus, truth = outputs.values()
    texts = {a["id"]: a["text"] for a in map(json.loads, corpus.splitlines())}
    for p in json.loads(truth)["passages"]:
        if texts[p["target"]][p["target_start"] : p["target_end"]] != p["text"]:
            yield f"offsets of {p['text'][:30]!r} in {p['target']} select other words"
        there = texts[p["source"]][p["source_start"] : p["source_end"]]
        if p["edit"] in ("verbatim", "reordered", "quote") and there != p["text"]:
            yield f"offsets of {p['text'][:30]!r} in {p['source']} select other words"
    if len(texts) != len(articles):
        yield "ids are not distinct"


def table(articles):
    """What is planted, for the reader."""
    print(f"{'article':<28} {'date':<25} words par.  energy military ukraine trade other chrome")
    totals = Counter()
    for a in articles:
        counts = Counter(theme for _, _, theme, _ in a.paragraphs)
        totals.update(counts)
        row = "".join(f"{counts[t]:>{w}}" for t, w in zip((*LEAST, "boilerplate"), (7, 9, 8, 6, 6, 7)))
        print(f"{a.id:<28} {a.date:<25} {len(a.text.split()):>5} {len(a.paragraphs):>4} {row}")
    print(f"{'all':<54} {sum(len(a.text.split()) for a in articles):>5} {sum(totals.values()):>4}", dict(totals))
    tagged = Counter(tag for a in articles for paragraph in a.paragraphs for tag in paragraph[3])
    print("tags:", dict(tagged), "| more than one:", sum(len(p[3]) > 1 for a in articles for p in a.paragraphs))
    print()
    for name, target, source in planted(articles):
        here, there = target.slice(target.spans[name]), source.slice(source.spans[name])
        changed = "in other words" if edit_of(name) == "rewritten" else f"{edits(there, here)} edited"
        print(
            f"{name:<14} {source.id} {source.spans[name]} -> {target.id} {target.spans[name]}:",
            f"{len(words(there))} -> {len(words(here))} words, {changed}",
        )
    print()


def run(articles, outputs):
    """Every check; prints what fails. The exit code."""
    table(articles)
    if not any(SEEDS.glob("*.txt")):
        print("skipped: no seed articles at ../shared/seeds to compare with")
    failures = [
        *check_articles(articles), *check_labels(articles), *check_plants(articles),
        *check_overlaps(articles), *check_files(articles, outputs),
    ]
    for failure in failures:
        print("FAILED", failure)
    print(f"{len(failures)} failed" if failures else "all checks hold")
    return 1 if failures else 0
