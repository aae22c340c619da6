# Target maps by their definition: the signed distance of every pixel to every outline (cv2.pointPolygonTest), nothing offset or filled.
# In: {"cases": [{"width", "height", "ratio", "min_size", "low", "high", "texts": [{"polygon", "ignore"}]}]}.
# Out: one case a line of base64 float32: for each text signed distance maps reduced to what the test compares.
import base64
import json
import sys

import cv2
import numpy as np


def signed_distances(polygon, width, height):
    contour = np.array(polygon, np.float32).reshape(-1, 1, 2)
    distances = [[cv2.pointPolygonTest(contour, (x, y), True) for x in range(width)] for y in range(height)]
    return np.array(distances, np.float64)


def encode(array):
    return base64.b64encode(np.ascontiguousarray(array, np.float32).tobytes()).decode()


def answer(case):
    width, height = case['width'], case['height']
    # How far each pixel is inside the nearest shrunk text, inside a text that does not count, inside a grown text.
    shrunk = np.full((height, width), -1e3)
    ignored = np.full((height, width), -1e3)
    grown = np.full((height, width), -1e3)
    threshold = np.full((height, width), case['low'])
    for text in case['texts']:
        contour = np.array(text['polygon'], np.float32).reshape(-1, 1, 2)
        distances = signed_distances(text['polygon'], width, height)
        short_side = min(cv2.minAreaRect(contour)[1])
        if text['ignore'] or short_side < case['min_size']:
            ignored = np.maximum(ignored, distances)
            continue
        offset = cv2.contourArea(contour) * (1 - case['ratio'] ** 2) / cv2.arcLength(contour, True)
        shrunk = np.maximum(shrunk, distances - offset)
        grown = np.maximum(grown, distances + offset)
        near = np.clip(1 - np.abs(distances) / offset, 0, 1)
        threshold = np.maximum(threshold, case['low'] + (case['high'] - case['low']) * near)
    return {'shrunk': encode(shrunk), 'ignored': encode(ignored), 'grown': encode(grown), 'threshold': encode(threshold)}


print(json.dumps([answer(case) for case in json.load(sys.stdin)['cases']]))
