#!/usr/bin/env python3
"""The check sees every way in which two matrices can differ: python3 -m unittest discover benches/peers"""

import sys
import tempfile
import unittest
from pathlib import Path

import numpy
import scipy.sparse

sys.path.insert(0, str(Path(__file__).resolve().parent))
from check import difference, read, summed  # noqa: E402
from corpus import documents  # noqa: E402
from python_peers import write_csr  # noqa: E402

TERMS = ["alpha", "beta", "gamma"]


def matrix(*rows):
    return scipy.sparse.csr_matrix(numpy.array(rows, dtype="f8"))


class Check(unittest.TestCase):
    def setUp(self):
        self.left = (matrix([0.5, 0, 0.25], [0, 1, 0]), TERMS)

    def differs(self, other, terms=TERMS, tolerance=1e-12):
        return difference(self.left, (other, terms), tolerance)[0]

    def test_the_same_is_the_same(self):
        self.assertIsNone(self.differs(matrix([0.5, 0, 0.25], [0, 1, 0])))

    def test_a_difference_within_the_tolerance_is_none(self):
        other = matrix([0.5, 0, 0.25 + 1e-13], [0, 1, 0])
        self.assertIsNone(self.differs(other))
        self.assertIn("1 cells differ", self.differs(other, tolerance=1e-14))

    def test_a_cell(self):
        self.assertIn("1 cells differ", self.differs(matrix([0.5, 0, 0.25], [0, 1 + 1e-11, 0])))

    def test_a_cell_elsewhere(self):
        self.assertIn("other cells", self.differs(matrix([0.5, 0.25, 0], [0, 1, 0])))

    def test_a_cell_more(self):
        self.assertIn("other cells", self.differs(matrix([0.5, 0, 0.25], [0, 1, 1e-13])))

    def test_rows_in_another_order(self):
        self.assertIsNotNone(self.differs(matrix([0, 1, 0], [0.5, 0, 0.25])))

    def test_a_row_less(self):
        self.assertIn("shapes", self.differs(matrix([0.5, 0, 0.25])))

    def test_another_term(self):
        self.assertIn("column 2", self.differs(self.left[0], ["alpha", "beta", "delta"]))

    def test_a_term_too_few(self):
        self.assertIn("terms", self.differs(self.left[0], TERMS[:2]))

    def test_what_is_not_a_number(self):
        self.assertIn("finite", self.differs(matrix([0.5, 0, numpy.nan], [0, 1, 0])))

    def test_rows_are_summed(self):
        self.assertEqual(summed(self.left[0]).toarray().tolist(), [[0.5, 1, 0.25]])

    def test_a_matrix_reads_back(self):
        with tempfile.TemporaryDirectory() as directory:
            write_csr(Path(directory), *self.left)
            self.assertEqual(difference(self.left, read(Path(directory)), 0), (None, 0))


class Corpus(unittest.TestCase):
    def test_a_document_is_a_slice_of_its_text(self):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "texts.jsonl"
            path.write_text('{"id": "a", "text": " One  two\\nthree.\\n\\nFour "}\n{"id": "b", "text": " "}\n')
            cut = list(documents(path, 2))
        self.assertEqual(cut, [("a-0001", "One  two"), ("a-0002", "three.\n\nFour")])


if __name__ == "__main__":
    unittest.main()
