# One process that takes training steps with PyTorch and prints its seconds per step and peak memory as JSON.
# The network and loss are those of tests/torch/reference.py; arguments as those of step-ours.ts.
import json
import os
import re
import sys
import time

import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "tests", "torch"))
sys.dont_write_bytecode = True
from reference import DBNet, db_loss  # noqa: E402

batch, size, warm_up, steps = (int(argument) for argument in sys.argv[1:5])
frozen = sys.argv[5] == "backbone"
# On a graphics card: the seventh argument, `cuda`. The variables say how many threads, and in which order of memory.
device = sys.argv[7] if len(sys.argv) > 7 else "cpu"
torch.set_num_threads(int(os.environ.get("BENCH_THREADS", "0")) or os.cpu_count())
torch.manual_seed(1)
shape = (batch, 1, size, size)
data = {
    "images": torch.randn(batch, 3, size, size) * 0.3,
    "shrinkMap": (torch.rand(shape) < 0.05).float(),
    "shrinkMask": torch.ones(shape),
    "thresholdMap": torch.rand(shape) * 0.4 + 0.3,
    "thresholdMask": (torch.rand(shape) < 0.1).float(),
}
data = {name: value.to(device) for name, value in data.items()}
settings = {"ohemRatio": 3, "bceWeight": 5, "l1Weight": 10, "diceWeight": 1}

started = time.perf_counter()
model = DBNet().to(device)
if os.environ.get("BENCH_LAYOUT") == "channels_last":
    model = model.to(memory_format=torch.channels_last)
    data["images"] = data["images"].contiguous(memory_format=torch.channels_last)
model.train()
if frozen:
    model.backbone.requires_grad_(False)
    model.backbone.eval()
trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
groups = [
    {"params": [parameter for parameter in trained if parameter.dim() == 4], "weight_decay": 1e-4},
    {"params": [parameter for parameter in trained if parameter.dim() != 4], "weight_decay": 0},
]
optimizer = torch.optim.SGD(groups, lr=0.0007, momentum=0.9, nesterov=True)
create_seconds = time.perf_counter() - started

seconds = []
for step in range(warm_up + steps):
    begun = time.perf_counter()
    loss = db_loss(model(data["images"]), data, settings)[0]
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    float(loss)
    if step >= warm_up:
        seconds.append(time.perf_counter() - begun)
peak_kib = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read()).group(1))
print(json.dumps({"createSeconds": create_seconds, "seconds": seconds, "peakMb": peak_kib / 1024}))
