"""The measured runs as Markdown: a table for each task, the checks, and the bounds that retell is held to."""

from statistics import median

# For each task: its title, what its ratios are counted in, and its contenders (key, name, stage or None for the sum).
TASKS = [
    (
        "tf-idf as `TfidfVectorizer()` has it",
        ("retell-defaults", None),
        [
            ("retell-defaults", "retell, texts in memory", None),
            ("retell-defaults-2", "retell, texts in memory, two threads", None),
            ("command-defaults-1", "`retell vectorize`, file to file", None),
            ("command-defaults-2", "`retell vectorize`, file to file, two threads", None),
            ("sklearn-defaults", "scikit-learn `TfidfVectorizer`", None),
            ("linfa-defaults", "linfa-preprocessing `TfIdfVectorizer` ¹", None),
        ],
    ),
    (
        "tf-idf without English stop words, of stems",
        ("retell-stems", None),
        [
            ("retell-stems", "retell, texts in memory", None),
            ("retell-stems-2", "retell, texts in memory, two threads", None),
            ("command-stems-1", "`retell vectorize`, file to file", None),
            ("command-stems-2", "`retell vectorize`, file to file, two threads", None),
            ("sklearn-stems", "scikit-learn with PyStemmer", None),
            ("sklearn-stems-memo", "scikit-learn with PyStemmer and a memo of stems", None),
            ("polars-stems", "polars expressions with PyStemmer, counts only", None),
            ("tantivy-stems", "tantivy's English analyzer, tokens only ²", None),
        ],
    ),
    (
        "Counts",
        ("retell-defaults", "count"),
        [
            ("retell-defaults", "retell, texts in memory", "count"),
            ("vtext-counts", "vtext `CountVectorizer` ³", None),
            ("vtext-hashing", "vtext `HashingVectorizer` ³", None),
        ],
    ),
    (
        "Stems and counts of a plain text file",
        ("file-retell", None),
        [
            ("file-retell", "`retell vectorize FILE.txt --weight count`, one thread", None),
            ("file-wc", "`LC_ALL=C wc -w FILE.txt`, words counted only", None),
        ],
    ),
]

NOTES = """\
CPU is user and system time. Of what works on texts in memory it is that of the call alone, the texts being loaded;
of a command it is the whole process, reading and writing included. What works on texts in memory makes its call twice,
with nothing kept of the first: CPU, ×, and wall are those of the next call. The first call, which also pays for memory
that the process has not touched before and for what is set up once, has a column of its own. × is the CPU time in that
of the task's first row, the median of the ratios of each turn with the least and the greatest; above 1 is slower than
retell. MB is 10⁶ bytes of text. The peak is that of the whole process, its texts included; less than about 20 MB cannot
be told.

¹ Folds Unicode by NFKD, and does not scale the rows. ² Splits at what is not alphanumeric and keeps single letters.
³ Lower-cases ASCII only.
"""

CLAIMS = {
    "library-defaults": "retell in memory and scikit-learn, defaults",
    "library-stems": "retell in memory and scikit-learn, stop words and stems",
    "library-stems-only": "retell in memory and scikit-learn, stems without stop words",
    "command-defaults-1": "`retell vectorize` and scikit-learn, defaults",
    "command-defaults-2": "the same, two threads",
    "command-stems-1": "`retell vectorize` and scikit-learn, stems",
    "command-stems-2": "the same, two threads",
    "memo-of-stems": "scikit-learn with and without a memo of stems",
    "stems-of-a-file": "counts of the plain text file and those of its documents",
    "polars-counts": "retell's counts of stems and polars'",
}


def values(record, key, stage=None, field="cpu"):
    """One number a turn, or nothing if it did not run or does not say."""
    runs = record["contenders"].get(key, [])
    if field == "first_cpu":
        # Commands have one call only.
        runs = [run for run in runs if field in run]
    return [run["stages"][stage] if stage and field == "cpu" else run[field] for run in runs]


def spread(numbers, digits):
    """Median (least-greatest)."""
    return f"{median(numbers):.{digits}f} ({min(numbers):.{digits}f}–{max(numbers):.{digits}f})"


def ratios(above, below):
    """The ratio of every turn."""
    return [a / b for a, b in zip(above, below)]


def rows(record, unit, listed):
    text = record["input"]["text_bytes"]
    base = values(record, *unit)
    for key, name, stage in listed:
        if key in record["skipped"]:
            yield f"| {name} | skipped: {record['skipped'][key]} | | | | | | |"
        cpu = values(record, key, stage)
        if not cpu:
            continue
        first = [] if stage else values(record, key, field="first_cpu")
        wall = "" if stage else f"{median(values(record, key, field='wall')):.2f}"
        peak = max(values(record, key, field="peak")) / 1e6
        times = "1" if (key, stage) == unit else spread(ratios(cpu, base), 2)
        made = record["made"].get(key) or {}
        what = " ".join(f"{made[part]:,} {part}" for part in ("columns", "cells", "tokens") if part in made)
        yield (
            f"| {name} | {spread(cpu, 3)} | {text / median(cpu) / 1e6:.1f} | {times} "
            f"| {spread(first, 3) if first else ''} | {wall} | {peak:.0f} | {what} |"
        )


