"""Writes model-format-1.bin as docs/model-format.md describes it: `python3 data/golden/model.py` (needs msgpack)."""

import math
import pathlib
import struct
import zlib

import msgpack

content = msgpack.packb(
    {
        "analyzer": {
            "words": "sklearn",
            "language": "unknown",
            "stemmer": "none",
            "stop_words": "none",
            "ngram_unit": "word",
            "ngram_range": [1, 1],
        },
        "unit": "document",
        "min_df": {"count": 1},
        "max_df": {"share": 1.0},
        "max_features": None,
        "binary": False,
        "fallback": None,
        "dictionaries": None,
        "columns": "learnt",
        # Of the texts "gas gas oil" and "oil".
        "terms": ["gas", "oil"],
        "weights": {
            "tfidf": {
                "params": {"sublinear_tf": False, "smooth_idf": True, "use_idf": True, "norm": "l2"},
                "idf": [math.log(1.5) + 1, 1.0],
            }
        },
    }
)
model = b"\x89retell\n" + struct.pack("<IQ", 1, len(content)) + content
model += struct.pack("<I", zlib.crc32(model))
pathlib.Path(__file__).with_name("model-format-1.bin").write_bytes(model)
