#!/usr/bin/python3
"""Makes the film pipeline's fixtures from phantom films, and what other programs make of them.

Wants Debian's dcmtk, libgdcm-tools, openjph-tools, netpbm, libjpeg-turbo-progs, python3-pydicom,
python3-pil and python3-numpy, and the project's own packages (npm ci). Run from the repository's root:

    /usr/bin/python3 scripts/make-fixtures.py

Every fixture is a film in src/core/dicom/testing/fixtures; films.json beside them lists, for each,
the commands that made it and what was made of it by a program that is not ours: a PNG of the grey
levels by dcm2pnm (expected/), the SHA-256 of its stored values, or both.
"""

import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy
import pydicom
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.pixel_data_handlers.util import apply_color_lut, apply_voi_lut, convert_color_space
from pydicom.sequence import Sequence
from pydicom.uid import UID_dictionary

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "src/core/dicom/testing/fixtures"
EXPECTED = OUT / "expected"
WORK = pathlib.Path(tempfile.mkdtemp(prefix="fixtures-"))

# pydicom 2.3 is older than High-Throughput JPEG 2000 in DICOM.
for number in (201, 202, 203):
    UID_dictionary[f"1.2.840.10008.1.2.4.{number}"] = ("HTJ2K", "Transfer Syntax", "", "", "HTJ2K")

films: list[dict] = []
commands: list[str] = []


def run(*words: object) -> None:
    """Runs one command in the working folder and keeps it for the list."""
    line = [str(word) for word in words]
    commands.append(" ".join(line))
    done = subprocess.run(line, cwd=WORK, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(line)}\n{done.stdout}{done.stderr}")


def said(what: str) -> None:
    """Notes a step that was done here with pydicom, numpy or PIL."""
    commands.append(what)


def keep_expected(name: str, png: pathlib.Path) -> str:
    """Moves a rendering to expected/, or names the one that is already there and the same."""
    content = png.read_bytes()
    for other in sorted(EXPECTED.glob("*.png")):
        if other.read_bytes() == content:
            return other.name
    (EXPECTED / f"{name}.png").write_bytes(content)
    return f"{name}.png"


def stored_hash(path: pathlib.Path) -> str:
    """SHA-256 of the stored values as pydicom reads them from an uncompressed film, little endian."""
    values = pydicom.dcmread(path).pixel_array
    return hashlib.sha256(values.astype(values.dtype.newbyteorder("<")).tobytes()).hexdigest()


def renderer(path: pathlib.Path) -> str:
    """dcm2pnm under the name that has the codec."""
    syntax = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    uid = syntax.file_meta.get("TransferSyntaxUID", "")
    if uid in ("1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"):
        return "dcml2pnm"
    return "dcmj2pnm" if uid.startswith("1.2.840.10008.1.2.4.") else "dcm2pnm"


def fixture(
    name: str,
    source: str | None = None,
    render: list[str] | None = None,
    rendered: str | None = None,
    stored: str | None = None,
    frames: int = 1,
    **notes: object,
) -> None:
    """Keeps WORK/name.dcm as a fixture.

    render: options of dcm2pnm that make the expected grey levels; None makes none
    rendered: the film to render where dcmtk lacks the codec (decoded by another program)
    stored: the uncompressed film whose stored values it must give exactly
    """
    path = WORK / f"{name}.dcm"
    entry: dict = {"name": name, "file": f"{name}.dcm"}
    if render is not None:
        subject = f"{rendered or name}.dcm"
        by = renderer(WORK / subject)
        entry["render"] = {"by": by, "options": render, "of": "the film" if rendered is None else "decoded"}
        entry["expected"] = []
        for frame in range(1, frames + 1):
            suffix = "" if frames == 1 else f"-{frame}"
            run(by, "-q", "+on", "-il", "-mf", "-O", *(["+F", str(frame)] if frames > 1 else []), *render, subject, f"{name}{suffix}.png")
            entry["expected"].append(keep_expected(f"{name}{suffix}", WORK / f"{name}{suffix}.png"))
    if stored is not None:
        entry["storedSha256"] = stored_hash(WORK / f"{stored}.dcm")
    entry.update(notes)
    entry["commands"] = list(commands)
    commands.clear()
    if path.stat().st_size > 60_000:
        sys.exit(f"{name} has {path.stat().st_size} bytes")
    shutil.copy(path, OUT / f"{name}.dcm")
    films.append(entry)


def edit(source: str, name: str, what: str, change) -> None:
    """Writes WORK/name.dcm: source.dcm with `change` applied by pydicom."""
    film = pydicom.dcmread(WORK / f"{source}.dcm")
    change(film)
    film.save_as(WORK / f"{name}.dcm")
    said(f"pydicom: {source}.dcm -> {name}.dcm: {what}")


def pixels(film: Dataset, values: numpy.ndarray, vr: str | None = None) -> None:
    data = values.tobytes()
    film.PixelData = data + b"\0" * (len(data) % 2)
    film["PixelData"].VR = vr or ("OB" if values.dtype.itemsize == 1 else "OW")


def drop(film: Dataset, *keywords: str) -> None:
    for keyword in keywords:
        if keyword in film:
            del film[keyword]


def without_window(film: Dataset) -> None:
    drop(film, "WindowCenter", "WindowWidth", "RescaleSlope", "RescaleIntercept", "RescaleType", "PresentationLUTShape")


def wrap(source: str, name: str, syntax: str, streams: list[bytes], what: str, change=None) -> None:
    """Puts codestreams into source's header."""
    def put(film: Dataset) -> None:
        film.file_meta.TransferSyntaxUID = syntax
        if change:
            change(film)
        film.PixelData = encapsulate(streams)
        film["PixelData"].VR = "OB"
        film["PixelData"].is_undefined_length = True
    edit(source, name, what, put)


