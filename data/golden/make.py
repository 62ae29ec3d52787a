"""Writes the numbers that the tests compare with: `python3 data/golden/make.py`.

- sklearn.json  counts and tf-idf of scikit-learn over a grid of options
- bm25.json     BM25 weights, computed here with numpy
- hashing.json  scikit-learn's HashingVectorizer
- tokens.json   scikit-learn's tokens of strings made to be difficult, and a checksum over every code point, once as
                tokens, once as characters; code points that this Unicode has no character for are left out of the second

The versions of all that had a say stand in each file. Floats are written with full precision (`repr`).
"""

import collections
import itertools
import json
import pathlib
import platform
import random
import re
import unicodedata

import numpy as np
import scipy
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfTransformer

HERE = pathlib.Path(__file__).parent

TEXTS = [
    "Ministers met in Oslo on Monday; the ministers’ talks on gas ended early. Gas prices rose 3.14% to €1,000.",
    "The gas deal wasn't signed. \"We don't know,\" said one minister — can't, won't, it's over.\n\nGas flows on.",
    "Die Straße nach Köln: Größe, Füße und Maß. STRASSE, Straße, ẞ. Gas!",
    "İstanbul'da görüşme: İzmir, ISPARTA, ışık, AİLE ve DİİL. Istanbul istanbul.",
    "ΟΔΥΣΣΕΥΣ ΚΑΙ ΣΊΣΥΦΟΣ. Σ ΣΑΣ ΣΑΣ' ΑΣ.Β Ὀδυσσεύς σοφός, όΣ. ΘΑΛΑΣΣΑΣ",
    "Министры встретились в Осло. МИНИСТРЫ говорили о газе; ёлка, Ёлка, їжак.",
    "日本語の文章です。東京で会談 東京で会談 ガス ｶﾞｽ 中文句子",
    "cafe\u0301 caf\u00e9 CAFÉ re\u0301sume\u0301 a\u0308b हिन्दी में नमस्ते தமிழ் مُحَمَّد مرحبا",
    "①② ½ x½ Ⅴ Ⅴⅰ ² m² km² ㊿㊿ ٣٤ ४२ 42 007 3d _ __ _x_ snake_case __init__",
    "",
    " \n\t ",
    "a I x ! ? … —",
    "Gas, gas, GAS: gas-fired, gas/oil, e-mail@example.com, https://example.com/a_b?c=d&e=f. Oil oil.",
    "ﬁnal oﬃce Ǆungla ǅungla ŉ ſtop µm Ωhm K Å ǰ \u1e9e\u1e9e ΐ ΰ ᾳ ᾼ ᾈα",
    "🦀🦀 crab🦀crab 👩‍👩‍👧 nbsp\u00a0space zero\u200bwidth zwj\u200dzwj soft\u00adhyphen rtl\u200fmark nul\u0000nul",
    "two  spaces\t\ttabs\ttab \x1c\x1d\x1esep\x1fsep\x85nel nb\u00a0\u00a0sp\u3000wide\r\n\r\nlines\nline\u2028\u2029 ",
    "Oslo Oslo Oslo gas on the the the Monday Monday ministers minister ministers",
]

OTHERS = ["Gas for Oslo and for Köln, Straße straße STRASSE.", "nothing known here", "", "ministers ministers 42 東京で会談"]

VOCABULARY = ["oslo", "gas", "straße", "absent term", "the the", "ministers", "42"]

STOP_WORDS = ["the", "on", "gas", "don", "can't", "straße"]

