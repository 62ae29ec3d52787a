#!/usr/bin/env python3
"""How much faster are two threads than one, and how much faster could they be on this machine?

    python3 benches/peers/corpus.py --output novels.jsonl     # or any JSON lines with id and text
    python3 benches/peers/threads.py --input novels.jsonl

Texts in memory to weights, by turns: on one thread, on two, and twice at once on one thread each. What is done twice at
once shares nothing but the texts, so it is what the machine allows: its cores share memory, caches and clock rates, and a
virtual machine's share its host with strangers.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compare
import facts

# How many times as fast two threads are to be as one.
BOUND = 1.8
MODES = {"defaults": "`TfidfVectorizer()`", "stems": "stop words and stems"}


def measure(args, binary, stop_words):
    """Seconds of each turn, by mode and kind, of several processes in turn."""
    laps = {mode: {} for mode in MODES}
    for number in range(args.processes):
        print(f"process {number + 1} of {args.processes} for each", file=sys.stderr)
        for mode in MODES:
            command = [binary, mode, "--input", args.input, "--stop-words", stop_words, "--turns", args.turns]
            result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
            if result.returncode:
                sys.exit(f"threads.py: {mode}: {result.stderr.strip()}")
            for kind, seconds in json.loads(result.stdout).items():
                laps[mode].setdefault(kind, []).extend(seconds)
    return laps


def quartiles(values):
    low, median, high = statistics.quantiles(values, n=4)
    return f"{median:.2f} ({low:.2f}–{high:.2f})"


def markdown(record):
    about, turns = record["facts"], record["processes"] * record["turns"]
    lines = [
        "# What two threads gain",
        "",
        f"{about['date']}, commit {about['commit']}, {about['cpu']}, {about['system']}, load "
        f"{about['load_average']:.2f} at the start. {about['rustc']}.",
        "",
        f"`benches/peers/threads.py` on {record['input']}: texts in memory to weights by the wall clock, {turns} turns in "
        f"{record['processes']} processes.",
        "Median of the turns, and its quartiles. *Apart* is the same work twice at once, on one thread each: what the machine allows.",
        "",
        "| | one thread, s | two threads, s | two threads in one | wanted | apart in one | two threads in apart |",
        "|---|---|---|---|---|---|---|",
    ]
    for mode, name in MODES.items():
        one, two, apart = (record["laps"][mode][kind] for kind in ("one", "two", "apart"))
        gains = [alone / both for alone, both in zip(one, two)]
        cells = [
            f"{statistics.median(one):.3f}",
            f"{statistics.median(two):.3f}",
            quartiles(gains),
            f"≥ {BOUND} {'holds' if statistics.median(gains) >= BOUND else '**missed**'}",
            quartiles([2 * alone / both for alone, both in zip(one, apart)]),
            quartiles([both / 2 / shared for both, shared in zip(apart, two)]),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", type=Path, required=True, help="JSON lines with id and text; corpus.py makes some")
    parser.add_argument("--processes", type=int, default=5, help="processes for each mode (%(default)s)")
    parser.add_argument("--turns", type=int, default=9, help="turns of each process (%(default)s)")
    parser.add_argument("--output", type=Path, help="table without its ending (benches/results/DATE-threads)")
    args = parser.parse_args()
    args.input = args.input.resolve()
    if not args.input.is_file():
        sys.exit(f"threads.py: {args.input} is not there: corpus.py makes one")
    if args.turns < 2 or args.processes < 1:
        sys.exit("threads.py: --turns must be at least 2, --processes at least 1")
    if (os.cpu_count() or 1) < 2:
        sys.exit("threads.py: there is one core")
    binary, problem = compare.build("threads", "retell")
    if problem:
        sys.exit(f"threads.py: the library {problem}")
    output = args.output or compare.ROOT / "benches" / "results" / f"{time.strftime('%Y-%m-%d', time.gmtime())}-threads"
    record = {"facts": facts.gather(compare.ROOT, compare.HERE, binary), "input": args.input.name}
    with tempfile.TemporaryDirectory(prefix="retell-threads-") as work:
        stop_words = Path(work) / "stop_words.txt"
        compare.write_stop_words(stop_words)
        record |= {"processes": args.processes, "turns": args.turns, "laps": measure(args, binary, stop_words)}
    output.parent.mkdir(parents=True, exist_ok=True)
    Path(f"{output}.json").write_text(json.dumps(record, sort_keys=True) + "\n", encoding="utf-8")
    Path(f"{output}.md").write_text(markdown(record), encoding="utf-8")
    print(f"{output}.md", file=sys.stderr)


if __name__ == "__main__":
    main()
