"""A network without its heat map: writes the part of a graph that its logits need, nothing else.

    /usr/bin/python3 bench/reference/logits_only.py model.onnx logits.onnx INPUT LOGITS
"""
import sys

import onnx.utils

onnx.utils.extract_model(sys.argv[1], sys.argv[2], [sys.argv[3]], [sys.argv[4]])
