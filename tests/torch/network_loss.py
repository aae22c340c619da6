# The loss of every case and its gradients, and the cross entropy with samples mixed by a broadcast.
import torch

from exchange import read_question, write_answer
from reference import balance_cross_entropy, db_loss

PREDICTIONS = ("binary", "thresh", "threshBinary")


def main():
    settings, tensors = read_question()
    answers, mixed = {}, {}
    for title in settings["titles"]:
        maps = {name[len(title) + 1 :]: value for name, value in tensors.items() if name.startswith(f"{title}/")}
        predictions = [maps[name].requires_grad_() for name in PREDICTIONS]
        losses = db_loss(predictions, maps, settings["loss"])
        answers[f"{title}/losses"] = torch.stack(losses)
        if losses[0].requires_grad:
            gradients = torch.autograd.grad(losses[0], predictions, allow_unused=True)
        else:
            gradients = [None] * len(predictions)
        for name, prediction, gradient in zip(PREDICTIONS, predictions, gradients):
            answers[f"{title}/{name}"] = torch.zeros_like(prediction) if gradient is None else gradient
        mask = maps["shrinkMask"][:, 0]
        mixed[title] = float(balance_cross_entropy(maps["binary"], maps["shrinkMap"], mask, settings["loss"]["ohemRatio"]))
    write_answer({"mixed": mixed}, answers)


main()
