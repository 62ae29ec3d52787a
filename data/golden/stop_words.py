"""Writes src/analyze/english_stop_words.rs: scikit-learn's `stop_words="english"`.

The list is the one of the Glasgow Information Retrieval Group, as scikit-learn has it: `python3 data/golden/stop_words.py`.
"""

import pathlib

import sklearn
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

WIDTH = 110


def main():
    words = sorted(ENGLISH_STOP_WORDS)
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 > WIDTH - 4:
            lines.append("")
        lines[-1] += f"{word} "
    body = " \\\n    ".join(line.strip() for line in lines)
    out = pathlib.Path(__file__).parents[2] / "src" / "analyze" / "english_stop_words.rs"
    out.write_text(
        f"""//! The English words that scikit-learn drops: the list of the Glasgow Information Retrieval Group.
//!
//! Written by `data/golden/stop_words.py` with scikit-learn {sklearn.__version__}; do not edit.

/// {len(words)} words, in code point order, between spaces.
pub(super) static ENGLISH: &str = "\\
    {body}";
"""
    )


if __name__ == "__main__":
    main()
