#!/usr/bin/python3
"""Makes the fixture of character-set.test.ts: text in every character set, and what pydicom reads in it.

Wants Debian's python3-pydicom. Run from the repository's root:

    /usr/bin/python3 scripts/make-character-sets.py

The bytes are the standard's own examples (PS3.5 annexes H to K, named in each entry) and names that pydicom encoded.
"""
import json
import pathlib
import subprocess
import warnings

import pydicom
from pydicom.charset import convert_encodings, encode_string
from pydicom.dataset import Dataset

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "src/core/dicom/data-set/character-sets.json"
warnings.simplefilter("error")

EXAMPLES = [
    ("PS3.5 H.3.1, Japanese", ["", "ISO 2022 IR 87"], "PN",
     b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B"),
    ("PS3.5 H.3.2, Japanese with half-width kana", ["ISO 2022 IR 13", "ISO 2022 IR 87"], "PN",
     b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J"),
    ("PS3.5 I.2, Korean", ["", "ISO 2022 IR 149"], "PN",
     b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf"),
    ("PS3.5 J.1, Chinese in UTF-8", ["ISO_IR 192"], "PN",
     b"Wang^XiaoDong=\xe7\x8e\x8b^\xe5\xb0\x8f\xe6\x9d\xb1="),
    ("PS3.5 J.2, Chinese in GB18030", ["GB18030"], "PN", b"Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab="),
    ("PS3.5 K.2, Chinese in GB 2312", ["", "ISO 2022 IR 58"], "PN",
     b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab="),
    ("PS3.5 K.3, Chinese over lines", ["", "ISO 2022 IR 58"], "LT",
     b"1.\x1b$)A\xb5\xda\xd2\xbb\xd0\xd0\xce\xc4\xd7\xd6\xa1\xa3\r\n2.\x1b$)A\xb5\xda\xb6\xfe\xd0\xd0\xce\xc4\xd7\xd6\xa1\xa3\r\n"),
    ("Half-width kana", ["ISO_IR 13"], "PN", b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3"),
    ("JIS X 0212 supplementary kanji", ["", "ISO 2022 IR 87", "ISO 2022 IR 159"], "LO",
     b"\x1b$B;3\x1b$(D0!\x1b(B chest"),
    ("Greek, then Cyrillic, in one Latin text", ["ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126"], "LO",
     b"Fran\xe7ois \x1b-F\xc4\xe9\xef\xed\xfd\xf3\xe9\xef\xf2 \x1b-L\xbb\xee\xda\xd5\xdc\xd1\xe3\xe0\xd3"),
    ("Sets go back behind a delimiter", ["ISO 2022 IR 100", "ISO 2022 IR 144"], "PN",
     b"\x1b-L\xbb\xee\xda^J\xe9r\xf4me"),
]
NAMES = [
    (["ISO_IR 100"], "Buc^Jérôme"), (["ISO_IR 101"], "Wałęsa^Łukasz"), (["ISO_IR 109"], "Ġużeppi^Ħal"),
    (["ISO_IR 110"], "Bērziņš^Jānis"), (["ISO_IR 126"], "Διονυσίου^Άννα"), (["ISO_IR 127"], "قباني^لنزار"),
    (["ISO_IR 138"], "שרון^דבורה"), (["ISO_IR 144"], "Люкceмбypг^Юлия"), (["ISO_IR 148"], "Çavuşoğlu^Işıl İnci"),
    (["ISO_IR 166"], "นามสกุล^ชื่อ"), (["GBK"], "張^東"), (["GB18030"], "王^𠀋"),
    (["ISO_IR 192"], "Ångström^Ωμέγα=山田^太郎"), (["ISO 2022 IR 148", "ISO 2022 IR 126"], "Yılmaz Ωμέγα"),
    (["ISO 2022 IR 101", "ISO 2022 IR 144"], "Łukasz Юлия"),
    (["ISO 2022 IR 100", "ISO 2022 IR 87"], "Jérôme 山田"),
]


def read(terms: list[str], vr: str, value: bytes) -> str:
    data = Dataset()
    data.SpecificCharacterSet = terms if len(terms) > 1 else terms[0]
    data.add_new(0x00100010 if vr == "PN" else 0x00081030 if vr == "LO" else 0x00104000, vr, value)
    data.decode()
    (element,) = [one for one in data if one.tag != 0x00080005]
    # pydicom's codec for GB 2312 does not know the escape sequence and leaves it in; the standard's example has the name alone.
    return str(element.value).replace("\x1b$)A", "")


def main() -> None:
    entries = [{"name": name, "terms": terms, "hex": value.hex(), "text": read(terms, vr, value)} for name, terms, vr, value in EXAMPLES]
    for terms, name in NAMES:
        value = encode_string(name, convert_encodings(terms))
        text = read(terms, "LO", value)
        assert text == name, (terms, name, text)
        entries.append({"name": f"{name} in {'/'.join(terms)}", "terms": terms, "hex": value.hex(), "text": text})
    OUT.write_text(json.dumps({"program": f"pydicom {pydicom.__version__}", "entries": entries}, ensure_ascii=False))
    subprocess.run([str(ROOT / "node_modules/.bin/prettier"), "--log-level", "warn", "--write", str(OUT)], check=True)


main()
