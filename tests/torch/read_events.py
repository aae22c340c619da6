# Reads an event folder with TensorBoard's own readers and prints what they show, as JSON.
import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2

accumulator = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0, "tensors": 0})
accumulator.Reload()
tags = accumulator.Tags()


def content(tag):
    data = accumulator.SummaryMetadata(tag).plugin_data
    return plugin_data_pb2.HParamsPluginData.FromString(data.content)


def value(setting):
    return getattr(setting, setting.WhichOneof("kind"))


start = content("_hparams_/session_start_info").session_start_info
end = content("_hparams_/session_end_info").session_end_info
json.dump(
    {
        "scalars": {tag: [[event.step, event.value] for event in accumulator.Scalars(tag)] for tag in tags["scalars"]},
        "images": {
            tag: [[event.step, event.width, event.height] for event in accumulator.Images(tag)]
            for tag in tags["images"]
        },
        "hparams": {name: value(setting) for name, setting in start.hparams.items()},
        "group": start.group_name,
        "status": end.status,
    },
    sys.stdout,
)
