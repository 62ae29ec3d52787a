#!/usr/bin/env python3
"""How fast is retell beside what a user would pick instead? Runs all on one file in turn and writes a table.

    python3 benches/peers/corpus.py --output novels.jsonl     # or any JSON lines with id and text
    cargo build --release
    python3 benches/peers/compare.py --input novels.jsonl

First every contender runs once, unmeasured, and what claims to be the same is compared: a difference ends the script
with 1, and nothing is written. Then they run in turn (A B C A B C ...), a fresh process each. A peer that is not there
or does not build is skipped, and the table says so.
"""

import argparse
import dataclasses
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import facts
import table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# One thread wherever a contender has a pool; retell's command says for itself how many it uses.
ONE_THREAD = {
    "RAYON_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
}


@dataclasses.dataclass
class Contender:
    """One process to measure. `whole` takes the CPU time of the process, else the process says its own."""

    key: str
    command: list
    whole: bool = False
    environment: dict = dataclasses.field(default_factory=dict)
    # What is added for the unmeasured run whose result is checked.
    checking: list = dataclasses.field(default_factory=list)
    skipped: str = ""
    runs: list = dataclasses.field(default_factory=list)


class Failed(Exception):
    """A contender or a check that failed, with what it said."""


def run(contender, scratch, checking=False):
    """One process: CPU and wall seconds, peak memory in bytes, and what it says of itself."""
    command = [str(part) for part in contender.command + (contender.checking if checking else [])]
    environment = os.environ | ONE_THREAD | contender.environment
    with open(scratch / "stdout", "wb") as out, open(scratch / "stderr", "wb") as err:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = (scratch / "stderr").read_text(errors="replace").strip().splitlines()
        raise Failed(f"ended with {process.returncode}: {said[-1] if said else 'no message'}")
    measured = {
        "process_cpu": usage.ru_utime + usage.ru_stime,
        "process_wall": wall,
        # Linux counts in KiB, macOS in bytes.
        "peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }
    if contender.whole:
        return measured | {"cpu": measured["process_cpu"], "wall": wall, "stages": {}, "made": {}}
    return measured | json.loads((scratch / "stdout").read_text().splitlines()[-1])


def check(left, right, scratch, *flags):
    """What check.py says of two matrices, in a process of its own, so that this one stays small."""
    command = [sys.executable, HERE / "check.py", left, right, *flags]
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode not in (0, 1) or not result.stdout:
        raise Failed(f"check.py broke: {result.stderr.strip().splitlines()[-1:]}")
    return json.loads(result.stdout)


def build(name, feature=None):
    """The binary of a contender of Rust, or why there is none."""
    project = HERE / "rust"
    command = ["cargo", "build", "--release", "--quiet", "--bin", name, "--features", feature or name]
    print(f"building {name}", file=sys.stderr)
    try:
        result = subprocess.run(command, cwd=project, capture_output=True, text=True)
    except FileNotFoundError:
        return None, "cargo is not there"
    if result.returncode:
        errors = [line for line in result.stderr.splitlines() if line.startswith("error")]
        return None, f"does not build: {(errors or ['no message'])[0]}"
    target = Path(os.environ.get("CARGO_TARGET_DIR") or project / "target")
    return (target if target.is_absolute() else project / target) / "release" / name, ""


def missing(*modules):
    """Which Python modules are not there, asked in another process."""
    lacking = []
    for module in modules:
        found = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True)
        if found.returncode:
            lacking.append(module)
    return f"not installed: {', '.join(lacking)}" if lacking else ""


