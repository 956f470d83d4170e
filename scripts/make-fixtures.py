#!/usr/bin/python3
"""Makes the film pipeline's fixtures from phantom films, and what other programs make of them.

Wants Debian's dcmtk, libgdcm-tools, openjph-tools, netpbm, libjpeg-turbo-progs, python3-pydicom,
python3-pil and python3-numpy, and the project's own packages (npm ci). Run from the repository's root:

    /usr/bin/python3 scripts/make-fixtures.py

Every fixture is a film in src/core/dicom/testing/fixtures; films.json beside them lists, for each,
the commands that made it and what was made of it by a program that is not ours: a PNG of the grey
levels by dcm2pnm (expected/), the SHA-256 of its stored values, or both.
"""
import json
import shutil
import subprocess

from fixtures.colour import colour
from fixtures.grey import grey_chain, headers
from fixtures.kit import EXPECTED, OUT, ROOT, WORK, films
from fixtures.pictures import pictures
from fixtures.samples import frames, samples
from fixtures.syntaxes import bases, compressed, high_throughput, native


def main() -> None:
    if OUT.exists():
        shutil.rmtree(OUT)
    EXPECTED.mkdir(parents=True)
    bases()
    native()
    compressed()
    high_throughput()
    samples()
    frames()
    colour()
    grey_chain()
    headers()
    pictures()
    (OUT / "films.json").write_text(json.dumps(films, indent=1, ensure_ascii=False) + "\n")
    subprocess.run([str(ROOT / "node_modules/.bin/prettier"), "--log-level", "warn", "--write", str(OUT / "films.json")], check=True)
    shutil.rmtree(WORK)
    total = sum(path.stat().st_size for path in OUT.rglob("*") if path.is_file())
    print(f"{len(films)} films, {total} bytes")


main()
