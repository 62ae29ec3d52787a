#!/usr/bin/env python3
"""Do two matrices say the same? Shape, vocabulary, and every cell within a tolerance.

A matrix is a directory (`indptr`, `indices`, `data`, `vocabulary.txt`, as the contenders write them) or scipy's .npz
with `.vocabulary.txt` and `.articles.txt` beside it, as `retell vectorize` writes it. Prints one line of JSON and ends
with 1 if they differ.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy
import scipy.sparse


def read(path):
    """(matrix, terms) of a directory or an .npz file; cells of a row in the order of their columns."""
    if path.suffix == ".npz":
        matrix = scipy.sparse.csr_matrix(scipy.sparse.load_npz(path)).astype("f8")
        terms = lines(path.with_suffix(".vocabulary.txt"))
    else:
        indptr = numpy.fromfile(path / "indptr", "<i8")
        indices = numpy.fromfile(path / "indices", "<i4")
        data = numpy.fromfile(path / "data", "<f8")
        terms = lines(path / "vocabulary.txt")
        matrix = scipy.sparse.csr_matrix((data, indices, indptr), shape=(len(indptr) - 1, len(terms)))
    matrix.sort_indices()
    return matrix, terms


def lines(path):
    # Not splitlines, which would also break at U+2028 and the like.
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def difference(left, right, tolerance):
    """(what differs or None, largest difference of a cell or None) of two (matrix, terms)."""
    (a, a_terms), (b, b_terms) = left, right
    if a.shape != b.shape:
        return f"shapes {a.shape} and {b.shape}", None
    if len(a_terms) != a.shape[1] or len(b_terms) != b.shape[1]:
        return f"{len(a_terms)} and {len(b_terms)} terms for {a.shape[1]} columns", None
    for column, (one, other) in enumerate(zip(a_terms, b_terms)):
        if one != other:
            return f"column {column} is {one!r} and {other!r}", None
    if not (numpy.array_equal(a.indptr, b.indptr) and numpy.array_equal(a.indices, b.indices)):
        return f"other cells are filled ({a.nnz} and {b.nnz} in all)", None
    if not (numpy.isfinite(a.data).all() and numpy.isfinite(b.data).all()):
        return "a cell is not a finite number", None
    apart = numpy.abs(a.data - b.data)
    largest = float(apart.max(initial=0.0))
    if largest > tolerance:
        return f"{int((apart > tolerance).sum())} cells differ, by up to {largest:.3g}", largest
    return None, largest


def summed(matrix):
    """All rows as one."""
    return scipy.sparse.csr_matrix(matrix.sum(axis=0))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("--tolerance", type=float, default=1e-12, help="largest difference of a cell (%(default)s)")
    parser.add_argument("--sum-rows", action="store_true", help="compare the sums over all rows")
    parser.add_argument("--input", type=Path, help="JSON lines whose ids the rows of the .npz on the right must have")
    parser.add_argument("--perturb", action="store_true", help="move one cell of the right first, to see a check fail")
    args = parser.parse_args()
    left, right = read(args.left), read(args.right)
    if args.perturb and right[0].nnz:
        right[0].data[right[0].nnz // 2] += max(10 * args.tolerance, 1e-11)
    if args.sum_rows:
        left, right = [(summed(matrix), terms) for matrix, terms in (left, right)]
    reason, largest = difference(left, right, args.tolerance)
    if reason is None and args.input:
        with open(args.input, encoding="utf-8") as file:
            ids = [json.loads(line)["id"] for line in file]
        if ids != lines(args.right.with_suffix(".articles.txt")):
            reason = "the rows are not the documents of the input in their order"
    (rows, columns), cells = right[0].shape, right[0].nnz
    print(
        json.dumps({"differs": reason, "largest": largest, "rows": rows, "columns": columns, "cells": int(cells)})
    )
    sys.exit(reason is not None)


if __name__ == "__main__":
    main()
