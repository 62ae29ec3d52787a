#!/usr/bin/env python3
"""retell's latent space and groups beside scikit-learn's TruncatedSVD and KMeans, on one matrix, in one run.

    cargo build --release --no-default-features --features themes --example theme_scale
    python3 benches/peers/themes.py [--paragraphs 200000] [--output FILE]

retell makes a set with planted themes, weighs it, groups it and writes the matrix; scikit-learn groups the same matrix in a
process of its own. Both have one thread, the same dimensions, number of groups and starts, and only these two steps are
timed, in CPU seconds. Ends with 1 if a check fails: the two matrices are one, the latent spaces hold the same share of the
matrix within 1%, and the groups have the same inertia within 1%, measured for both in either one's space.
`--perturb` spoils retell's groups first, to see the checks fail.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path


def matrix(folder, facts):
    import numpy as np
    import scipy.sparse as sp

    read = lambda name, kind: np.fromfile(folder / name, dtype=kind)
    found = sp.csr_matrix(
        (read("data", "<f8"), read("indices", "<u4").astype("i4"), read("indptr", "<u8").astype("i8")),
        shape=(facts["rows"], facts["columns"]),
    )
    assert found.nnz == facts["nnz"], "the matrix is not the one that retell grouped"
    return found


def peer(folder, facts):
    """scikit-learn's groups and unit rows; prints the CPU seconds of both steps."""
    import time

    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    weights = matrix(folder, facts)
    begun = time.process_time()
    points = normalize(TruncatedSVD(facts["dimensions"], random_state=0).fit_transform(weights))
    placed = time.process_time()
    found = KMeans(facts["k"], n_init=facts["starts"], random_state=0).fit(points)
    ended = time.process_time()
    found.labels_.astype("<u8").tofile(folder / "peer_labels")
    points.astype("<f8").tofile(folder / "peer_points")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"cpu": ended - begun, "svd": placed - begun, "inertia": float(found.inertia_), "peak_mb": peak}))


def inertia(points, labels, k):
    import numpy as np

    sums, sizes = np.zeros((k, points.shape[1])), np.bincount(labels, minlength=k)
    np.add.at(sums, labels, points)
    return float((points**2).sum() - ((sums**2).sum(1) / np.maximum(sizes, 1)).sum())


def held(weights, points):
    """The share of the matrix that lies in the span of the points' columns."""
    import numpy as np

    basis = np.linalg.qr(points)[0]
    return float((np.asarray(weights.T @ basis) ** 2).sum() / (weights.data**2).sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", default="200000")
    parser.add_argument("--example", type=Path, default=Path("target/release/examples/theme_scale"))
    parser.add_argument("--output", type=Path)
    parser.add_argument("--perturb", action="store_true")
    parser.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peer:
        return peer(Path(given.peer[0]), json.loads(given.peer[1]))
    alone = {"RAYON_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    ours = {**os.environ, **alone}
    # Set for another program on some machines, where they would hold the peer back.
    theirs = {name: value for name, value in ours.items() if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        made = subprocess.run([given.example, "--matrix", folder, given.paragraphs], env=ours, check=True, stdout=subprocess.PIPE)
        facts = json.loads(made.stdout)
        called = [sys.executable, __file__, "--peer", folder, json.dumps(facts)]
        found = json.loads(subprocess.run(called, env=theirs, check=True, stdout=subprocess.PIPE).stdout)

        import numpy as np
        from sklearn.metrics import adjusted_rand_score

        read = lambda name, kind: np.fromfile(folder / name, dtype=kind)
        labels = [read("labels", "<u8").astype(int), read("peer_labels", "<u8").astype(int)]
        points = [read(name, "<f8").reshape(facts["rows"], -1) for name in ("points", "peer_points")]
        if given.perturb:
            labels[0][::10] = (labels[0][::10] + 1) % facts["k"]
        shares = [held(matrix(folder, facts), places) for places in points]
        spaces = [[inertia(places, groups, facts["k"]) for groups in labels] for places in points]
    result = {
        "paragraphs": facts["rows"], "terms": facts["columns"], "cells": facts["nnz"],
        "retell_cpu": facts["cpu"], "sklearn_cpu": found["cpu"], "sklearn_svd_cpu": found["svd"],
        "ratio": found["cpu"] / facts["cpu"],
        "held": shares, "inertia_in_retells_space": spaces[0], "inertia_in_sklearns_space": spaces[1],
        "agreement": float(adjusted_rand_score(*labels)),
    }
    print(json.dumps(result, indent=1))
    failed = [f"the latent space holds {shares[0]:.5f}, the peer's {shares[1]:.5f}"] if shares[0] < 0.99 * shares[1] else []
    failed += [f"inertia {a:.1f}, the peer's {b:.1f}" for a, b in spaces if a > 1.01 * b]
    if abs(spaces[0][0] / facts["inertia"] - 1) > 1e-6:
        failed.append(f"retell says its inertia is {facts['inertia']:.3f}, but it is {spaces[0][0]:.3f}")
    for problem in failed:
        print(problem, file=sys.stderr)
    if given.output and not failed:
        given.output.write_text(json.dumps(result, indent=1) + "\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
