#!/usr/bin/env python3
"""Build the sample corpus and its truth from the marked articles in data/sample/articles.

    python3 data/sample/build.py            write data/sample.jsonl and data/sample_truth.json
    python3 data/sample/build.py --check    write nothing; verify sources, written files and every planted passage

Needs Python 3.9 or later and nothing else. The same sources give the same bytes. marked.py says how an article is marked.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import checks  # noqa: E402
from marked import PLANTS, SourceError, edit_of, planted, read_article  # noqa: E402

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "sample.jsonl"
TRUTH = HERE.parent / "sample_truth.json"


def truth(articles):
    """What is planted, as written to sample_truth.json."""
    passages = []
    for name, target, source in planted(articles):
        edit = edit_of(name)
        tier, kind = PLANTS[edit]
        there, here = source.spans[name], target.spans[name]
        passages.append({
            "target": target.id, "target_start": here[0], "target_end": here[1],
            "source": source.id, "source_start": there[0], "source_end": there[1],
            "tier": tier, "kind": kind, "edit": edit, "text": target.slice(here),
        })
    boilerplate, paragraphs = [], []
    for article in articles:
        for index, (start, end, theme, tags) in enumerate(article.paragraphs):
            paragraphs.append({"article": article.id, "paragraph": index, "theme": theme, "tags": tags})
            if theme == "boilerplate":
                text = article.slice((start, end))
                boilerplate.append({"article": article.id, "paragraph": index, "text": text})
    return {"passages": passages, "boilerplate": boilerplate, "paragraphs": paragraphs}


def corpus_lines(articles):
    """sample.jsonl: one article a line."""
    keys = ("id", "title", "source", "date", "text")
    return "".join(json.dumps({key: getattr(a, key) for key in keys}, ensure_ascii=False) + "\n" for a in articles)


def truth_lines(articles):
    """sample_truth.json: one entry a line, so that a change reads well."""
    sections = []
    for name, entries in truth(articles).items():
        rows = ",\n".join("    " + json.dumps(entry, ensure_ascii=False) for entry in entries)
        sections.append(f'  "{name}": [\n{rows}\n  ]')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main(arguments):
    """Build, or check with --check. The exit code."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    articles = [read_article(path) for path in sorted((HERE / "articles").glob("*.md"))]
    outputs = {CORPUS: corpus_lines(articles), TRUTH: truth_lines(articles)}
    if arguments:
        return checks.run(articles, outputs)
    for path, content in outputs.items():
        path.write_text(content, encoding="utf-8", newline="\n")
        print(f"wrote {path.name}: {len(content.encode())} bytes")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SourceError as error:
        sys.exit(f"error: {error}")
