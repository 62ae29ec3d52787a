"""What a user would pick instead of retell to find copied passages, each as a function from texts to passages.

A passage is (target, target_start, target_end, source, source_start, source_end), in characters; a peer that only names
pairs gives None for the offsets. Run as a program this does one peer's work once and says what it took:

    python3 reuse_peers.py PEER DOCUMENTS.jsonl OUTPUT.jsonl [PAIRS.jsonl]
"""

import contextlib
import importlib.metadata
import io
import json
import re
import resource
import sys
import time
from difflib import SequenceMatcher

WORD = re.compile(r"\w+")
# Fewest words of a passage, as retell has it.
FEWEST = 9
# Words between two equal stretches that are told as one passage, as retell has it.
GAP = 20


def blocks_to_passages(a, b, words_a, words_b):
    """Equal blocks of two lists of words, joined over gaps, as (start, end, start, end) in characters."""
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    passages, current, equal = [], None, 0
    for i, j, size in matcher.get_matching_blocks():
        # Fewer words than three in a row are chance.
        if size < 3:
            continue
        near = current and i - current[1] <= GAP and j - current[3] <= GAP
        if not near and current and equal >= FEWEST:
            passages.append(current)
        current, equal = ([current[0], i + size, current[2], j + size], equal + size) if near else ([i, i + size, j, j + size], size)
    if current and equal >= FEWEST:
        passages.append(current)
    return [(words_a[i].start(), words_a[k - 1].end(), words_b[j].start(), words_b[m - 1].end()) for i, k, j, m in passages]


class Words:
    """The words of each document, found once."""

    def __init__(self, documents):
        self.found = {id: list(WORD.finditer(text)) for id, text in documents.items()}
        self.lower = {id: [word.group().lower() for word in words] for id, words in self.found.items()}

    def passages(self, target, source):
        for i, k, j, m in blocks_to_passages(self.lower[target], self.lower[source], self.found[target], self.found[source]):
            yield target, i, k, source, j, m


def difflib_pairs(documents, pairs):
    """difflib of the standard library on the words of each pair."""
    words = Words(documents)
    for target, source in pairs:
        yield from words.passages(target, source)


def minhash_difflib(documents, pairs):
    """MinHash of word shingles and LSH (datasketch) for pairs that are alike, difflib for their passages."""
    from datasketch import MinHash, MinHashLSH

    words = Words(documents)
    # Where pairs are given there is nothing to look for.
    if pairs is not None:
        yield from difflib_pairs(documents, pairs)
        return
    # A passage is a small part of two articles: 128 bands of one hash each, so that any equal hash makes a pair.
    lsh, hashes = MinHashLSH(num_perm=128, params=(128, 1)), {}
    for id, lower in words.lower.items():
        hashes[id] = MinHash(num_perm=128)
        shingles = {" ".join(lower[at : at + 5]).encode() for at in range(max(len(lower) - 4, 0))}
        if shingles:
            hashes[id].update_batch(list(shingles))
            lsh.insert(id, hashes[id])
    for target in words.lower:
        for source in lsh.query(hashes[target]) if target in lsh else []:
            if target < source:
                yield from words.passages(target, source)


def copydetect_all(documents, pairs):
    """copydetect: winnowed character k-grams, every pair of files (Schleimer, Wilkerson and Aiken 2003)."""
    import copydetect

    # Its defaults, without its lexers for program code.
    made = {
        id: copydetect.CodeFingerprint(id, 25, 30 - 25 + 1, filter=False, fp=io.StringIO(text))
        for id, text in documents.items()
    }
    ids = list(documents)
    every = ((a, b) for at, a in enumerate(ids) for b in ids[at + 1 :])
    for target, source in pairs if pairs is not None else every:
        overlap, _, (here, there) = copydetect.compare_files(made[target], made[source])
        if overlap == 0:
            continue
        # It marks what is shared on each side, and does not say what belongs to what: where one side has one stretch, that
        # is the other side of all, else the hull.
        here, there = joined(here.T.tolist()), joined(there.T.tolist())
        for start, end in here:
            yield (target, start, end, source, there[0][0], there[-1][1])


def joined(stretches):
    """Stretches of a text, in order, those with a gap of a hundred characters or less as one."""
    merged = []
    for start, end in sorted(stretches):
        if merged and start - merged[-1][1] <= 100:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def text_matcher(documents, pairs):
    """text-matcher: difflib on stemmed trigrams, with edits at the ends; pair by pair."""
    from text_matcher.matcher import Matcher, Text

    if pairs is None:
        ids = list(documents)
        pairs = [(a, b) for at, a in enumerate(ids) for b in ids[at + 1 :]]
    # It prints as it works, and its list of stop words is not part of the package.
    with contextlib.redirect_stdout(io.StringIO()):
        made = {}
        for id in {id for pair in pairs for id in pair}:
            with contextlib.suppress(IndexError):
                made[id] = Text(documents[id], id, removeStopwords=False)
        found = []
        for target, source in pairs:
            if target not in made or source not in made:
                continue
            with contextlib.suppress(IndexError, RecursionError, ZeroDivisionError):
                _, here, there = Matcher(made[target], made[source], removeStopwords=False).match()
                found += [(target, *a, source, *b) for a, b in zip(here, there)]
    yield from found


PEERS = {
    "difflib": (difflib_pairs, None),
    "minhash": (minhash_difflib, "datasketch"),
    "copydetect": (copydetect_all, "copydetect"),
    "text-matcher": (text_matcher, "text-matcher"),
}


def version(peer):
    """The version of what is installed, or None where it is not."""
    package = PEERS[peer][1]
    if package is None:
        return sys.version.split()[0]
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def main():
    peer, documents, output, *pairs = sys.argv[1:]
    with open(documents, encoding="utf-8") as file:
        documents = {line["id"]: line["text"] for line in map(json.loads, file)}
    if pairs:
        with open(pairs[0], encoding="utf-8") as file:
            pairs = [(line["target"], line["source"]) for line in map(json.loads, file)]
    start, wall = time.process_time(), time.monotonic()
    passages = list(PEERS[peer][0](documents, pairs or None))
    took = {"cpu": time.process_time() - start, "wall": time.monotonic() - wall}
    keys = ("target", "target_start", "target_end", "source", "source_start", "source_end")
    with open(output, "w", encoding="utf-8") as file:
        for passage in passages:
            print(json.dumps(dict(zip(keys, passage))), file=file)
    took["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps(took | {"passages": len(passages)}))


if __name__ == "__main__":
    main()