COUNTS = [
    {},
    {"ngram_range": (1, 2)},
    {"ngram_range": (2, 3)},
    {"ngram_range": (3, 3), "binary": True},
    {"min_df": 2},
    {"min_df": 2, "max_df": 3},
    {"min_df": 0.1, "max_df": 0.3},
    {"min_df": 0.125},
    {"max_df": 1},
    {"max_df": 1.0, "min_df": 1},
    {"min_df": 0.0, "max_df": 0.0625},
    {"max_df": 0.1875},
    {"binary": True},
    {"max_features": 5},
    {"max_features": 2, "min_df": 2},
    {"max_features": 3, "binary": True},
    {"max_features": 100000},
    {"vocabulary": VOCABULARY},
    {"vocabulary": VOCABULARY, "ngram_range": (1, 2), "binary": True},
    {"stop_words": STOP_WORDS},
    {"stop_words": STOP_WORDS, "ngram_range": (1, 3), "min_df": 2},
    {"ngram_range": (1, 2), "min_df": 2, "max_df": 0.5, "max_features": 8},
    {"stop_words": "english", "ngram_range": (1, 2)},
    {"analyzer": "char"},
    {"analyzer": "char", "ngram_range": (2, 4), "min_df": 3},
    {"analyzer": "char", "ngram_range": (5, 9), "min_df": 2, "max_df": 4},
    {"analyzer": "char", "ngram_range": (19, 19), "binary": True},
    {"analyzer": "char", "ngram_range": (40, 1000), "max_df": 3, "vocabulary": ["gas" * 20, " \n\t "]},
    {"analyzer": "char_wb"},
    {"analyzer": "char_wb", "ngram_range": (2, 3), "min_df": 2},
    {"analyzer": "char_wb", "ngram_range": (5, 8), "stop_words": STOP_WORDS},
    {"analyzer": "char_wb", "ngram_range": (17, 60)},
    {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 3, "max_df": 0.5},
]

# Words whose MurmurHash3 is the least 32-bit number, which has no absolute value there.
LEAST = "akqlrggi auozubow akqlrggi gas"

HASHING = [
    {},
    {"n_features": 16},
    {"n_features": 16, "alternate_sign": False, "norm": "l1"},
    {"n_features": 16, "norm": None},
    {"n_features": 16, "norm": "l1", "ngram_range": (1, 2)},
    {"n_features": 16, "binary": True},
    {"n_features": 7, "binary": True, "norm": None, "alternate_sign": False},
    {"n_features": 1, "norm": None},
    {"n_features": 2**31 - 1, "norm": None},
    {"n_features": 1000, "norm": None, "ngram_range": (2, 3), "stop_words": STOP_WORDS},
    {"n_features": 64, "analyzer": "char", "ngram_range": (1, 3)},
    {"n_features": 999, "analyzer": "char_wb", "ngram_range": (3, 5), "norm": None},
]

WEIGHED = [0, 1, 4, 12, 17]

TFIDF = [
    {"smooth_idf": smooth, "sublinear_tf": sublinear, "norm": norm, "use_idf": True}
    for smooth, sublinear, norm in itertools.product([True, False], [False, True], ["l2", "l1", None])
] + [{"smooth_idf": True, "sublinear_tf": True, "norm": "l2", "use_idf": False}]

BM25 = [{"k1": k1, "b": b} for k1, b in [(1.2, 0.75), (2.0, 0.0), (0.0, 1.0), (0.9, 0.4)]]


def versions():
    return {
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def write(name, content):
    path = HERE / name
    path.write_text(json.dumps({"versions": versions(), **content}, ensure_ascii=True, separators=(",", ":")) + "\n")
    print(path.name, path.stat().st_size, "bytes")


def sparse(matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return {
        "indptr": matrix.indptr.tolist(),
        "indices": matrix.indices.tolist(),
        "data": matrix.data.tolist(),
    }


def no_tie_at_the_cut(options):
    """numpy's order of equal counts is nobody's promise, so no case may depend on it."""
    if "max_features" not in options:
        return
    full = CountVectorizer(**{**options, "max_features": None})
    totals = np.sort(np.asarray(full.fit_transform(TEXTS).sum(axis=0)).ravel())[::-1]
    cut = options["max_features"]
    assert cut >= len(totals) or totals[cut - 1] > totals[cut], (options, totals[:12])


def counted(options):
    no_tie_at_the_cut(options)
    vectorizer = CountVectorizer(**options)
    return vectorizer, vectorizer.fit_transform(TEXTS)


def make_sklearn():
    counts = []
    for options in COUNTS:
        vectorizer, matrix = counted(options)
        counts.append(
            {
                "options": options,
                "vocabulary": vectorizer.get_feature_names_out().tolist(),
                "counts": sparse(matrix),
                "transformed": sparse(vectorizer.transform(OTHERS)),
            }
        )
    tfidf = []
    for case in WEIGHED:
        vectorizer, matrix = counted(COUNTS[case])
        for options in TFIDF:
            # A given term in no text has an infinite idf without smoothing; there the project goes its own way.
            if "vocabulary" in COUNTS[case] and not options["smooth_idf"]:
                continue
            transformer = TfidfTransformer(**options)
            weights = transformer.fit_transform(matrix)
            tfidf.append(
                {
                    "counts": case,
                    "options": options,
                    "idf": transformer.idf_.tolist() if options["use_idf"] else [1.0] * matrix.shape[1],
                    "weights": sparse(weights),
                    "transformed": sparse(transformer.transform(vectorizer.transform(OTHERS))),
                }
            )
    write("sklearn.json", {"texts": TEXTS, "others": OTHERS, "counts": counts, "tfidf": tfidf})


def bm25(counts, df, n, mean_length, k1, b):
    idf = np.log(1 + (n - df + 0.5) / (df + 0.5))
    lengths = counts.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        weights = idf * counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / mean_length))
    return np.where(counts > 0, weights, 0.0)


