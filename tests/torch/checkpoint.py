# Loads a checkpoint of ours into the network, and saves one of PyTorch's in the ways in which they are found.
import os

import torch

from exchange import read_question, write_answer
from reference import DBNet


def network(state):
    """All names and shapes must fit, the counters of the batch norms too."""
    model = DBNet()
    model.load_state_dict(state, strict=True)
    return model.double().eval()


def their_model():
    torch.manual_seed(3)
    model = DBNet()
    for name, value in model.named_buffers():
        if name.endswith("running_mean"):
            value.normal_(0, 0.1)
        if name.endswith("running_var"):
            value.uniform_(0.5, 1.5)
    return model


def main():
    torch.set_num_threads(1)
    settings, tensors = read_question()
    ours = torch.load(settings["ours"])
    theirs = their_model().state_dict()
    folder = settings["folder"]
    wrapped = {"state_dict": {f"module.{name}": value for name, value in theirs.items()}, "epoch": 7}
    without = {name: value for name, value in theirs.items() if not name.startswith("decoder.thresh.")}
    torch.save(theirs, os.path.join(folder, "bare.pth"))
    torch.save(wrapped, os.path.join(folder, "wrapped.pth"))
    torch.save(theirs, os.path.join(folder, "legacy.pth"), _use_new_zipfile_serialization=False)
    torch.save(without, os.path.join(folder, "without-thresh.pth"))
    images = tensors["images"]
    answers = {"ours/pred": network(ours["state_dict"])(images), "theirs/pred": network(theirs)(images)}
    for owner, state in (("ours", ours["state_dict"]), ("theirs", theirs)):
        answers.update({f"{owner}/{name}": value for name, value in state.items() if "num_batches" not in name})
    facts = {
        "keys": sorted(key for key in ours if not key.startswith("ocrdet")),
        "epoch": ours["epoch"],
        "batches": int(ours["state_dict"]["backbone.bn1.num_batches_tracked"]),
        "momentum": sorted(ours["optimizer"]["momentum_buffer"]),
    }
    write_answer(facts, answers)


main()
