#!/usr/bin/env python3
"""How much faster are two threads than one, and how much faster could they be on this machine?

    python3 benches/peers/corpus.py --output novels.jsonl     # or any JSON lines with id and text
    python3 benches/peers/threads.py --input novels.jsonl

In turn, and in an order that is drawn anew for each turn: a process that works on one thread, one that works on two, and
two processes at once that work on one thread each and share nothing. Each calls `fit_transform` on texts in memory
several times; the first call, and of two processes at once the last, when one of them may be alone, do not count. What two
processes get done in the time of one is what the machine allows: cores share caches, memory and clock rates, and a virtual
machine's share its host with strangers.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compare
import facts

MODES = {"defaults": "`TfidfVectorizer()`", "stems": "stop words and stems"}


def start(binary, mode, input_, stop_words, threads, calls):
    command = [binary, mode, "--input", input_, "--stop-words", stop_words, "--threads", threads, "--calls", calls]
    return subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)


def walls(process):
    said = process.communicate()[0]
    if process.returncode:
        sys.exit(f"threads.py: retell ended with {process.returncode}")
    return json.loads(said.splitlines()[-1])["walls"]


def spread(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def markdown(record):
    about, laps = record["facts"], record["laps"]
    lines = [
        "# What two threads gain",
        "",
        f"{about['date']}, commit {about['commit']}, {about['cpu']}, {about['system']}, load "
        f"{about['load_average']:.2f} at the start. {about['rustc']}.",
        "",
        f"`benches/peers/threads.py` on {record['input']}: texts in memory to weights, {record['turns']} turns of {record['calls'] - 1}"
        " calls that count. Seconds by the wall clock are medians over all calls; how many times as much is done as on one",
        "thread is told by the medians of each turn (median of turns, least and greatest), and by the fastest tenth of all calls.",
        "",
        "| | one thread, s | two threads, s | two processes, s | two threads do × | two processes do × | two threads, fastest tenth "
        "| two processes, fastest tenth |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for mode, name in MODES.items():
        one, two, pair = (laps[f"{mode}-{kind}"] for kind in ("one", "two", "pair"))
        median = lambda turns: statistics.median(lap for turn in turns for lap in turn)
        tenth = lambda turns: sorted(lap for turn in turns for lap in turn)[sum(map(len, turns)) // 10]
        ratio = lambda times, turns: [
            times * statistics.median(alone) / statistics.median(turn) for alone, turn in zip(one, turns)
        ]
        cells = [f"{median(turns):.3f}" for turns in (one, two, pair)]
        cells += [spread(ratio(1, two)), spread(ratio(2, pair))]
        cells += [f"{tenth(one) / tenth(two):.2f}", f"{2 * tenth(one) / tenth(pair):.2f}"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", type=Path, required=True, help="JSON lines with id and text; corpus.py makes some")
    parser.add_argument("--turns", type=int, default=9, help="measured turns (%(default)s)")
    parser.add_argument("--calls", type=int, default=8, help="calls of each process, at least 3 (%(default)s)")
    parser.add_argument("--output", type=Path, help="table without its ending (benches/results/DATE-threads)")
    args = parser.parse_args()
    args.input = args.input.resolve()
    if not args.input.is_file():
        sys.exit(f"threads.py: {args.input} is not there: corpus.py makes one")
    if args.turns < 1 or args.calls < 3:
        sys.exit("threads.py: --turns must be at least 1, --calls at least 3")
    if (os.cpu_count() or 1) < 2:
        sys.exit("threads.py: there is one core")
    binary, problem = compare.build("retell")
    if problem:
        sys.exit(f"threads.py: the library {problem}")
    output = args.output or compare.ROOT / "benches" / "results" / f"{time.strftime('%Y-%m-%d', time.gmtime())}-threads"
    laps = {}
    about = facts.gather(compare.ROOT, compare.HERE, binary)
    with tempfile.TemporaryDirectory(prefix="retell-threads-") as work:
        work = Path(work)
        compare.prepare(args, work)
        for turn in range(args.turns):
            print(f"turn {turn + 1} of {args.turns}", file=sys.stderr)
            jobs = [(mode, kind) for mode in MODES for kind in ("one", "two", "pair")]
            random.shuffle(jobs)
            for mode, kind in jobs:
                threads = 2 if kind == "two" else 1
                given = (binary, mode, args.input, work / "stop_words.txt", threads, args.calls)
                if kind == "pair":
                    both = [start(*given), start(*given)]
                    found = [lap for process in both for lap in walls(process)[:-1]]
                else:
                    found = walls(start(*given))
                laps.setdefault(f"{mode}-{kind}", []).append(found)
    record = {"facts": about, "input": args.input.name, "turns": args.turns, "calls": args.calls, "laps": laps}
    output.parent.mkdir(parents=True, exist_ok=True)
    Path(f"{output}.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    Path(f"{output}.md").write_text(markdown(record), encoding="utf-8")
    print(f"{output}.md", file=sys.stderr)


if __name__ == "__main__":
    main()
