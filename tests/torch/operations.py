# Every operation of the engine in PyTorch: outputs, and gradients of sum(g * first output), for all cases at once.
import torch
import torch.nn.functional as F

from exchange import read_question, write_answer


def pad_plane(x, pads, value=0.0):
    """Pads top, left, bottom, right; negative amounts cut."""
    top, left, bottom, right = pads
    return F.pad(x, (left, right, top, bottom), value=value)


def conv(x, w, bias=None, *, strides, pads):
    return F.conv2d(pad_plane(x, pads), w, bias, stride=strides)


def conv_transpose(x, w, bias=None, *, strides, pads, outputPadding):
    top, left, bottom, right = pads
    if (top, left) == (bottom, right):
        return F.conv_transpose2d(x, w, bias, strides, padding=(top, left), output_padding=outputPadding)
    # PyTorch knows symmetric padding only; the definition: cut the full result, zeros where it ends before the output.
    full = F.conv_transpose2d(x, w, None, strides)
    y = pad_plane(full, (-top, -left, outputPadding[0] - bottom, outputPadding[1] - right))
    return y if bias is None else y + bias[None, :, None, None]


def conv_filter_grad(x, dy, *, kernel, strides, pads):
    w = torch.zeros(dy.shape[1], x.shape[1], *kernel, dtype=x.dtype, requires_grad=True)
    return torch.autograd.grad(conv(x, w, strides=strides, pads=pads), w, dy, create_graph=True)[0]


def batch_norm(x, scale, bias, *, epsilon):
    y = F.batch_norm(x, None, None, scale, bias, training=True, eps=epsilon)
    variance, mean = torch.var_mean(x, dim=(0, 2, 3), unbiased=False)
    return y, mean, variance


def top_k_mask(x, k):
    mask = torch.zeros(x.numel(), dtype=x.dtype)
    mask[torch.topk(x.flatten(), int(k)).indices] = 1
    return mask.reshape(x.shape)


def pad_axis(x, *, axis, before, after):
    amounts = [0] * (2 * x.dim())
    amounts[2 * (x.dim() - 1 - axis)], amounts[2 * (x.dim() - 1 - axis) + 1] = before, after
    return F.pad(x, amounts)


def channel_affine(x, a, b=None):
    y = x * a[None, :, None, None]
    return y if b is None else y + b[None, :, None, None]


operations = {
    "Add": torch.add,
    "Sub": torch.sub,
    "Mul": torch.mul,
    "Div": torch.div,
    "Neg": torch.neg,
    "Abs": torch.abs,
    "Exp": torch.exp,
    "Log": torch.log,
    "Sqrt": torch.sqrt,
    "Sigmoid": torch.sigmoid,
    "Relu": torch.relu,
    "ReluGrad": lambda g, y: g * torch.sign(y),
    # JSON has no infinity: an absent bound arrives as null, which is PyTorch's word for it too.
    "Clip": lambda x, *, min, max: torch.clamp(x, min, max),
    "ClipGrad": lambda g, x, *, min, max: g * ((x > min) & (x < max)).to(g.dtype),
    "Sign": torch.sign,
    "Greater": lambda a, b: (a > b).to(a.dtype),
    "TopKMask": top_k_mask,
    "ReduceSum": lambda x, *, axes, keepdims: torch.sum(x, dim=axes, keepdim=keepdims),
    "Expand": lambda x, *, shape: x.expand(shape),
    "Reshape": lambda x, *, shape: x.reshape(shape),
    "Transpose": lambda x, *, perm: x.permute(perm),
    "Concat": lambda *xs, axis: torch.cat(xs, dim=axis),
    "Split": lambda x, *, axis, sizes: torch.split(x, sizes, dim=axis),
    "Slice": lambda x, *, axis, start, end: x.narrow(axis, start, end - start),
    "Pad": pad_axis,
    "MatMul": torch.matmul,
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "ConvFilterGrad": conv_filter_grad,
    "MaxPool": lambda x, *, kernel, strides, pads: F.max_pool2d(pad_plane(x, pads, float("-inf")), kernel, strides),
    "Upsample": lambda x, *, factor: F.interpolate(x, scale_factor=factor, mode="nearest"),
    "SumPool": lambda x, *, factor: F.avg_pool2d(x, factor, divisor_override=1),
    "BatchNorm": batch_norm,
    "BatchNormInference": lambda x, scale, bias, mean, variance, *, epsilon: F.batch_norm(
        x, mean, variance, scale, bias, training=False, eps=epsilon
    ),
    "ChannelAffine": channel_affine,
    "ChannelDot": lambda a, b: (a * b).sum(dim=(0, 2, 3)),
}


def main():
    cases, tensors = read_question()
    answers = {}
    for key, case in cases.items():
        inputs = [tensors[f"{key}/x{index}"] for index in range(case["inputs"])]
        for index in case["differentiated"]:
            inputs[index].requires_grad_()
        results = operations[case["op"]](*inputs, **case["attributes"])
        results = results if isinstance(results, tuple) else (results,)
        for index, y in enumerate(results):
            answers[f"{key}/y{index}"] = y
        targets = [inputs[index] for index in case["differentiated"]]
        if targets:
            gradients = torch.autograd.grad(results[0], targets, tensors[f"{key}/g"])
            for index, dx in zip(case["differentiated"], gradients):
                answers[f"{key}/dx{index}"] = dx
    write_answer({}, answers)


main()