def contenders(args, work):
    """Everyone who may run, skipped ones included, and retell's own flags."""
    text, stop, results = work / "input.txt", work / "stop_words.txt", work / "results"
    everyone = []

    def add(key, command, skipped="", output="--output", **more):
        checking = [output, results / key] if output else []
        everyone.append(Contender(key, command, checking=checking, skipped=skipped, **more))

    rust = {name: build(name) for name in ("retell", "vtext", "linfa", "tantivy")}
    given = ["--input", args.input, "--stop-words", stop]
    binary, skipped = rust["retell"]
    if skipped:
        sys.exit(f"compare.py: the library {skipped}")
    for mode in ("defaults", "stems"):
        add(f"retell-{mode}", [binary, mode, *given])
        add(f"retell-{mode}-2", [binary, mode, *given, "--threads", "2"], output=None)
        if args.growth:
            smaller = ["--input", work / "tenth.jsonl", "--stop-words", stop]
            add(f"retell-{mode}-tenth", [binary, mode, *smaller], output=None)

    # The command: what it writes stays, for the check, and is written anew every time.
    whole_help = subprocess.run([args.retell, "vectorize", "--help"], capture_output=True, text=True).stdout
    lists = "--stop-words" in whole_help
    english = ["--analyzer", "sklearn", "--language", "en", "--stemmer", "snowball"]
    english += ["--stop-words", stop] if lists else []
    flags = {"defaults": ["--analyzer", "sklearn"], "stems": english}
    for mode, chosen in flags.items():
        for threads in (1, 2):
            key = f"command-{mode}-{threads}"
            tail = ["-o", results / f"{key}.npz", "--threads", threads, "--force", "-q"]
            free = {"environment": {"RAYON_NUM_THREADS": str(threads), "POLARS_MAX_THREADS": str(threads)}}
            add(key, [args.retell, "vectorize", args.input, *chosen, *tail], whole=True, output=None, **free)
        if args.growth:
            key = f"command-{mode}-tenth"
            tail = ["-o", results / f"{key}.npz", "--threads", 1, "--force", "-q"]
            add(key, [args.retell, "vectorize", work / "tenth.jsonl", *chosen, *tail], whole=True, output=None)
    tail = ["-o", results / "file-retell.npz", "--threads", 1, "--force", "-q"]
    add("file-retell", [args.retell, "vectorize", text, *english, "--weight", "count", *tail], whole=True, output=None)
    add("file-wc", ["wc", "-w", text], whole=True, output=None, environment={"LC_ALL": "C"})

    python = [sys.executable, HERE / "python_peers.py"]
    scikit, stemmer = missing("sklearn"), missing("sklearn", "Stemmer")
    add("sklearn-defaults", [*python, "sklearn", "defaults", *given], scikit)
    add("sklearn-stems", [*python, "sklearn", "stems", *given], stemmer)
    add("sklearn-stems-memo", [*python, "sklearn", "stems-memo", *given], stemmer)
    add("polars-stems", [*python, "polars", "stems", *given], missing("polars", "Stemmer"))
    for name, mode in (("linfa", "defaults"), ("vtext", "counts"), ("vtext", "hashing"), ("tantivy", "stems")):
        binary, skipped = rust[name]
        add(f"{name}-{mode}", [binary, mode, *given], skipped, output=None)
    return everyone, lists


def compare_results(args, work, present, lists):
    """Runs everyone once and compares what claims to be the same. Returns a line for each check."""
    results, lines = work / "results", []
    made = {}
    for contender in present:
        print(f"checking {contender.key}", file=sys.stderr)
        made[contender.key] = run(contender, work, checking=True)["made"]

    def same(claim, left, right, *flags):
        if args.perturb in ("all", claim):
            flags = (*flags, "--perturb")
        said = check(left, right, work, *flags)
        lines.append({"claim": claim, **said})
        return said

    keys = {contender.key for contender in present}
    rows = ["--input", args.input]
    if "sklearn-defaults" in keys:
        reference = results / "sklearn-defaults"
        same("library-defaults", reference, results / "retell-defaults")
        for threads in (1, 2):
            same(f"command-defaults-{threads}", reference, results / f"command-defaults-{threads}.npz", *rows)
    if "sklearn-stems" in keys:
        same("library-stems", results / "sklearn-stems", results / "retell-stems")
        same("memo-of-stems", results / "sklearn-stems", results / "sklearn-stems-memo")
        reference, counts = results / "sklearn-stems", results / "retell-stems" / "counts"
        if not lists:
            # The command has no list of stop words: what it is compared with is made without one too.
            reference, counts = results / "sklearn-stems-only", results / "retell-stems-only" / "counts"
            command = [sys.executable, HERE / "python_peers.py", "sklearn", "stems-only", *rows]
            run(Contender("", command, checking=["--output", reference]), work, checking=True)
            command = [next(one.command[0] for one in present if one.key == "retell-stems"), "stems", *rows]
            run(Contender("", command, checking=["--output", counts.parent]), work, checking=True)
            same("library-stems-only", reference, counts.parent)
        for threads in (1, 2):
            same(f"command-stems-{threads}", reference, results / f"command-stems-{threads}.npz", *rows)
        same("stems-of-a-file", counts, results / "file-retell.npz", "--tolerance", 0, "--sum-rows")
    if "polars-stems" in keys:
        same("polars-counts", results / "polars-stems", results / "retell-stems" / "counts", "--tolerance", 0)
    if args.perturb and args.perturb not in {"all"} | {line["claim"] for line in lines}:
        raise Failed(f"no check is called {args.perturb}")
    return lines, made


