#!/usr/bin/env python3
"""Cut long texts into documents of about 500 words, as input of compare.py.

Reads JSON lines with `id` and `text` (also .zst, through the `zstd` command) and writes one document a line. A document
is a slice of its text, from the first byte of its first word to the last byte of its last: nothing in it is changed, and
only the white space between two documents is left out. Its id is the text's id and a number: `ENG18400_Trollope-0001`.
The same input and arguments give the same bytes.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOVELS = HERE.parents[1] / ".." / "shared" / "eval" / "novels" / "docs.jsonl.zst"
WORD = re.compile(r"\S+")


def lines(path):
    """The lines of a file, plain or .zst, as bytes."""
    if str(path).endswith(".zst"):
        try:
            with subprocess.Popen(["zstd", "-dcq", str(path)], stdout=subprocess.PIPE) as process:
                yield from process.stdout
        except FileNotFoundError:
            sys.exit("corpus.py: the command zstd is needed to read .zst: unpack the file first, or install zstd")
        if process.returncode:
            sys.exit(f"corpus.py: zstd failed on {path}")
    else:
        with open(path, "rb") as file:
            yield from file


def documents(path, words):
    """(id, text) of every document: `words` words each, the last of a text with what is left."""
    for line in lines(path):
        record = json.loads(line)
        text, number, start, end, inside = record["text"], 0, None, None, 0
        for match in WORD.finditer(text):
            if start is None:
                start = match.start()
            end, inside = match.end(), inside + 1
            if inside == words:
                number += 1
                yield f"{record['id']}-{number:04}", text[start:end]
                start, inside = None, 0
        if start is not None:
            yield f"{record['id']}-{number + 1:04}", text[start:end]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", type=Path, default=NOVELS, help="JSON lines with id and text (%(default)s)")
    parser.add_argument("--output", type=Path, required=True, help="JSON lines to write")
    parser.add_argument("--text", type=Path, help="the same documents as plain text, joined by line breaks")
    parser.add_argument("--words", type=int, default=500, help="words a document (%(default)s)")
    parser.add_argument(
        "--share",
        type=float,
        default=1.0,
        help="the leading share of the documents' bytes, as 0.1: what the corpus was before it grew",
    )
    args = parser.parse_args()
    if not args.input.exists():
        sys.exit(f"corpus.py: {args.input} is not there: name a JSONL file with --input")
    if args.words < 1 or not 0 < args.share <= 1:
        sys.exit("corpus.py: --words must be at least 1, and --share above 0 and at most 1")

    every = list(documents(args.input, args.words))
    sizes = [len(text.encode()) for _, text in every]
    room, kept, size = args.share * sum(sizes), 0, 0
    while kept < len(every) and size < room:
        size += sizes[kept]
        kept += 1
    with open(args.output, "w", encoding="utf-8", newline="\n") as file:
        for name, text in every[:kept]:
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    if args.text:
        with open(args.text, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(text + "\n" for _, text in every[:kept])
    print(
        f"{kept} documents, {size} bytes of text, {os.path.getsize(args.output)} bytes of JSON lines: {args.output}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