def bases() -> None:
    node = ROOT / "node_modules/.bin/node"
    subprocess.run([str(node), str(ROOT / "scripts/make-fixture-phantoms.ts"), str(WORK)], check=True)
    for name in ("p8", "p10", "p12", "p12i", "p16"):
        film = pydicom.dcmread(WORK / f"{name}.dcm")
        # Attributes that no test looks at only make 90 small files larger.
        drop(film, "AnatomicRegionSequence", "ViewCodeSequence", "AcquisitionContextSequence")
        film.save_as(WORK / f"{name}.dcm")


def native() -> None:
    """Uncompressed transfer syntaxes."""
    def depth8(film):
        without_window(film)
    edit("p8", "explicit-le-8", "no window", depth8)
    fixture("explicit-le-8", render=[], stored="explicit-le-8")
    shutil.copy(WORK / "p8.dcm", WORK / "explicit-le-8-window.dcm")
    fixture("explicit-le-8-window", render=["+Wi", "1"], stored="p8")
    for base in ("p10", "p12", "p12i", "p16"):
        name = f"explicit-le-{base}"
        shutil.copy(WORK / f"{base}.dcm", WORK / f"{name}.dcm")
        fixture(name, render=["+Wi", "1"], stored=base)
    edit("p12", "no-window-12", "no window", without_window)
    fixture("no-window-12", render=["+Wm"], stored="p12")
    edit("p12i", "no-window-12-mono1", "no window", without_window)
    fixture("no-window-12-mono1", render=["+Wm"], stored="p12i")
    for option, name in (("+ti", "implicit-le"), ("+tb", "explicit-be"), ("+td", "deflated")):
        for base in ("p8", "p12"):
            run("dcmconv", option, f"{base}.dcm", f"{name}-{base}.dcm")
            fixture(f"{name}-{base}", render=["+Wi", "1"], stored=base)
    run("dcmconv", "+te", "-e", "p12.dcm", "undefined-lengths.dcm")
    fixture("undefined-lengths", render=["+Wi", "1"], stored="p12")
    run("dcmconv", "-F", "p12.dcm", "no-meta-implicit.dcm")
    fixture("no-meta-implicit", render=["+Wi", "1"], stored="p12")


def compressed() -> None:
    """Compressed transfer syntaxes, by dcmtk and gdcm."""
    for base in ("p8", "p12", "p16"):
        run("dcmcrle", f"{base}.dcm", f"rle-{base}.dcm")
        fixture(f"rle-{base}", render=["+Wi", "1"], stored=base)
    run("dcmcjpeg", "+eb", "+q", "90", "+un", "p8.dcm", "jpeg-baseline.dcm")
    run("dcmdjpeg", "jpeg-baseline.dcm", "jpeg-baseline-raw.dcm")
    fixture("jpeg-baseline", render=["+Wi", "1"], lossy=1)
    run("dcmcjpeg", "+ee", "+q", "90", "+un", "p8.dcm", "jpeg-extended-8.dcm")
    fixture("jpeg-extended-8", render=["+Wi", "1"], lossy=1)
    run("dcmcjpeg", "+ee", "+q", "90", "+un", "p12.dcm", "jpeg-extended-12.dcm")
    fixture("jpeg-extended-12", unsupported="1.2.840.10008.1.2.4.51")
    for base in ("p8", "p12", "p16"):
        run("dcmcjpeg", "+e1", "+un", f"{base}.dcm", f"jpeg-lossless-sv1-{base}.dcm")
        fixture(f"jpeg-lossless-sv1-{base}", render=["+Wi", "1"], stored=base)
    for predictor in range(1, 8):
        name = f"jpeg-lossless-sv{predictor}"
        run("dcmcjpeg", "+el", "+sv", predictor, "+un", "p12.dcm", f"{name}.dcm")
        fixture(name, render=["+Wi", "1"], stored="p12")
    run("gdcmconv", "--jpeg", "p12.dcm", "jpeg-lossless-gdcm.dcm")
    fixture("jpeg-lossless-gdcm", render=["+Wi", "1"], stored="p12")
    for base in ("p8", "p12", "p16"):
        run("dcmcjpls", "+el", "+un", f"{base}.dcm", f"jpeg-ls-{base}.dcm")
        fixture(f"jpeg-ls-{base}", render=["+Wi", "1"], stored=base)
    run("dcmcjpls", "+en", "+md", "3", "+un", "p12.dcm", "jpeg-ls-near.dcm")
    run("dcmdjpls", "jpeg-ls-near.dcm", "jpeg-ls-near-raw.dcm")
    fixture("jpeg-ls-near", render=["+Wi", "1"], stored="jpeg-ls-near-raw")
    for base in ("p8", "p10", "p12", "p12i", "p16"):
        run("gdcmconv", "--j2k", f"{base}.dcm", f"j2k-{base}.dcm")
        run("gdcmconv", "--raw", f"j2k-{base}.dcm", f"j2k-{base}-raw.dcm")
        fixture(f"j2k-{base}", render=["+Wi", "1"], rendered=f"j2k-{base}-raw", stored=base)
    run("gdcmconv", "--j2k", "--lossy", "--irreversible", "-q", "40", "p12.dcm", "j2k-lossy.dcm")
    run("gdcmconv", "--raw", "j2k-lossy.dcm", "j2k-lossy-raw.dcm")
    fixture("j2k-lossy", render=["+Wi", "1"], rendered="j2k-lossy-raw", lossy=1)
    run("gdcmconv", "--j2k", "-t", "32,32", "p12.dcm", "j2k-tiles.dcm")
    run("gdcmconv", "--raw", "j2k-tiles.dcm", "j2k-tiles-raw.dcm")
    fixture("j2k-tiles", render=["+Wi", "1"], rendered="j2k-tiles-raw", stored="p12")


