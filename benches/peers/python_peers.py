#!/usr/bin/env python3
"""The contenders of Python, one run a process; compare.py starts it.

Reads the texts, then makes the call that is compared twice, takes the CPU time of each and of nothing else, and prints
one line of JSON. With --output the matrix is written for check.py; measured runs have none.
"""

import argparse
import gc
import json
import time
from pathlib import Path


def texts(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def timed(work):
    """What `work` returns, and its CPU and wall seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.process_time() - cpu, time.perf_counter() - wall


def twice(make):
    """What the second of two calls returns, its CPU and wall seconds, and the CPU seconds of the first.

    The first pays for memory that the process has not touched before. What it made is dropped before the second
    begins; `make` gives a call that starts anew, so that nothing learnt carries over.
    """
    first = timed(make())[1]
    gc.collect()
    return *timed(make()), first


def write_csr(directory, matrix, terms):
    """A matrix as check.py reads it, of whatever contender."""
    directory.mkdir(parents=True, exist_ok=True)
    matrix.indptr.astype("<i8").tofile(directory / "indptr")
    matrix.indices.astype("<i4").tofile(directory / "indices")
    matrix.data.astype("<f8").tofile(directory / "data")
    (directory / "vocabulary.txt").write_text("".join(f"{term}\n" for term in terms), encoding="utf-8", newline="\n")


def sklearn(mode, documents, stop_words):
    """TfidfVectorizer: lower, pattern, stop list, and then stems, as its own steps come."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    assert not stop_words or set(stop_words) == set(TfidfVectorizer(stop_words="english").get_stop_words())
    if mode != "defaults":
        import Stemmer

    def vectorizer():
        if mode == "defaults":
            return TfidfVectorizer()
        stem = Stemmer.Stemmer("english")

        class Memo(dict):
            def __missing__(self, word):
                self[word] = stem.stemWord(word)
                return self[word]

        memo = Memo()

        class Stemmed(TfidfVectorizer):
            def build_analyzer(self):
                analyze = super().build_analyzer()
                if mode == "stems-memo":
                    return lambda text: [memo[word] for word in analyze(text)]
                return lambda text: stem.stemWords(analyze(text))

        return Stemmed(stop_words=None if mode == "stems-only" else "english")

    def call():
        fresh = vectorizer()
        return lambda: (fresh.fit_transform(documents), fresh.get_feature_names_out)

    (matrix, terms), *times = twice(call)
    return matrix, terms, None, times


def polars(mode, documents, stop_words):
    """Counts of stems as a long table; every distinct word is stemmed once."""
    import polars as pl
    import Stemmer

    assert mode == "stems"
    frame = pl.DataFrame({"document": range(len(documents)), "text": documents}).with_columns(
        pl.col("document").cast(pl.UInt32)
    )
    stop = pl.Series(stop_words)

    def count(stem):
        words = (
            frame.lazy()
            # Runs of two letters, digits or _ at least: Python's \b\w\w+\b, whose \w leaves marks out.
            .select("document", word=pl.col("text").str.to_lowercase().str.extract_all(r"[\p{L}\p{N}_]{2,}"))
            .explode("word")
            .filter(pl.col("word").is_not_null() & ~pl.col("word").is_in(stop.implode()))
            .group_by("document", "word")
            .agg(count=pl.len())
            .collect()
        )
        distinct = words.get_column("word").unique()
        stems = pl.DataFrame({"word": distinct, "stem": stem.stemWords(distinct.to_list())})
        return (
            words.lazy()
            .join(stems.lazy(), on="word")
            .group_by("document", "stem")
            .agg(pl.col("count").sum())
            .collect()
        )

    def call():
        stem = Stemmer.Stemmer("english")
        return lambda: count(stem)

    table, *times = twice(call)
    return table, None, int(table.get_column("count").sum()), times


def polars_matrix(table, rows):
    """polars' long table as a matrix, for the check."""
    import scipy.sparse

    terms = sorted(table.get_column("stem").unique().to_list())
    column = {term: at for at, term in enumerate(terms)}
    columns = [column[stem] for stem in table.get_column("stem").to_list()]
    cells = (table.get_column("count").to_numpy().astype("f8"), (table.get_column("document").to_numpy(), columns))
    return scipy.sparse.csr_matrix(cells, shape=(rows, len(terms))), terms


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer", choices=["sklearn", "polars"])
    parser.add_argument("mode", choices=["defaults", "stems", "stems-memo", "stems-only"])
    parser.add_argument("--input", type=Path, required=True)
    parser.add_argument("--stop-words", type=Path)
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    documents = texts(args.input)
    stop_words = args.stop_words.read_text(encoding="utf-8").split() if args.stop_words else []
    result, terms, tokens, (cpu, wall, first) = {"sklearn": sklearn, "polars": polars}[args.peer](
        args.mode, documents, stop_words
    )
    if args.peer == "polars":
        made = {"rows": len(documents), "cells": result.height, "tokens": tokens}
        if args.output:
            result, names = polars_matrix(result, len(documents))
            made["columns"] = len(names)
            write_csr(args.output, result, names)
    else:
        made = {"rows": result.shape[0], "columns": result.shape[1], "cells": result.nnz}
        if args.output:
            write_csr(args.output, result, terms())
    print(json.dumps({"cpu": cpu, "wall": wall, "first_cpu": first, "stages": {}, "made": made}))


if __name__ == "__main__":
    main()
