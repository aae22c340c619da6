# The Python side of python.ts: reads the question and writes the answer, as JSON and raw little-endian float32.
import json
import os
import sys

import numpy
import torch


def read_question():
    """The settings, and the tensors by name in double precision: the reference has no rounding errors of its own."""
    folder = sys.argv[1]
    with open(os.path.join(folder, "question.json")) as file:
        bundle = json.load(file)
    floats = numpy.fromfile(os.path.join(folder, "question.bin"), dtype="<f4")
    tensors, start = {}, 0
    for entry in bundle["tensors"]:
        count = int(numpy.prod(entry["shape"], dtype=numpy.int64))
        values = floats[start : start + count].reshape(entry["shape"])
        tensors[entry["name"]] = torch.tensor(values, dtype=torch.float64)
        start += count
    return bundle["facts"], tensors


def write_answer(facts, tensors):
    folder = sys.argv[1]
    names = [{"name": name, "shape": list(value.shape)} for name, value in tensors.items()]
    with open(os.path.join(folder, "answer.json"), "w") as file:
        json.dump({"facts": facts, "tensors": names}, file)
    with open(os.path.join(folder, "answer.bin"), "wb") as file:
        for value in tensors.values():
            value.detach().to(torch.float32).contiguous().numpy().astype("<f4").tofile(file)
