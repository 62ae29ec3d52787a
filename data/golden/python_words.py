"""Writes src/analyze/python_words.rs: the characters that Python's `\\w` matches in a `str` pattern.

Run it with the interpreter whose behaviour is wanted: `python3 data/golden/python_words.py`.
"""

import pathlib
import platform
import re
import unicodedata

WORD = re.compile(r"\w")
SURROGATES = range(0xD800, 0xE000)


def runs(points):
    """Closed ranges of consecutive numbers."""
    found = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def main():
    scalars = [p for p in range(0x110000) if p not in SURROGATES]
    words = {p for p in scalars if WORD.match(chr(p))}
    for p in scalars:
        # The tokenizer asks for word characters before it lower-cases; this is what makes that the same question.
        if p not in words:
            assert not any(ord(c) in words for c in chr(p).lower()), hex(p)
        assert (p in words) == (unicodedata.category(chr(p))[0] in "LN" or p == ord("_")), hex(p)

    found = runs(sorted(p for p in words if p >= 0x80))
    lines = []
    for at in range(0, len(found), 6):
        lines.append("    " + " ".join(f"(0x{a:04X}, 0x{b:04X})," for a, b in found[at : at + 6]))
    out = pathlib.Path(__file__).parents[2] / "src" / "analyze" / "python_words.rs"
    out.write_text(
        f"""//! The characters that Python's `\\w` matches: general categories L* and N*, and `_`.
//!
//! Written by `data/golden/python_words.py` with Python {platform.python_version()}, Unicode {unicodedata.unidata_version}; do not edit.
//! Rust's own `is_alphanumeric` is a larger set: it takes in marks and enclosed letters too.

/// Whether `c` is a word character of a Python `str` pattern.
pub(super) fn is_word(c: char) -> bool {{
    if c.is_ascii() {{
        return c.is_ascii_alphanumeric() || c == '_';
    }}
    let point = c as u32;
    let after = RANGES.partition_point(|range| range.0 <= point);
    after > 0 && point <= RANGES[after - 1].1
}}

/// Closed ranges above ASCII, rising.
#[rustfmt::skip]
static RANGES: [(u32, u32); {len(found)}] = [
""",
    )
    with out.open("a") as file:
        file.write("\n".join(lines) + "\n];\n")


if __name__ == "__main__":
    main()