def high_throughput() -> None:
    """HTJ2K by OpenJPH: ojph_compress reads PGM, ojph_expand writes it."""
    for base, bits in (("p8", 8), ("p12", 12), ("p16", 16)):
        values = pydicom.dcmread(WORK / f"{base}.dcm").pixel_array
        write_pnm(WORK / f"{base}.pgm", values, bits)
        run("ojph_compress", "-i", f"{base}.pgm", "-o", f"htj2k-{base}.j2c", "-reversible", "true")
        wrap(base, f"htj2k-{base}", "1.2.840.10008.1.2.4.201", [(WORK / f"htj2k-{base}.j2c").read_bytes()], "HTJ2K codestream")
        fixture(f"htj2k-{base}", render=["+Wi", "1"], rendered=base, stored=base)
    run("ojph_compress", "-i", "p12.pgm", "-o", "htj2k-rpcl.j2c", "-reversible", "true", "-prog_order", "RPCL", "-num_decomps", "3")
    wrap("p12", "htj2k-rpcl", "1.2.840.10008.1.2.4.202", [(WORK / "htj2k-rpcl.j2c").read_bytes()], "HTJ2K codestream")
    fixture("htj2k-rpcl", render=["+Wi", "1"], rendered="p12", stored="p12")
    run("ojph_compress", "-i", "p12.pgm", "-o", "htj2k-lossy.j2c", "-qstep", "0.001")
    run("ojph_expand", "-i", "htj2k-lossy.j2c", "-o", "htj2k-lossy.pgm")
    wrap("p12", "htj2k-lossy", "1.2.840.10008.1.2.4.203", [(WORK / "htj2k-lossy.j2c").read_bytes()], "HTJ2K codestream")
    edit("p12", "htj2k-lossy-raw", "ojph_expand's values", lambda film: pixels(film, read_pnm(WORK / "htj2k-lossy.pgm").astype("<u2")))
    fixture("htj2k-lossy", render=["+Wi", "1"], rendered="htj2k-lossy-raw", lossy=1)


def write_pnm(path: pathlib.Path, values: numpy.ndarray, bits: int) -> None:
    kind = b"P6" if values.ndim == 3 else b"P5"
    head = kind + b"\n%d %d\n%d\n" % (values.shape[1], values.shape[0], 2**bits - 1)
    path.write_bytes(head + values.astype(">u2" if bits > 8 else "u1").tobytes())


def read_pnm(path: pathlib.Path) -> numpy.ndarray:
    words = path.read_bytes().split(maxsplit=4)
    size = path.read_bytes()
    columns, rows, top = int(words[1]), int(words[2]), int(words[3])
    count = rows * columns * (2 if top > 255 else 1) * (3 if words[0] == b"P6" else 1)
    return numpy.frombuffer(size[-count:], ">u2" if top > 255 else "u1").reshape((rows, columns) if words[0] == b"P5" else (rows, columns, 3))


def samples() -> None:
    """Sign, high bit and what stands in unused bits."""
    def signed(film):
        film.PixelRepresentation = 1
        pixels(film, film.pixel_array.astype("<i2") - 2048)
        film.WindowCenter = str(int(float(film.WindowCenter)) - 2048)
    edit("p12", "signed-12", "values less 2048, signed", signed)
    fixture("signed-12", render=["+Wi", "1"], stored="signed-12")
    for tool, name in ((("dcmcrle",), "rle"), (("dcmcjpeg", "+e1", "+un"), "jpeg-lossless"), (("dcmcjpls", "+el", "+un"), "jpeg-ls")):
        run(*tool, "signed-12.dcm", f"signed-{name}.dcm")
        fixture(f"signed-{name}", render=["+Wi", "1"], stored="signed-12")
    run("gdcmconv", "--j2k", "signed-12.dcm", "signed-j2k.dcm")
    run("gdcmconv", "--raw", "signed-j2k.dcm", "signed-j2k-raw.dcm")
    fixture("signed-j2k", render=["+Wi", "1"], rendered="signed-j2k-raw", stored="signed-12")

    def signed8(film):
        without_window(film)
        film.PixelRepresentation = 1
        pixels(film, (film.pixel_array.astype("i2") - 128).astype("i1"))
    edit("p8", "signed-8", "values less 128, signed, no window", signed8)
    fixture("signed-8", render=[], stored="signed-8")

    def high_bit(film):
        film.HighBit = 15
        pixels(film, (film.pixel_array.astype("<u2") << 4) | 0x5)
    edit("p12", "high-bit-15", "12 bits below high bit 15, the lower four full of others", high_bit)
    fixture("high-bit-15", render=["+Wi", "1"], stored="p12")

    def overlay(film):
        pixels(film, film.pixel_array.astype("<u2") | 0xA000)
    edit("p12", "high-bits-used", "bits 13 and 15 set (an old overlay)", overlay)
    fixture("high-bits-used", render=["+Wi", "1"], stored="p12")

    def signed_dirty(film):
        # A sign that was not extended to the allocated bits.
        pixels(film, film.pixel_array.astype("<i2").view("<u2") & 0x0FFF)
    edit("signed-12", "signed-not-extended", "upper four bits cleared", signed_dirty)
    fixture("signed-not-extended", render=["+Wi", "1"], stored="signed-12")

    def one_bit(film):
        without_window(film)
        film.BitsAllocated = film.BitsStored = 1
        film.HighBit = 0
        bits = numpy.packbits(film_values(film).ravel() > 100, bitorder="little")
        pixels(film, bits)
    edit("p8", "one-bit", "thresholded at 100, one bit a pixel", one_bit)
    values = (pydicom.dcmread(WORK / "p8.dcm").pixel_array > 100).astype("u1")
    fixture("one-bit", storedSha256=hashlib.sha256(values.tobytes()).hexdigest())