def make_bm25():
    vectorizer, matrix = counted({"min_df": 2})
    dense = matrix.toarray().astype(float)
    df, n, mean_length = (dense > 0).sum(axis=0), dense.shape[0], dense.sum(axis=1).mean()
    others = vectorizer.transform(OTHERS).toarray().astype(float)
    cases = [
        {
            "options": options,
            "weights": bm25(dense, df, n, mean_length, **options).tolist(),
            "transformed": bm25(others, df, n, mean_length, **options).tolist(),
        }
        for options in BM25
    ]
    write("bm25.json", {"texts": TEXTS, "others": OTHERS, "min_df": 2, "cases": cases})


def make_hashing():
    texts = [*TEXTS, LEAST]
    cases = [{"options": options, "matrix": sparse(HashingVectorizer(**options).transform(texts))} for options in HASHING]
    single = HashingVectorizer(n_features=100, dtype=np.float32).transform(texts)
    write("hashing.json", {"texts": texts, "cases": cases, "n_features": 100, "single": sparse(single)})


def fnv1a(text, state=0xCBF29CE484222325):
    for byte in text.encode():
        state = (state ^ byte) * 0x100000001B3 % 2**64
    return state


def make_tokens():
    pattern = re.compile(r"(?u)\b\w\w+\b")
    analyze = CountVectorizer().build_analyzer()
    pool = list("abzABZ019_ .,-'’\n\t") + list("éßẞİıΣσςΑαΆЁё日本ｶ①½Ⅴⅴ²٣४\u0301\u0307\u0345\u0308ª\u00ad\u200d\u200bǅŉﬁ🦀\u0900\u0939\u093f")
    chance = random.Random(20261)
    strings = ["".join(chance.choice(pool) for _ in range(chance.randint(0, 24))) for _ in range(600)]
    strings += ["ΑΣ'" + s for s in ("", "Β", "'", "\u0301", "\u0301Β", " Β", "1", "_")] + ["Σ", "ΣΣ", "'ΣΑΣ", "1Σ", "\u0345Σ"]
    everything = []
    for start in range(0, 0x110000, 4096):
        block = " ".join(chr(p) * 2 for p in range(start, start + 4096) if not 0xD800 <= p < 0xE000)
        tokens = analyze(block)
        assert tokens == pattern.findall(block.lower())
        everything.append(f"{fnv1a(' '.join(tokens)):016x}")
    cases = [{"text": s, "tokens": analyze(s)} for s in strings]
    unassigned, characters = make_characters()
    write(
        "tokens.json",
        {"block": 4096, "checksums": everything, "cases": cases, "unassigned": unassigned, "characters": characters},
    )


def make_characters():
    analyze = CountVectorizer(analyzer="char").build_analyzer()
    unassigned, checksums = [], []
    for start in range(0, 0x110000, 4096):
        text = ""
        for point in range(start, start + 4096):
            if unicodedata.category(chr(point)) == "Cn":
                if not unassigned or unassigned[-1][1] != point - 1:
                    unassigned.append([point, point])
                unassigned[-1][1] = point
            elif not 0xD800 <= point < 0xE000:
                # Twice, so that white space is folded.
                text += chr(point) * 2 + "x"
        counts = collections.Counter(analyze(text))
        # A block with no character in it has no n-gram; the empty sum is told as such.
        listed = " ".join(f"{gram}{counts[gram]}" for gram in sorted(counts))
        checksums.append(f"{fnv1a(listed):016x}")
    return unassigned, checksums


if __name__ == "__main__":
    make_sklearn()
    make_bm25()
    make_hashing()
    make_tokens()
