"""Writes films full of identifying attributes: plant.py SOURCE TARGET, both folders.

Every planted text holds SECRET, every date is 19661231, every time 235959, every UID below 1.2.999:
none of them may be found in a film that was de-identified, at any level.
"""

import sys
from pathlib import Path

import pydicom
from pydicom.datadict import DicomDictionary
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

TEXTS = {
    "PN": "SECRET^NAME", "LO": "SECRET", "SH": "SECRET", "ST": "SECRET text", "LT": "SECRET text",
    "UT": "SECRET text", "UC": "SECRET text", "UR": "http://SECRET", "AE": "SECRET",
    "DA": "19661231", "TM": "235959", "DT": "19661231235959", "AS": "066Y", "UI": "1.2.999.1",
}
# What a film is shown by stays as it is.
SHOWN = {0x00080016, 0x00020010, 0x00080005}
GROUPS = (0x0008, 0x0010, 0x0012, 0x0018, 0x0020, 0x0028, 0x0032, 0x0038, 0x0040, 0x0054, 0x0070, 0x0088, 0x0400, 0x4008)
# Texts that say how the picture was made, which the profile keeps.
KEPT_TEXTS = {"LO", "SH", "UC"}


def attributes(vrs):
    for tag, (vr, _, name, retired, _) in DicomDictionary.items():
        if (tag >> 16) in GROUPS and vr in vrs and tag not in SHOWN:
            yield tag, vr, name


def nested(depth):
    """A few attributes of every kind, in a sequence of a sequence."""
    item = Dataset()
    for tag in (0x00080020, 0x00081010, 0x00081155, 0x00100010, 0x0018700C, 0x00181030, 0x00321032, 0x0040A120):
        vr = DicomDictionary[tag][0]
        item.add(DataElement(tag, vr, TEXTS[vr]))
    if depth > 1:
        for tag in (0x00081140, 0x00082218, 0x00540220):
            item.add(DataElement(tag, "SQ", Sequence([nested(depth - 1)])))
    item.add(DataElement(0x00091010, "LO", "SECRET MAKER"))
    return item


def planted():
    """Every attribute of the dictionary that may name, date or place a patient."""
    found = Dataset()
    for tag, vr, name in attributes(TEXTS):
        group = tag >> 16
        if group in (0x0018, 0x0028, 0x0054) and vr in KEPT_TEXTS:
            continue
        # Codes and the maker of the equipment are kept (table E.1-1 does not name them).
        if tag in (0x00080070, 0x00080100, 0x00080102, 0x00080103, 0x00080104, 0x00081090, 0x00081150, 0x00102201, 0x00209056):
            continue
        found.add(DataElement(tag, vr, TEXTS[vr]))
    for tag, _, _ in attributes({"SQ"}):
        if tag not in (0x00283000, 0x00283010):
            found.add(DataElement(tag, "SQ", Sequence([nested(2)])))
    found.add(DataElement(0x00091000 + 0x10, "LO", "SECRET MAKER"))
    found.add(DataElement(0x00091010, "LO", "SECRET MAKER"))
    found.add(DataElement(0x00091011, "UN", b"SECRET"))
    return found


source, target = Path(sys.argv[1]), Path(sys.argv[2])
for path in sorted(source.glob("*.dcm")):
    film = pydicom.dcmread(path)
    marked = planted()
    for element in marked:
        if element.tag not in film or element.tag in (0x00100010, 0x00080018, 0x0020000D, 0x0020000E):
            film[element.tag] = element
    film.SOPInstanceUID = "1.2.999.2"
    film.file_meta.MediaStorageSOPInstanceUID = "1.2.999.2"
    film.file_meta.SourceApplicationEntityTitle = "SECRET"
    film.preamble = b"SECRET".ljust(128, b"\0")
    film.add(DataElement(0x60000010, "US", 8))
    film.add(DataElement(0x60003000, "OW", b"SECRET!!"))
    film.add(DataElement(0xFFFCFFFC, "OB", b"SECRET"))
    film.save_as(target / path.name)