def film_values(film: Dataset) -> numpy.ndarray:
    return numpy.frombuffer(film.PixelData, "u1")[: film.Rows * film.Columns]


def frames() -> None:
    """Several frames, several fragments."""
    def three(film):
        values = film.pixel_array
        film.NumberOfFrames = "3"
        pixels(film, numpy.stack([values, values[::-1], values[:, ::-1]]))
    edit("p12", "frames", "three frames: as it is, upside down, mirrored", three)
    fixture("frames", render=["+Wi", "1"], frames=3, stored="frames")
    run("dcmcrle", "frames.dcm", "frames-rle.dcm")
    fixture("frames-rle", render=["+Wi", "1"], frames=3, stored="frames")
    run("dcmcjpeg", "+e1", "+un", "+fs", "2", "frames.dcm", "frames-fragments.dcm")
    fixture("frames-fragments", render=["+Wi", "1"], frames=3, stored="frames")
    run("dcmcjpeg", "+e1", "+un", "+fs", "2", "-ot", "frames.dcm", "frames-fragments-no-table.dcm")
    fixture("frames-fragments-no-table", render=["+Wi", "1"], rendered="frames", frames=3, stored="frames")
    run("dcmcjpls", "+el", "+un", "frames.dcm", "frames-jpeg-ls.dcm")
    fixture("frames-jpeg-ls", render=["+Wi", "1"], frames=3, stored="frames")

    def extended_table(film):
        # Sup. 225: offsets and lengths of frames in 64 bits, the basic table empty.
        pieces = [bytes(piece) for piece in pydicom.encaps.generate_pixel_data_frame(film.PixelData, 3)]
        offset, offsets, lengths = 0, [], []
        for piece in pieces:
            offsets.append(offset)
            lengths.append(len(piece))
            offset += 8 + len(piece)
        film.add_new(0x7FE00001, "OV", numpy.array(offsets, "<u8").tobytes())
        film.add_new(0x7FE00002, "OV", numpy.array(lengths, "<u8").tobytes())
        film.PixelData = encapsulate(pieces, has_bot=False)
        film["PixelData"].VR = "OB"
        film["PixelData"].is_undefined_length = True
    run("dcmcjpeg", "+e1", "+un", "frames.dcm", "frames-one-each.dcm")
    edit("frames-one-each", "frames-extended-table", "Extended Offset Table", extended_table)
    fixture("frames-extended-table", stored="frames")

    def bits3(film):
        without_window(film)
        film.NumberOfFrames = "3"
        film.Rows, film.Columns = 5, 5
        film.BitsAllocated = film.BitsStored = 1
        film.HighBit = 0
        pixels(film, numpy.packbits(numpy.arange(75) * 7 % 11 > 5, bitorder="little"))
    edit("p8", "frames-one-bit", "three frames of 25 single bits, which no byte separates", bits3)
    values = (numpy.arange(75) * 7 % 11 > 5).astype("u1")
    fixture("frames-one-bit", storedSha256=hashlib.sha256(values.tobytes()).hexdigest())


