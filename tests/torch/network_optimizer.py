# PyTorch's optimisers over given gradients.
import torch

from exchange import read_question, write_answer


def make(case, groups):
    if case["name"] == "SGD":
        momentum = case["momentum"]
        return torch.optim.SGD(groups, lr=1, momentum=momentum, nesterov=momentum > 0)
    return {"Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW}[case["name"]](groups)


def main():
    settings, tensors = read_question()
    answers = {}
    for index, case in enumerate(settings["cases"]):
        weights = {name: tensors[name].clone().requires_grad_() for name in ("filter", "shift")}
        decays = {"filter": case["weightDecay"], "shift": 0}
        groups = [{"params": [weights[name]], "weight_decay": decays[name]} for name in weights]
        optimizer = make(case, groups)
        for step, rate in enumerate(settings["rates"]):
            for group in optimizer.param_groups:
                group["lr"] = rate
            for name, value in weights.items():
                value.grad = tensors[f"{step}/{name}"].clone()
            optimizer.step()
        for name, value in weights.items():
            answers[f"{index}/{name}"] = value
    write_answer({}, answers)


main()
