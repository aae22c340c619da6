# The whole network: loss and gradients of one batch, the output map of inference, and a few training steps.
import torch

from exchange import read_question, write_answer
from reference import DBNet, db_loss

BATCH = ("images", "shrinkMap", "shrinkMask", "thresholdMap", "thresholdMask")


def network(parameters, dtype):
    model = DBNet().to(dtype)
    model.load({name: value.to(dtype) for name, value in parameters.items()})
    return model


def batch_of(tensors, step, dtype):
    return {name: tensors[f"batch{step}/{name}"].to(dtype) for name in BATCH}


def gradients(parameters, tensors, settings, dtype):
    model = network(parameters, dtype).train()
    batch = batch_of(tensors, 0, dtype)
    losses = db_loss(model(batch["images"]), batch, settings["loss"])
    losses[0].backward()
    return losses, {name: value.grad for name, value in model.named_parameters()}


def steps(parameters, tensors, settings):
    model = network(parameters, torch.float64).train()
    decayed = [value for value in model.parameters() if value.dim() == 4]
    others = [value for value in model.parameters() if value.dim() != 4]
    groups = [{"params": decayed, "weight_decay": settings["weightDecay"]}, {"params": others, "weight_decay": 0}]
    optimizer = torch.optim.SGD(groups, lr=settings["rate"], momentum=settings["momentum"], nesterov=True)
    curve = []
    for step in range(settings["steps"]):
        batch = batch_of(tensors, step, torch.float64)
        total = db_loss(model(batch["images"]), batch, settings["loss"])[0]
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        curve.append(total)
    return torch.stack(curve), model.state_dict()


def relative(a, b):
    return float((a.double() - b.double()).abs().max() / b.double().abs().max().clamp(min=1e-12))


def main():
    # Threads that wait in a loop for others are slow on a busy machine.
    torch.set_num_threads(1)
    settings, tensors = read_question()
    parameters = {name[len("parameter/") :]: value for name, value in tensors.items() if name.startswith("parameter/")}
    losses, exact = gradients(parameters, tensors, settings, torch.float64)
    _, single = gradients(parameters, tensors, settings, torch.float32)
    curve, after = steps(parameters, tensors, settings)
    model = network(parameters, torch.float64).eval()
    answers = {
        "losses": torch.stack(losses),
        "curve": curve,
        "pred": model(tensors["batch0/images"]),
        **{f"gradient/{name}": value for name, value in exact.items()},
        **{f"after/{name}": value for name, value in after.items() if not name.endswith("num_batches_tracked")},
    }
    facts = {
        "parameters": sum(value.numel() for value in model.parameters()),
        "singlePrecision": {name: relative(single[name], exact[name]) for name in exact},
    }
    write_answer(facts, answers)


main()
