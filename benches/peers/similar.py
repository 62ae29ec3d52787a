#!/usr/bin/env python3
"""The nearest articles of every article: retell beside what Python has for it, on the same matrix.

    cargo build --release
    cargo build --release --no-default-features --features read --example similar_growth
    target/release/examples/similar_growth 10000 --write made.jsonl       # or any JSON lines with id and text
    python3 benches/peers/similar.py --input made.jsonl

retell writes the matrix of weights (`vectorize`). The peers read it and look for the nearest of each row: scikit-learn's
NearestNeighbors (brute force, cosine), scipy's sparse product in blocks of rows with the largest taken out of each, and
sparse_dot_topn where it is installed. Each runs in a process of its own and says how much CPU time the search alone took.
What they find is held against what `retell similar` finds: the cosines of every row's neighbours must be the same to 1e-9.
A difference ends the script with 1.

All of them work in double precision with one thread; retell is measured with one thread, too.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
BLOCK = 256


def unit_rows(path):
    import numpy
    import scipy.sparse

    matrix = scipy.sparse.load_npz(path).tocsr().astype(numpy.float64)
    lengths = numpy.sqrt(numpy.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return scipy.sparse.diags(1 / lengths) @ matrix


def by_sklearn(matrix, rows, top):
    from sklearn.neighbors import NearestNeighbors

    # The row itself is among its neighbours.
    near = NearestNeighbors(n_neighbors=top + 1, metric="cosine", algorithm="brute", n_jobs=1).fit(matrix)
    distances, places = near.kneighbors(matrix[:rows])
    return [
        [1 - d for d, place in zip(ds, ps) if place != row][:top] for row, (ds, ps) in enumerate(zip(distances, places))
    ]


def by_scipy(matrix, rows, top):
    import numpy

    turned, found = matrix.T.tocsr(), []
    for first in range(0, rows, BLOCK):
        product = (matrix[first : min(first + BLOCK, rows)] @ turned).tocsr()
        for row in range(product.shape[0]):
            start, end = product.indptr[row : row + 2]
            cosines = product.data[start:end][product.indices[start:end] != first + row]
            if len(cosines) > top:
                cosines = cosines[numpy.argpartition(cosines, len(cosines) - top)[-top:]]
            found.append(sorted(cosines, reverse=True))
    return found


def by_sparse_dot_topn(matrix, rows, top):
    from sparse_dot_topn import sp_matmul_topn

    product = sp_matmul_topn(matrix[:rows], matrix.T.tocsr(), top_n=top + 1, sort=True, n_threads=1).tocsr()
    found = []
    for row in range(rows):
        start, end = product.indptr[row : row + 2]
        own = product.indices[start:end] != row
        found.append(list(product.data[start:end][own][:top]))
    return found


PEERS = {"scikit-learn": by_sklearn, "scipy": by_scipy, "sparse_dot_topn": by_sparse_dot_topn}


def measure(name, path, rows, top):
    """One peer in this process: prints what it took and what it found."""
    matrix = unit_rows(path)
    before, cpu, clock = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), time.perf_counter()
    found = PEERS[name](matrix, rows, top)
    told = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - clock, "before": before * 1024}
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(told | {"cosines": [[float(cosine) for cosine in row if cosine > 0] for row in found]}))


def largest_difference(ours, theirs):
    """Over all rows, of cosines in order; a neighbour that one has and the other has not counts whole."""
    most = 0.0
    for own, other in zip(ours, theirs, strict=True):
        length = max(len(own), len(other))
        pad = lambda row: row + [0.0] * (length - len(row))
        most = max([most] + [abs(a - b) for a, b in zip(pad(own), pad(other))])
    return most


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", required=True, help="JSON lines with id and text")
    parser.add_argument("--top", type=int, default=10)
    parser.add_argument("--rows", type=int, help="look for the nearest of this many leading rows only, among all")
    parser.add_argument("--retell", default=ROOT / "target/release/retell")
    parser.add_argument("--growth", default=ROOT / "target/release/examples/similar_growth")
    parser.add_argument("--only", nargs="*", default=list(PEERS))
    parser.add_argument("--spoil", action="store_true", help="change one cosine before the check, to see it fail")
    parser.add_argument("--measure", nargs=2, metavar=("PEER", "MATRIX"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        measure(*args.measure, args.rows, args.top)
        return 0
    environment = os.environ | ONE_THREAD
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "m.npz"
        retell = [str(args.retell)]
        subprocess.run(retell + ["vectorize", args.input, "-o", str(path), "-q"], check=True, env=environment)
        n = sum(1 for line in open(args.input, encoding="utf-8") if line.strip())
        rows = min(args.rows or n, n)
        growth = [str(args.growth), args.input, "--top", str(args.top), "--rows", str(rows), "--json"]
        own = json.loads(subprocess.run(growth, check=True, env=environment, capture_output=True).stdout)
        print(f"{n} articles, the {args.top} nearest of {rows}; CPU seconds of the search on one thread, peak above the matrix")
        print(f"{'retell':16} {own['cpu']:9.2f} s {own['peak'] / 1e6:9.0f} MB")
        for name in args.only:
            command = [sys.executable, __file__, "--input", args.input, "--rows", str(rows), "--top", str(args.top)]
            done = subprocess.run(command + ["--measure", name, str(path)], env=environment, capture_output=True, text=True)
            if done.returncode:
                print(f"{name:16} skipped: {(done.stderr.strip().splitlines() or ['it failed'])[-1]}")
                continue
            told = json.loads(done.stdout)
            if args.spoil:
                told["cosines"][0][0] += 1e-6
            difference = largest_difference(own["cosines"], told["cosines"])
            memory = (told["peak"] - told["before"]) / 1e6
            print(f"{name:16} {told['cpu']:9.2f} s {memory:9.0f} MB  {told['cpu'] / own['cpu']:6.1f} times; cosines differ by {difference:.1e}")
            if difference > 1e-9:
                print(f"{name} finds other neighbours", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