def bounds(record):
    """(what, bound, measured as text, whether it holds) of everything that was measured; None for information."""

    def at_least(what, bound, numbers):
        if numbers:
            yield what, f"≥ {bound}", spread(numbers, 2), median(numbers) >= bound

    def at_most(what, bound, numbers):
        if numbers:
            yield what, f"≤ {bound}", spread(numbers, 2), median(numbers) <= bound

    def for_information(what, numbers):
        if numbers:
            yield what, "", spread(numbers, 2), None

    def of(key, field="cpu"):
        return values(record, key, field=field)

    def pair(above, below, field="cpu"):
        return ratios(of(above, field), of(below, field))

    scikit = "scikit-learn's `fit_transform`"
    for mode, name, bound in (("defaults", "defaults", 20), ("stems", "stop words and stems", 35)):
        both = (f"sklearn-{mode}", f"retell-{mode}")
        yield from at_least(f"{scikit} in retell's, {name}, next call", bound, pair(*both))
        yield from for_information(f"{scikit} in retell's, {name}, first call", pair(*both, "first_cpu"))
    yield from at_least("vtext's counts in retell's tf-idf, defaults", 6, pair("vtext-counts", "retell-defaults"))
    yield from at_least(f"{scikit} in the command, defaults", 12, pair("sklearn-defaults", "command-defaults-1"))
    yield from at_least(f"{scikit} in the command, stems", 20, pair("sklearn-stems", "command-stems-1"))
    yield from at_most("stems and counts of a file in `wc -w`", 1, pair("file-retell", "file-wc"))
    for mode in ("defaults", "stems"):
        library = pair(f"retell-{mode}", f"retell-{mode}-2", "wall")
        yield from at_least(f"one thread's wall time in that of two, in memory, {mode} (of few calls: see `threads.py`)", 1.8, library)
        command = pair(f"command-{mode}-1", f"command-{mode}-2", "wall")
        yield from at_least(f"one thread's wall time in that of two, command, {mode}", 1.8, command)
    part = record["input"]["tenth_bytes"] / record["input"]["text_bytes"]
    for mode in ("defaults", "stems"):
        for who, name in (("retell", "in memory"), ("command", "command")):
            full = of(f"retell-{mode}" if who == "retell" else f"command-{mode}-1")
            grown = [10 * part * ratio for ratio in ratios(full, of(f"{who}-{mode}-tenth"))]
            yield from at_most(f"CPU time of ten times the text, {name}, {mode}", 10.5, grown)
    for mode in ("defaults", "stems"):
        peaks = of(f"command-{mode}-1", "peak")
        # Without a list of stop words the command's matrix is larger than the one whose size is known.
        if peaks and (mode == "defaults" or record["stop_words_in_command"]):
            bound = 1.3 * record["matrix_bytes"][mode] / 1e6 + 64
            what = f"peak memory of the command in MB, {mode} (1.3 × matrix and vocabulary + 64)"
            yield what, f"≤ {bound:.0f}", spread([peak / 1e6 for peak in peaks], 0), max(peaks) / 1e6 <= bound


def listing(facts):
    """The facts that are tables of versions, in one line."""
    return ", ".join(f"{name} {version}" for name, version in facts.items())


def markdown(record):
    """The whole page."""
    facts, about = record["facts"], record["input"]
    lines = [
        "# Vectorising beside the peers",
        "",
        f"{facts['date']}, commit {facts['commit']} ({facts['binary']}), {facts['cpu']}, {facts['system']}, "
        f"load {facts['load_average']:.2f} at the start. {facts['rustc']}; {listing(facts['crates'])}; "
        f"{listing(facts['python'])}; {facts['wc']}.",
        "",
        f"Input: {about['name']}, {about['documents']:,} documents, {about['text_bytes'] / 1e6:.1f} MB of text, "
        f"sha256 {about['sha256'][:16]}…. {record['runs']} runs of each in turn: median (least–greatest).",
    ]
    for title, unit, listed in TASKS:
        body = list(rows(record, unit, listed))
        if body:
            head = "| | CPU s | MB/s | × | first call s | wall s | peak MB | made |"
            lines += ["", f"## {title}", "", head, "|---|---|---|---|---|---|---|---|", *body]
    if not record["stop_words_in_command"]:
        lines += ["", "The command took no list of stop words: with stems it counted and weighed every word."]
    lines += ["", NOTES, "## Checked to be the same", "", "| | largest difference of a cell |", "|---|---|"]
    lines += [f"| {CLAIMS[line['claim']]} | {line['largest']:.1e} |" for line in record["checks"]]
    lines += ["", "## Bounds", "", "| | bound | measured | |", "|---|---|---|---|"]
    for what, bound, measured, holds in bounds(record):
        verdict = {True: "holds", False: "**missed**", None: "for information"}[holds]
        lines.append(f"| {what} | {bound} | {measured} | {verdict} |")
    return "\n".join(lines) + "\n"
