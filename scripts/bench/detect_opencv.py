"""One process that detects texts with OpenCV's DB detector and prints seconds and boxes as JSON; the first image warms up."""
import json
import os
import sys
import time

import cv2

model, settings, folder = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
detector = cv2.dnn.TextDetectionModel_DB(model)
detector.setBinaryThreshold(settings["binaryThreshold"]).setPolygonThreshold(settings["boxThreshold"])
detector.setUnclipRatio(settings["unclipRatio"]).setMaxCandidates(settings["maxCandidates"])
detector.setInputParams(1 / 255.0, (settings["width"], settings["height"]), (122.67891434, 116.66876762, 104.00698793))

names = sorted(os.listdir(folder))
boxes = {}
started = None
for name in names:
    try:
        found, _ = detector.detect(cv2.imread(os.path.join(folder, name)))
        boxes[name] = [[float(value) for point in box for value in point] for box in found]
    except cv2.error:
        boxes[name] = None  # it gives up on an image where a region has two equal corners
    started = started or time.perf_counter()
seconds = time.perf_counter() - started
print(json.dumps({"seconds": seconds, "images": len(names) - 1, "boxes": boxes}))
