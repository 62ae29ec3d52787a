#!/usr/bin/env python3
"""The check sees every way in which two matrices can differ, and calls come twice: python3 -m unittest discover benches/peers"""

import sys
import tempfile
import unittest
import weakref
from pathlib import Path

import numpy
import scipy.sparse

sys.path.insert(0, str(Path(__file__).resolve().parent))
from check import difference, read, summed  # noqa: E402
from corpus import documents  # noqa: E402
from python_peers import twice, write_csr  # noqa: E402
from table import bounds, rows  # noqa: E402

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


class Twice(unittest.TestCase):
    def test_the_second_call_starts_anew_when_nothing_of_the_first_is_left(self):
        class Made:
            pass

        made, left = [], []

        def make():
            def call():
                left.append(sum(one() is not None for one in made))
                result = Made()
                result.itself = result
                made.append(weakref.ref(result))
                return result

            return call

        result, cpu, wall, first = twice(make)
        self.assertEqual(left, [0, 0])
        self.assertIs(result, made[1]())
        self.assertTrue(cpu >= 0 and wall >= 0 and first >= 0)


class Table(unittest.TestCase):
    def setUp(self):
        own = {"cpu": 1.0, "first_cpu": 2.0, "wall": 1.0, "peak": 1e6, "stages": {"count": 0.5}}
        command = {"cpu": 4.0, "wall": 4.0, "peak": 1e6, "stages": {}}
        self.record = {
            "input": {"text_bytes": 1e6, "tenth_bytes": 1e5},
            "contenders": {
                "retell-defaults": [own],
                "sklearn-defaults": [own | {"cpu": 30.0, "first_cpu": 38.0}],
                "command-defaults-1": [command],
            },
            "made": {},
            "skipped": {},
            "matrix_bytes": {"defaults": 0, "stems": 0},
            "stop_words_in_command": True,
        }

    def columns(self, key, stage=None):
        (row,) = rows(self.record, ("retell-defaults", None), [(key, key, stage)])
        return [cell.strip() for cell in row.split("|")][1:-1]

    def test_the_first_call_has_a_column(self):
        times, first = self.columns("sklearn-defaults")[3:5]
        self.assertEqual((times, first), ("30.00 (30.00–30.00)", "38.000 (38.000–38.000)"))

    def test_a_command_and_a_stage_have_no_first_call(self):
        self.assertEqual(self.columns("command-defaults-1")[4], "")
        self.assertEqual(self.columns("retell-defaults", "count")[4], "")

    def test_the_next_call_is_held_to_the_bound_and_the_first_is_for_information(self):
        calls = {what.split(", ")[-1]: rest for what, *rest in bounds(self.record) if what.endswith(" call")}
        self.assertEqual(calls["next call"], ["≥ 20", "30.00 (30.00–30.00)", True])
        self.assertEqual(calls["first call"], ["", "19.00 (19.00–19.00)", None])


if __name__ == "__main__":
    unittest.main()
