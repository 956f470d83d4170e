"""Prints what a de-identified film holds, as JSON: look_into.py ORIGINAL RESULT."""

import json
import sys

import pydicom

original, result = (pydicom.dcmread(path) for path in sys.argv[1:3])
elements = []


def walk(data_set):
    for element in data_set:
        elements.append([f"{element.tag:08x}", element.VR, "" if element.VR in ("OB", "OW", "SQ") else str(element.value)])
        if element.VR == "SQ":
            for item in element.value:
                walk(item)


walk(result)
print(json.dumps({
    "elements": elements,
    "syntax": str(result.file_meta.TransferSyntaxUID),
    "instance": [str(result.SOPInstanceUID), str(result.file_meta.MediaStorageSOPInstanceUID)],
    "samePixels": result.PixelData == original.PixelData,
}))