def colour_values(film: Dataset) -> numpy.ndarray:
    """A colour picture made from a grey one: three tints that differ at every pixel. Even columns for 4:2:2."""
    grey = film.pixel_array[:, :66].astype("i4")
    return numpy.stack([grey, 255 - grey // 2, (grey * 3 + numpy.arange(66)) % 256], axis=-1).astype("u1")


def by_pydicom(name: str, shown: numpy.ndarray, how: str) -> None:
    """A colour fixture whose expected picture is pydicom's."""
    Image.fromarray(shown).save(WORK / f"{name}.png")
    said(f"pydicom: {how}")
    fixture(name, expected=[keep_expected(name, WORK / f"{name}.png")])


def colour() -> None:
    def rgb(film, planar=0):
        without_window(film)
        values = colour_values(film)
        film.Columns = 66
        film.SamplesPerPixel = 3
        film.PhotometricInterpretation = "RGB"
        film.PlanarConfiguration = planar
        pixels(film, values if planar == 0 else numpy.ascontiguousarray(values.transpose(2, 0, 1)))
    edit("p8", "rgb", "RGB, pixel by pixel", rgb)
    fixture("rgb", render=[])
    edit("p8", "rgb-planes", "RGB, plane by plane", lambda film: rgb(film, 1))
    fixture("rgb-planes", render=[])
    run("dcmconv", "+tb", "rgb.dcm", "rgb-be.dcm")
    fixture("rgb-be", render=[])
    run("dcmcrle", "rgb.dcm", "rgb-rle.dcm")
    fixture("rgb-rle", render=[])
    run("dcmcjpeg", "+e1", "+un", "rgb.dcm", "rgb-jpeg-lossless.dcm")
    fixture("rgb-jpeg-lossless", render=[])
    run("dcmcjpeg", "+eb", "+un", "+q", "95", "+s4", "rgb.dcm", "ybr-jpeg-444.dcm")
    fixture("ybr-jpeg-444", render=[], lossy=2)
    run("dcmcjpeg", "+eb", "+un", "+q", "95", "rgb.dcm", "ybr-jpeg-422.dcm")
    fixture("ybr-jpeg-422", render=[], lossy=8)
    run("dcmcjpeg", "+eb", "+un", "+q", "95", "+cr", "rgb.dcm", "rgb-jpeg.dcm")
    fixture("rgb-jpeg", render=[], lossy=2)
    for mode, option in (("line", "+il"), ("sample", "+is"), ("none", "+in")):
        run("dcmcjpls", "+el", "+un", option, "rgb.dcm", f"rgb-jpeg-ls-{mode}.dcm")
        fixture(f"rgb-jpeg-ls-{mode}", render=[])
    run("gdcmconv", "--j2k", "rgb.dcm", "rgb-j2k.dcm")
    run("gdcmconv", "--raw", "rgb-j2k.dcm", "rgb-j2k-raw.dcm")
    fixture("rgb-j2k", render=[], rendered="rgb-j2k-raw")
    write_pnm(WORK / "rgb.ppm", pydicom.dcmread(WORK / "rgb.dcm").pixel_array, 8)
    run("ojph_compress", "-i", "rgb.ppm", "-o", "rgb-htj2k.j2c", "-reversible", "true", "-colour_trans", "true")
    wrap("rgb", "rgb-htj2k", "1.2.840.10008.1.2.4.201", [(WORK / "rgb-htj2k.j2c").read_bytes()], "HTJ2K codestream", lambda film: setattr(film, "PhotometricInterpretation", "YBR_RCT"))
    fixture("rgb-htj2k", render=[], rendered="rgb")

    def ybr(film, narrow=False):
        rgb(film)
        values = numpy.frombuffer(film.PixelData, "u1").reshape(56, 66, 3)
        film.PhotometricInterpretation = "YBR_FULL_422" if narrow else "YBR_FULL"
        if narrow:
            pairs = values.reshape(56, 33, 2, 3)
            values = numpy.stack([pairs[:, :, 0, 0], pairs[:, :, 1, 0], pairs[:, :, 0, 1], pairs[:, :, 0, 2]], axis=-1)
        pixels(film, numpy.ascontiguousarray(values))
    # dcmtk's own conversion is up to 2 levels off the equations of PS3.3 C.7.6.3.1.2; pydicom's is not.
    edit("p8", "ybr-full", "YBR_FULL", ybr)
    edit("p8", "ybr-full-422", "YBR_FULL_422", lambda film: ybr(film, True))
    whole = numpy.frombuffer(pydicom.dcmread(WORK / "ybr-full.dcm").PixelData, "u1").reshape(56, 66, 3).copy()
    by_pydicom("ybr-full", convert_color_space(whole, "YBR_FULL", "RGB"), "convert_color_space")
    whole[:, :, 1:] = numpy.repeat(whole[:, ::2, 1:], 2, axis=1)
    by_pydicom("ybr-full-422", convert_color_space(whole, "YBR_FULL", "RGB"), "convert_color_space, chroma of each pair twice")

    def palette(film, bits, first=0, count=256, packed=False):
        without_window(film)
        film.PhotometricInterpretation = "PALETTE COLOR"
        steps = numpy.arange(count)
        tables = [steps * 255 // (count - 1), 255 - steps * 255 // (count - 1), steps * 77 % 256]
        for channel, table in enumerate(tables):
            if bits == 16:
                data = (table * 257).astype("<u2").tobytes()
            else:
                data = table.astype("u1" if packed else "<u2").tobytes()
            film.add_new(0x00281101 + channel, "US", [count, first, bits])
            film.add_new(0x00281201 + channel, "OW", data)
    edit("p8", "palette-16", "palette of 256 entries of 16 bits", lambda film: palette(film, 16))
    fixture("palette-16", render=[])
    edit("p8", "palette-8", "palette of 256 entries of 8 bits, packed in words", lambda film: palette(film, 8, packed=True))
    fixture("palette-8", render=[])
    edit("p8", "palette-offset", "palette of 101 entries from 50 on", lambda film: palette(film, 16, 50, 101))
    fixture("palette-offset", render=[])

    def segmented(film):
        palette(film, 16)
        for channel in range(3):
            del film[0x00281201 + channel]
        # PS3.3 C.7.9.2: four discrete entries, a linear run to the top, a copy of both by offset.
        words = [0, 4, 0, 771, 514, 257, 1, 60, 65535, 0, 2, 40000, 30000, 1, 62, 257, 2, 2, 0, 0, 1, 64, 1285]
        for tag, shift in ((0x00281221, 0), (0x00281222, 3), (0x00281223, 5)):
            film.add_new(tag, "OW", numpy.array([w if index < 2 or w < 300 else (w + shift * 1000) % 65536 for index, w in enumerate(words)], "<u2").tobytes())
    edit("p8", "palette-segmented", "segmented palette", segmented)
    film = pydicom.dcmread(WORK / "palette-segmented.dcm")
    by_pydicom("palette-segmented", (apply_color_lut(film.pixel_array, film) >> 8).astype("u1"), "apply_color_lut, upper eight bits")


def lut(count_first_bits: list[int], data: bytes, explanation: str, first_vr: str = "US") -> Dataset:
    item = Dataset()
    item.add_new(0x00283002, first_vr, count_first_bits)
    item.add_new(0x00283003, "LO", explanation)
    item.add_new(0x00283006, "OW", data)
    return item


def grey_chain() -> None:
    """Modality and VOI transforms."""
    def rescale(film, slope, intercept, centre, width):
        film.RescaleSlope, film.RescaleIntercept = slope, intercept
        film.WindowCenter, film.WindowWidth = centre, width
    edit("p12", "rescale", "slope 2.5, intercept -1024.5", lambda film: rescale(film, "2.5", "-1024.5", "3000", "6000"))
    fixture("rescale", render=["+Wi", "1"], stored="p12")
    edit("p12", "rescale-negative", "slope -1, intercept 4095", lambda film: rescale(film, "-1", "4095", "2000", "3000"))
    fixture("rescale-negative", render=["+Wi", "1"], stored="p12")
    edit("p12", "rescale-negative-no-window", "slope -0.5, intercept 100, no window", lambda film: (without_window(film), setattr(film, "RescaleSlope", "-0.5"), setattr(film, "RescaleIntercept", "100")))
    fixture("rescale-negative-no-window", render=["+Wm"], stored="p12")

    def windows(film, centres, widths, function=None):
        film.WindowCenter, film.WindowWidth = centres, widths
        film.WindowCenterWidthExplanation = ["NORMAL", "HARDER", "SOFTER"][: len(centres)]
        if function:
            film.VOILUTFunction = function
    for index in (1, 2, 3):
        edit("p12", f"windows-{index}", f"three windows, rotated by {index - 1}", lambda film, index=index: windows(
            film, (["1905", "1000.5", "2500"] * 2)[index - 1:][:3], (["3564", "501", "1"] * 2)[index - 1:][:3]))
        fixture(f"windows-{index}", render=["+Wi", "1"], stored="p12")
    edit("p12", "sigmoid", "SIGMOID", lambda film: windows(film, ["1905"], ["2000"], "SIGMOID"))
    fixture("sigmoid", render=["+Wi", "1", "+Wfs"], stored="p12")
    edit("p12i", "sigmoid-mono1", "SIGMOID, MONOCHROME1", lambda film: windows(film, ["1905"], ["2000"], "SIGMOID"))
    fixture("sigmoid-mono1", render=["+Wi", "1", "+Wfs"], stored="p12i")
    edit("p12", "linear-exact", "LINEAR_EXACT", lambda film: windows(film, ["1905"], ["50"], "LINEAR_EXACT"))
    fixture("linear-exact", stored="p12", pydicomVoi=pydicom_voi("linear-exact"))

    def voi(film, item):
        drop(film, "WindowCenter", "WindowWidth")
        film.VOILUTSequence = Sequence([item])
    curve = numpy.round(4095 * (numpy.arange(4096) / 4095) ** 2).astype("<u2")
    edit("p12", "voi-lut-12", "VOI LUT of 4,096 entries of 12 bits", lambda film: voi(film, lut([4096, 0, 12], curve.tobytes(), "GAMMA")))
    fixture("voi-lut-12", render=["+Wl", "1"], stored="p12")
    edit("p12", "voi-lut-16", "VOI LUT of 2,000 entries of 16 bits from 1,000 on", lambda film: voi(film, lut([2000, 1000, 16], (numpy.arange(2000) * 32).astype("<u2").tobytes(), "STEEP")))
    fixture("voi-lut-16", render=["+Wl", "1"], stored="p12")
    edit("p12", "voi-lut-8-packed", "VOI LUT of 4,096 entries of 8 bits, two in a word", lambda film: voi(film, lut([4096, 0, 8], (curve >> 4).astype("u1").tobytes(), "PACKED")))
    fixture("voi-lut-8-packed", stored="p12", render=["+Wl", "1"])
    edit("p12i", "voi-lut-mono1", "VOI LUT, MONOCHROME1", lambda film: voi(film, lut([4096, 0, 10], (curve >> 2).astype("<u2").tobytes(), "GAMMA")))
    fixture("voi-lut-mono1", render=["+Wl", "1"], stored="p12i")
    edit("signed-12", "voi-lut-signed", "VOI LUT from -1,000 on, SS", lambda film: voi(film, lut([2000, -1000, 16], (numpy.arange(2000) * 32).astype("<u2").tobytes(), "STEEP", "SS")))
    fixture("voi-lut-signed", render=["+Wl", "1"], stored="signed-12")
    edit("voi-lut-signed", "voi-lut-signed-us", "the same with 64,536 written as US", lambda film: voi(film, lut([2000, 64536, 16], (numpy.arange(2000) * 32).astype("<u2").tobytes(), "STEEP")))
    fixture("voi-lut-signed-us", render=["+Wl", "1"], stored="signed-12")
    run("dcmconv", "+ti", "voi-lut-signed.dcm", "voi-lut-signed-implicit.dcm")
    fixture("voi-lut-signed-implicit", render=["+Wl", "1"], stored="signed-12")
    run("dcmconv", "+tb", "voi-lut-8-packed.dcm", "voi-lut-8-packed-be.dcm")
    fixture("voi-lut-8-packed-be", stored="p12", render=["+Wl", "1"])
    whole = numpy.round(65535 * (numpy.arange(65536) // 256 / 255) ** 0.5).astype("<u2")
    edit("p16", "voi-lut-65536-raw", "VOI LUT of 65,536 entries, written as 0", lambda film: voi(film, lut([0, 0, 16], whole.tobytes(), "ROOT")))
    run("dcmconv", "+td", "voi-lut-65536-raw.dcm", "voi-lut-65536.dcm")
    fixture("voi-lut-65536", render=["+Wl", "1"], stored="p16")

    def modality(film, item):
        drop(film, "RescaleSlope", "RescaleIntercept", "RescaleType")
        item.ModalityLUTType = "US"
        film.ModalityLUTSequence = Sequence([item])
        film.WindowCenter, film.WindowWidth = "30000", "50000"
    edit("p12", "modality-lut", "Modality LUT of 3,000 entries of 16 bits from 500 on", lambda film: modality(film, lut([3000, 500, 16], (65535 - numpy.arange(3000) * 21).astype("<u2").tobytes(), "INVERSE")))
    fixture("modality-lut", render=["+Wi", "1"], stored="p12")
    edit("modality-lut", "modality-lut-no-window", "no window", lambda film: drop(film, "WindowCenter", "WindowWidth"))
    fixture("modality-lut-no-window", render=["+Wm"], stored="p12")

    for shape in ("IDENTITY", "INVERSE"):
        for base, polarity in (("p12", "mono2"), ("p12i", "mono1")):
            name = f"shape-{shape.lower()}-{polarity}"
            edit(base, name, f"Presentation LUT Shape {shape}", lambda film, shape=shape: setattr(film, "PresentationLUTShape", shape))
            fixture(name, render=["+Wi", "1"], stored=base)

    def padding(film, value, limit=None):
        without_window(film)
        values = film.pixel_array.copy()
        values[:9, :] = value
        if limit is not None:
            values[9:12, :] = limit
            film.add_new(0x00280121, "US", limit)
        film.add_new(0x00280120, "US", value)
        pixels(film, values)
    edit("p12", "padding", "nine rows of padding, 4,095", lambda film: padding(film, 4095))
    fixture("padding", stored="padding")
    edit("p12i", "padding-range-mono1", "twelve rows of padding, 0 to 5, MONOCHROME1", lambda film: padding(film, 0, 5))
    fixture("padding-range-mono1", stored="padding-range-mono1")


def pydicom_voi(name: str) -> dict:
    """What pydicom's apply_voi_lut makes of it, 0 to 4,095: SHA-256 of the values rounded to six places."""
    film = pydicom.dcmread(WORK / f"{name}.dcm")
    values = apply_voi_lut(film.pixel_array, film)
    said("pydicom apply_voi_lut")
    used = numpy.unique(film.pixel_array)
    table = {int(value): round(float(values[film.pixel_array == value][0]), 6) for value in used[:: max(1, len(used) // 60)]}
    for value in used[(used >= 1875) & (used <= 1935)]:
        table[int(value)] = round(float(values[film.pixel_array == value][0]), 6)
    return {"top": 4095, "values": table}


def headers() -> None:
    """Character sets and other text, with what pydicom reads."""
    def tiny(film):
        without_window(film)
        film.Rows = film.Columns = 2
        film.BitsAllocated = film.BitsStored = 8
        film.HighBit = 7
        pixels(film, numpy.array([[0, 1], [2, 3]], "u1"))
    edit("p8", "tiny", "2 x 2 pixels", tiny)
    names = [
        ("ISO_IR 100", "Müller^Jörg"), ("ISO_IR 101", "Wałęsa^Żółć"), ("ISO_IR 109", "Ĉapelo^Ĝoja"),
        ("ISO_IR 110", "Bērziņš^Ģirts"), ("ISO_IR 144", "Люкceмбypг"), ("ISO_IR 127", "قباني^لنزار"),
        ("ISO_IR 126", "Διονυσιος"), ("ISO_IR 138", "שרון^דבורה"), ("ISO_IR 148", "Çavuşoğlu^Işık"),
        ("ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ"), ("ISO_IR 166", "สมชาย^ใจดี"),
        ("ISO_IR 192", "Wang^XiaoDong=王^小东"), ("GB18030", "Wang^XiaoDong=王^小东="), ("GBK", "Wang^XiaoDong=王^小东"),
        (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동"),
        (["", "ISO 2022 IR 58"], "Zhang^XiaoDong=张^小东="),
    ]
    for terms, name in names:
        def text(film, terms=terms, name=name):
            film.SpecificCharacterSet = terms
            film.PatientName = name
            if terms == ["", "ISO 2022 IR 58"]:
                # PS3.5 K.2; pydicom forgets the escape sequences.
                film.PatientName = pydicom.valuerep.PersonName(b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=")
        label = (terms if isinstance(terms, str) else terms[1]).lower().replace(" ", "-").replace("_", "-")
        edit("tiny", f"text-{label}", f"character set {terms}", text)
        # iconv, which dcmtk uses, has no ISO 2022 IR 87; pydicom reads that.
        dump = subprocess.run(["dcmdump", "+U8", "+P", "PatientName", f"text-{label}.dcm"], cwd=WORK, capture_output=True)
        if dump.returncode == 0:
            read = dump.stdout.decode().split("[", 1)[1].rsplit("]", 1)[0]
            commands.append(f"dcmdump +U8 +P PatientName text-{label}.dcm")
        else:
            film = pydicom.dcmread(WORK / f"text-{label}.dcm")
            film.decode()
            read = str(film.PatientName)
            said("pydicom: decode")
        if read.rstrip("=") != name.rstrip("="):
            sys.exit(f"{terms}: written {name}, read {read}")
        fixture(f"text-{label}", patientName=read)


def pictures() -> None:
    """PNG and JPEG by PIL, netpbm and libjpeg-turbo; expected pictures by PIL."""
    grey8 = pydicom.dcmread(WORK / "explicit-le-8.dcm").pixel_array
    deep = pydicom.dcmread(WORK / "p16.dcm").pixel_array
    rgb = pydicom.dcmread(WORK / "rgb.dcm").pixel_array
    alpha = numpy.tile(numpy.linspace(0, 255, 66).round().astype("u1"), (56, 1))
    Image.fromarray(grey8).save(WORK / "grey8.pgm")
    write_pnm(WORK / "deep.pgm", deep, 16)
    write_pnm(WORK / "rgb.ppm", rgb, 8)
    write_pnm(WORK / "deep.ppm", rgb.astype("u2") * 200 + 13, 16)
    write_pnm(WORK / "alpha.pgm", alpha, 8)
    write_pnm(WORK / "alpha16.pgm", alpha.astype("u2") * 257, 16)

    def picture(name: str, file: str, shown: numpy.ndarray | None, **notes) -> None:
        entry = {"name": name, "file": file, **notes}
        if shown is not None:
            Image.fromarray(shown).save(WORK / f"{name}.shown.png")
            entry["expected"] = [keep_expected(name, WORK / f"{name}.shown.png")]
        entry["commands"] = list(commands)
        commands.clear()
        shutil.copy(WORK / file, OUT / file)
        films.append(entry)

    def by_netpbm(name: str, words: list[str], shown: numpy.ndarray, **notes) -> None:
        commands.append(f"{' '.join(words)} > {name}.png")
        done = subprocess.run(words, cwd=WORK, capture_output=True)
        if done.returncode != 0:
            sys.exit(done.stderr.decode())
        (WORK / f"{name}.png").write_bytes(done.stdout)
        picture(name, f"{name}.png", shown, **notes)

    def over_black(values: numpy.ndarray, opacity: numpy.ndarray, top: int = 255) -> numpy.ndarray:
        return numpy.round(values.astype(float) * opacity / 255 * 255 / top).astype("u1")

    by_netpbm("png-grey8", ["pnmtopng", "grey8.pgm"], grey8)
    by_netpbm("png-grey8-interlaced", ["pnmtopng", "-interlace", "grey8.pgm"], grey8)
    by_netpbm("png-grey16", ["pnmtopng", "-force", "deep.pgm"], None, storedSha256=hashlib.sha256(deep.astype("<u2").tobytes()).hexdigest())
    by_netpbm("png-grey16-interlaced", ["pnmtopng", "-force", "-interlace", "deep.pgm"], None, storedSha256=hashlib.sha256(deep.astype("<u2").tobytes()).hexdigest())
    by_netpbm("png-rgb", ["pnmtopng", "rgb.ppm"], rgb)
    by_netpbm("png-rgb16", ["pnmtopng", "-force", "deep.ppm"], numpy.round((rgb.astype("u2") * 200 + 13) / 257).astype("u1"))
    by_netpbm("png-rgba", ["pnmtopng", "-alpha=alpha.pgm", "rgb.ppm"], over_black(rgb, alpha[:, :, None]))
    by_netpbm("png-rgba16", ["pnmtopng", "-force", "-alpha=alpha16.pgm", "deep.ppm"], over_black(rgb.astype(float) * 200 + 13, alpha[:, :, None], 65535))

    def by_pil(name: str, image: Image.Image, shown: numpy.ndarray, what: str, **options) -> None:
        image.save(WORK / f"{name}.png", **options)
        said(f"PIL: {what}")
        picture(name, f"{name}.png", shown)
    grey = Image.fromarray(grey8[:, :66])
    la = Image.merge("LA", (grey, Image.fromarray(alpha)))
    by_pil("png-grey-alpha", la, over_black(grey8[:, :66], alpha), "LA")
    for bits in (1, 2, 4):
        few = grey8 >> (8 - bits)
        spread = (few.astype(int) * 255 // (2**bits - 1)).astype("u1")
        write_pnm(WORK / f"few{bits}.pgm", few, 8)
        (WORK / f"few{bits}.pgm").write_bytes(b"P5\n67 56\n%d\n" % (2**bits - 1) + few.tobytes())
        by_netpbm(f"png-grey{bits}", ["pnmtopng", f"few{bits}.pgm"], spread)
    indexed = Image.fromarray(rgb).quantize(200)
    by_pil("png-palette", indexed, numpy.asarray(indexed.convert("RGB")), "palette of 200 colours")
    few = Image.fromarray(rgb).quantize(13)
    by_pil("png-palette4", few, numpy.asarray(few.convert("RGB")), "palette of 13 colours, 4 bits", bits=4)
    by_pil("png-palette-transparent", few, over_black(numpy.asarray(few.convert("RGB")), numpy.where(numpy.asarray(few) == 3, 0, 255)[:, :, None]), "palette with one transparent colour", transparency=3)

    def by_jpeg(name: str, image: Image.Image | None, what: str, **options) -> None:
        if image is not None:
            image.save(WORK / f"{name}.jpg", **options)
            said(f"PIL: {what}")
        from PIL import ImageOps
        opened = Image.open(WORK / f"{name}.jpg")
        picture(name, f"{name}.jpg", numpy.asarray(ImageOps.exif_transpose(opened)), lossy=1)
    by_jpeg("jpeg-grey", Image.fromarray(grey8), "grey", quality=90)
    by_jpeg("jpeg-rgb", Image.fromarray(rgb), "4:2:0", quality=90)
    by_jpeg("jpeg-rgb-444", Image.fromarray(rgb), "4:4:4", quality=90, subsampling=0)
    by_jpeg("jpeg-progressive", Image.fromarray(grey8), "progressive", quality=90, progressive=True)
    run("cjpeg", "-quality", "90", "-rgb", "-outfile", "jpeg-adobe-rgb.jpg", "rgb.ppm")
    by_jpeg("jpeg-adobe-rgb", None, "")
    run("cjpeg", "-quality", "90", "-restart", "1", "-outfile", "jpeg-restart.jpg", "grey8.pgm")
    by_jpeg("jpeg-restart", None, "")
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        by_jpeg(f"jpeg-orientation-{orientation}", grey, f"EXIF orientation {orientation}", quality=90, exif=exif)
    Image.fromarray(rgb).convert("CMYK").save(WORK / "jpeg-cmyk.jpg", quality=90)
    said("PIL: CMYK")
    picture("jpeg-cmyk", "jpeg-cmyk.jpg", None, unsupported="JPEG")
    run("cjpeg", "-quality", "90", "-arithmetic", "-outfile", "jpeg-arithmetic.jpg", "grey8.pgm")
    picture("jpeg-arithmetic", "jpeg-arithmetic.jpg", None, unsupported="JPEG")


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