def matrix_bytes(work, key):
    """Bytes of a result: 12 a cell, 8 a row, and the terms."""
    directory = work / "results" / key
    files = [directory / name for name in ("indptr", "indices", "data", "vocabulary.txt")]
    return sum(file.stat().st_size for file in files)


def write_stop_words(path):
    """scikit-learn's English stop words, one a line."""
    words = "from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS as words; print(*sorted(words), sep='\\n')"
    listed = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    if listed.returncode:
        sys.exit("scikit-learn is needed, for its list of stop words at least: pip install scikit-learn")
    path.write_text(listed.stdout)


def prepare(args, work):
    """Input in the other forms: plain text, the list of stop words, the leading tenth. Returns what it is."""
    total = documents = 0
    digest = hashlib.sha256()
    with open(args.input, "rb") as file, open(work / "input.txt", "wb") as text:
        for line in file:
            digest.update(line)
            content = json.loads(line)["text"].encode()
            text.write(content + b"\n")
            total += len(content)
            documents += 1
    if not documents:
        sys.exit(f"compare.py: {args.input} has no documents")
    tenth = 0
    with open(args.input, "rb") as file, open(work / "tenth.jsonl", "wb") as part:
        for line in file:
            if 10 * tenth >= total:
                break
            tenth += len(json.loads(line)["text"].encode())
            part.write(line)
    write_stop_words(work / "stop_words.txt")
    return {
        "name": args.input.name,
        "sha256": digest.hexdigest(),
        "documents": documents,
        "text_bytes": total,
        "file_bytes": args.input.stat().st_size,
        "tenth_bytes": tenth,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", type=Path, required=True, help="JSON lines with id and text; corpus.py makes some")
    parser.add_argument("--retell", type=Path, default=ROOT / "target" / "release" / "retell", help="(%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each (%(default)s)")
    parser.add_argument("--growth", action="store_true", help="also measure retell on the leading tenth of the input")
    parser.add_argument("--only", nargs="+", help="only contenders whose key starts so; retell always runs")
    parser.add_argument("--output", type=Path, help="table without its ending (benches/results/DATE-peers)")
    parser.add_argument("--perturb", help="spoil the check of this name, or all, to see it fail")
    parser.add_argument("--check-only", action="store_true", help="compare the results and measure nothing")
    args = parser.parse_args()
    args.input, args.retell = args.input.resolve(), args.retell.resolve()
    if not args.input.is_file():
        sys.exit(f"compare.py: {args.input} is not there: corpus.py makes one")
    if not args.retell.is_file():
        sys.exit(f"compare.py: {args.retell} is not there: cargo build --release, or name it with --retell")
    if args.runs < 1:
        sys.exit("compare.py: --runs must be at least 1")
    output = args.output or ROOT / "benches" / "results" / f"{time.strftime('%Y-%m-%d', time.gmtime())}-peers"

    with tempfile.TemporaryDirectory(prefix="retell-peers-") as work:
        work = Path(work)
        (work / "results").mkdir()
        about = prepare(args, work)
        everyone, lists = contenders(args, work)
        if args.only:
            wanted = ("retell-", "command-", "file-", *args.only)
            everyone = [contender for contender in everyone if contender.key.startswith(wanted)]
        present = [contender for contender in everyone if not contender.skipped]
        for contender in everyone:
            if contender.skipped:
                print(f"skipping {contender.key}: {contender.skipped}", file=sys.stderr)
        try:
            checks, made = compare_results(args, work, present, lists)
            for line in checks:
                print(f"{line['claim']}: {line['differs'] or 'same'}", file=sys.stderr)
            if any(line["differs"] for line in checks):
                sys.exit("compare.py: what should be the same is not: nothing is measured")
            if args.check_only:
                return
            record = {"facts": facts.gather(ROOT, HERE, args.retell), "input": about, "runs": args.runs}
            for turn in range(args.runs):
                print(f"run {turn + 1} of {args.runs}", file=sys.stderr)
                for contender in present:
                    contender.runs.append(run(contender, work))
        except Failed as failed:
            sys.exit(f"compare.py: {failed}")
        record |= {
            "stop_words_in_command": lists,
            "checks": checks,
            "made": made,
            "matrix_bytes": {mode: matrix_bytes(work, f"retell-{mode}") for mode in ("defaults", "stems")},
            "skipped": {contender.key: contender.skipped for contender in everyone if contender.skipped},
            "contenders": {contender.key: contender.runs for contender in present},
        }
    output.parent.mkdir(parents=True, exist_ok=True)
    Path(f"{output}.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    Path(f"{output}.md").write_text(table.markdown(record), encoding="utf-8")
    print(f"{output}.md", file=sys.stderr)


if __name__ == "__main__":
    main()
