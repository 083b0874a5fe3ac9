# SPDX-License-Identifier: MIT
"""The inputs from a cleaned collection and its ledger.jsonl, by nobody's code
but this: what the ledger promises is enough to rebuild every byte."""

import base64
import json
import zlib
from pathlib import Path


def data(record, plain, coded):
    return record[plain].encode() if plain in record else base64.b64decode(record[coded])


def rebuild(folder):
    """{name below the folder, bytes: the input's bytes}"""
    inputs, cuts = {}, []
    for line in (Path(folder) / "ledger.jsonl").read_bytes().splitlines():
        record = json.loads(line)
        if record["type"] == "cut":
            cuts.append(record)
        if record["type"] != "file" or record.get("unread"):
            continue
        name = bytes.fromhex(record["file_bytes"]) if "file_bytes" in record else record["file"].encode()
        cleaned = (Path(folder).joinpath(name.decode("utf-8", "surrogateescape"))).read_bytes() if record["written"] else b""
        assert len(cuts) == record["cuts"]
        out, at = b"", 0
        for cut in cuts:
            keep = cut["bytes"][0] - len(out)
            out += cleaned[at:at + keep] + data(cut, "text", "base64")
            at += keep + cut["put"]
            assert len(out) == cut["bytes"][1]
        out += cleaned[at:]
        assert [len(out), len(cleaned)] == record["bytes"]
        assert [f"{zlib.crc32(b):08x}" for b in (out, cleaned)] == record["crc32"]
        inputs[name], cuts = out, []
    return inputs
