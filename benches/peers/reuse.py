#!/usr/bin/env python3
"""How fast, and how well, does retell find reuse beside what a user would pick instead?

    pip install datasketch copydetect text-matcher
    cargo build --release
    python3 benches/peers/reuse.py --pan ../shared/eval/pan13

Two jobs. *Planted*: made-up articles, one in three of which takes a passage from an earlier one, with some words changed; every
article is held against every other, and what is counted is how many of the planted passages are found. *PAN*: listed pairs of
the PAN 2013 text alignment corpus (--pan FOLDER), scored by plagdet (Potthast et al. 2010), reported by kind of obfuscation.
All do the same work in turn, in a fresh process each, with one thread. Before anything is measured the measures are tried on
the truth itself, which must score 1, and on nothing, which must score 0.
"""

import argparse
import collections
import datetime
import json
import math
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus
import reuse_peers

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ONE_THREAD = {"RAYON_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
KEYS = ("target", "target_start", "target_end", "source", "source_start", "source_end")
# What obfuscation the subsets of PAN 2013 have.
SUBSETS = {"01": "nothing shared", "02": "none", "03": "random", "04": "translation", "05": "summary"}
# Share of the words of a planted passage that are changed.
EDITS = 0.04
# A planted passage is found where so much of it is told, on both sides.
FOUND = 0.5


def planted(articles, seed=7):
    """Made-up articles of about 400 words and the passages planted in them. Words are drawn by Zipf's law."""
    draw = random.Random(seed)
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
    vocabulary = ["".join(draw.choice(syllables) for _ in range(draw.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (rank + 2.7) for rank in range(len(vocabulary))]
    words = lambda n: draw.choices(vocabulary, weights, k=n)
    texts, truth = [], []
    for at in range(articles):
        body = words(draw.randint(250, 550))
        plant = None
        if at and draw.random() < 1 / 3:
            source = draw.randrange(at)
            of = texts[source]
            n = draw.randint(20, min(120, len(of)))
            start = draw.randrange(len(of) - n + 1)
            copied = [words(1)[0] if draw.random() < EDITS else word for word in of[start : start + n]]
            place = draw.randrange(len(body))
            body[place:place] = copied
            plant = (at, place, place + n, source, start, start + n)
        texts.append(body)
        if plant:
            truth.append(plant)
    span = lambda of, start, end: (len(" ".join(of[:start])) + (start > 0), len(" ".join(of[:end])))
    name = "a{:06d}".format
    documents = [{"id": name(at), "text": " ".join(of)} for at, of in enumerate(texts)]
    rows = [(name(t), *span(texts[t], a, b), name(s), *span(texts[s], c, d)) for t, a, b, s, c, d in truth]
    return documents, [dict(zip(KEYS, row)) for row in rows]


def share(a, b, spans):
    """How much of a..b the spans cover."""
    covered, end = 0, a
    for start, until in sorted(spans):
        start, until = max(start, end), min(until, b)
        if start < until:
            covered, end = covered + until - start, until
    return covered / max(1, b - a)


def recall(truth, found):
    """The share of planted passages that are found, whichever of the two articles is called the target."""
    by_pair = collections.defaultdict(list)
    for row in found:
        by_pair[row["target"], row["source"]].append([row[key] for key in (KEYS[1], KEYS[2], KEYS[4], KEYS[5])])
        by_pair[row["source"], row["target"]].append([row[key] for key in (KEYS[4], KEYS[5], KEYS[1], KEYS[2])])
    hits = 0
    for row in truth:
        spans = by_pair.get((row["target"], row["source"]), [])
        here = share(row["target_start"], row["target_end"], [span[:2] for span in spans])
        there = share(row["source_start"], row["source_end"], [span[2:] for span in spans])
        hits += here >= FOUND and there >= FOUND
    return hits / max(1, len(truth))


def plagdet(gold, found):
    """plagdet, recall, precision and granularity, macro-averaged over passages (Potthast et al. 2010)."""
    sides = lambda row: ((row[KEYS[1]], row[KEYS[2]]), (row[KEYS[4]], row[KEYS[5]]))
    grouped = lambda rows: [(pair, [sides(row) for row in of]) for pair, of in by_pair(rows).items()]
    gold, found = dict(grouped(gold)), dict(grouped(found))

    def cover(one, others):
        meet = [
            [(max(a[0], b[0]), min(a[1], b[1])) for a, b in zip(one, other)]
            for other in others
        ]
        meet = [both for both in meet if all(start < end for start, end in both)]
        length = sum(end - start for start, end in one)
        covered = sum(share(*one[side], [both[side] for both in meet]) * (one[side][1] - one[side][0]) for side in (0, 1))
        return covered / max(1, length), len(meet)

    def mean(of, others):
        covers = [cover(one, others.get(pair, [])) for pair, ones in of.items() for one in ones]
        return sum(c for c, _ in covers) / len(covers) if covers else 0.0, [n for _, n in covers if n]

    r, times = mean(gold, found)
    p, _ = mean(found, gold)
    granularity = sum(times) / len(times) if times else 1.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"plagdet": f / math.log2(1 + granularity), "recall": r, "precision": p, "granularity": granularity}


def by_pair(rows):
    pairs = collections.defaultdict(list)
    for row in rows:
        pairs[row["target"], row["source"]].append(row)
    return pairs


def pan(folder, every):
    """Documents, listed pairs and passages of the half of PAN that is reported on: odd sources. Every so many of its pairs."""
    read = lambda name: [json.loads(line) for line in corpus.lines(folder / name)]
    number = lambda name: int("".join(c for c in name if c.isdigit()) or 0)
    listed = [row for row in read("pair_list.jsonl.zst") if number(row["src"]) % 2 == 1][::every]
    pairs = [{"target": row["susp"], "source": row["src"], "subset": row["subset"][:2]} for row in listed]
    chosen = {(pair["target"], pair["source"], pair["subset"]) for pair in pairs}
    gold = [
        dict(zip(KEYS, (row["susp"], row["susp_offset"], row["susp_offset"] + row["susp_length"],
                        row["src"], row["src_offset"], row["src_offset"] + row["src_length"])),
             subset=row["subset"][:2])
        for row in read("pairs.jsonl.zst")
        if (row["susp"], row["src"], row["subset"][:2]) in chosen
    ]
    used = {pair[side] for pair in pairs for side in ("target", "source")}
    return [row for row in read("docs.jsonl.zst") if row["id"] in used], pairs, gold


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def measured(command, whole, output, scratch):
    """One process: what it took and the passages that it wrote."""
    environment = os.environ | ONE_THREAD
    start = time.monotonic()
    with open(scratch / "out", "wb") as out, open(scratch / "err", "wb") as err:
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(f"reuse.py: {command[0]} ended with {code}: {(scratch / 'err').read_text(errors='replace')[-500:]}")
    took = {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "peak": usage.ru_maxrss * 1024}
    if not whole:
        took = json.loads((scratch / "out").read_text().splitlines()[-1])
    with open(output, encoding="utf-8") as file:
        return took, [json.loads(line) for line in file]


def contenders(args, documents, pairs, output):
    """(name, command, whether the time is that of the whole process)."""
    retell = [args.retell, "reuse", documents, "--threads", "1", "--language", "en", "-q", "-o", output]
    if pairs:
        retell += ["--pairs", pairs]
    yield "retell", retell, True
    yield "retell --copied-only", retell + ["--copied-only"], True
    for peer in args.only or reuse_peers.PEERS:
        if reuse_peers.version(peer) is None:
            print(f"skipped: {peer} is not installed", file=sys.stderr)
        elif not pairs and peer in ("difflib", "text-matcher"):
            # They only hold one text against one other: all pairs would take days.
            continue
        elif pairs and peer == "minhash":
            continue  # With pairs given it is difflib.
        else:
            label = {"minhash": f"datasketch {reuse_peers.version(peer)} + difflib"}.get(peer, f"{peer} {reuse_peers.version(peer)}")
            command = [sys.executable, HERE / "reuse_peers.py", peer, documents, output]
            yield label, command + ([pairs] if pairs else []), False


def job(args, scratch, documents, pairs, judge):
    """Rows of (name, median CPU, wall, peak, what `judge` says of the passages), each contender `runs` times in turn."""
    inputs, listed, output = scratch / "documents.jsonl", scratch / "pairs.jsonl", scratch / "found.jsonl"
    write(inputs, documents)
    if pairs:
        write(listed, [{key: pair[key] for key in ("target", "source")} for pair in {(p["target"], p["source"]): p for p in pairs}.values()])
    rows = collections.OrderedDict()
    for turn in range(args.runs):
        for name, command, whole in contenders(args, inputs, listed if pairs else None, output):
            # What takes minutes is not repeated.
            if turn and min(took["cpu"] for took in rows[name][0]) > args.once_above:
                continue
            took, found = measured(command, whole, output, scratch)
            print(f"{name}: {took['cpu']:.2f} s of CPU, {len(found)} passages", file=sys.stderr)
            rows.setdefault(name, ([], judge(found)))[0].append(took)
    median = lambda values: sorted(values)[len(values) // 2]
    return [
        (name, *(median([took[key] for took in runs]) for key in ("cpu", "wall", "peak")), len(runs), judged)
        for name, (runs, judged) in rows.items()
    ]


def table(rows, columns, megabytes):
    first = rows[0][1]
    lines = ["| | CPU s | times retell's | MB/s | peak MB | runs | " + " | ".join(columns) + " |"]
    lines.append("|---|" + "--:|" * (5 + len(columns)))
    for name, cpu, _, peak, runs, judged in rows:
        cells = [f"{judged[column]:.3f}" for column in columns]
        lines.append(
            f"| {name} | {cpu:.2f} | {cpu / first:.1f} | {megabytes / cpu:.2f} | {peak / 1e6:.0f} | {runs} | " + " | ".join(cells) + " |"
        )
    return "\n".join(lines)


def check_measures():
    """The measures on what they must give."""
    documents, truth = planted(60)
    texts = {row["id"]: row["text"] for row in documents}
    words = lambda row, side: texts[row[side]][row[f"{side}_start"] : row[f"{side}_end"]].split()
    for row in truth:
        here, there = words(row, "target"), words(row, "source")
        if len(here) != len(there) or sum(a != b for a, b in zip(here, there)) > len(here) / 3:
            sys.exit(f"reuse.py: a planted passage is not where it is said to be: {row}")
    for measure in (lambda found: recall(truth, found), lambda found: plagdet(truth, found)["plagdet"]):
        if (measure(truth), measure([])) != (1.0, 0.0):
            sys.exit(f"reuse.py: a measure is wrong: {measure(truth)} of the truth, {measure([])} of nothing")
    halves = [row | {"target_end": (row["target_start"] + row["target_end"]) // 2} for row in truth]
    if not 0 < plagdet(truth, halves)["plagdet"] < 1:
        sys.exit("reuse.py: half of each passage scores as all or nothing")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[1000, 4000], help="made-up articles; none for no such job")
    parser.add_argument("--pan", type=Path, help="folder of PAN 2013 (docs, pair_list and pairs, .jsonl.zst)")
    parser.add_argument("--every", type=int, default=5, help="take every so many of PAN's pairs; 1 takes all")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--once-above", type=float, default=60, metavar="SECONDS", help="what takes longer runs once")
    parser.add_argument("--only", nargs="+", choices=reuse_peers.PEERS, help="these peers and retell")
    parser.add_argument("--retell", type=Path, default=ROOT / "target/release/retell")
    parser.add_argument("--output", type=Path, help="the table; benches/results/DATE-reuse-peers.md unless told")
    args = parser.parse_args()
    check_measures()
    if not args.retell.exists():
        sys.exit(f"reuse.py: no binary at {args.retell}; run: cargo build --release")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    today = datetime.date.today().isoformat()
    parts = [
        f"# Finding reuse beside peers, {today}\n",
        f"`python3 {' '.join(['benches/peers/reuse.py', *sys.argv[1:]])}` at commit {commit}; {platform.machine()}, "
        f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f} as it began; one thread. CPU is the median; retell's is that of the "
        f"whole process, reading and writing included, a peer's that of its work alone.\n",
    ]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        for n in args.articles:
            documents, truth = planted(n)
            megabytes = sum(len(row["text"].encode()) for row in documents) / 1e6
            rows = job(args, scratch, documents, None, lambda found: {"planted found": recall(truth, found)})
            parts += [
                f"## {n:,} made-up articles, {megabytes:.1f} MB, {len(truth)} planted passages, every article against every other\n",
                table(rows, ["planted found"], megabytes) + "\n",
            ]
        if args.pan:
            documents, pairs, gold = pan(args.pan, args.every)
            lengths = {row["id"]: len(row["text"].encode()) for row in documents}
            megabytes = sum(lengths[pair["target"]] + lengths[pair["source"]] for pair in pairs) / 1e6

            def judge(found):
                subset = collections.defaultdict(set)
                for pair in pairs:
                    subset[pair["target"], pair["source"]].add(pair["subset"])
                said = {}
                for key, name in SUBSETS.items():
                    mine = [row for row in found if key in subset[row["target"], row["source"]]]
                    if key == "01":
                        said["empty pairs with a passage"] = float(len(by_pair(mine)))
                    else:
                        said[name] = plagdet([row for row in gold if row["subset"] == key], mine)["plagdet"]
                mine = [row for row in found if (row["target"], row["source"]) in subset]
                whole = plagdet(gold, mine)
                return said | {"all": whole["plagdet"], "recall": whole["recall"], "precision": whole["precision"], "granularity": whole["granularity"]}

            rows = job(args, scratch, documents, pairs, judge)
            columns = [*list(SUBSETS.values())[1:], "all", "recall", "precision", "granularity", "empty pairs with a passage"]
            empty = sum(pair["subset"] == "01" for pair in pairs)
            parts += [
                f"## {len(pairs):,} listed pairs of PAN 2013 (odd sources), {megabytes:.1f} MB on both sides, {len(gold)} passages: plagdet\n",
                f"{empty} of the pairs share nothing.\n",
                table(rows, columns, megabytes) + "\n",
            ]
    output = args.output or ROOT / "benches/results" / f"{today}-reuse-peers.md"
    output.write_text("\n".join(parts), encoding="utf-8")
    print("\n".join(parts))


if __name__ == "__main__":
    main()
