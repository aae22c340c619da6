# Answers geometry questions with OpenCV (and, where they are installed, pyclipper and Shapely): JSON on stdin, JSON on stdout.
# Debian: apt-get install python3-opencv python3-pyclipper python3-shapely
import base64
import json
import sys

import cv2
import numpy as np

try:
    import pyclipper
except ImportError:
    pyclipper = None
try:
    from shapely.geometry import Polygon
except ImportError:
    Polygon = None

UNITS = 1024


def fill(case):
    """The polygon drawn on a canvas with a margin, cropped to the raster."""
    width, height, margin = case["width"], case["height"], case["margin"]
    canvas = np.zeros((height + 2 * margin, width + 2 * margin), np.uint8)
    points = np.array(case["polygon"], np.int32) + margin
    cv2.fillPoly(canvas, [points], 1)
    cropped = canvas[margin : margin + height, margin : margin + width]
    return base64.b64encode(np.ascontiguousarray(cropped).tobytes()).decode()


def contours(case):
    bitmap = np.frombuffer(base64.b64decode(case["data"]), np.uint8).reshape(case["height"], case["width"])
    found, _ = cv2.findContours(bitmap.copy(), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return [contour.reshape(-1, 2).tolist() for contour in found]


def rect(points):
    """Sides, corners and hull area of cv2.minAreaRect and cv2.convexHull."""
    points = np.array(points, np.float32)
    box = cv2.minAreaRect(points)
    hull = cv2.convexHull(points)
    return {
        "sides": sorted(box[1]),
        "corners": cv2.boxPoints(box).tolist(),
        "hullArea": cv2.contourArea(hull),
        "hullSize": len(hull),
    }


def offset(case):
    """Outer outlines by pyclipper on a fine grid, with the same arc tolerance of 0.1 pixel."""
    if pyclipper is None:
        return None
    outlines = pyclipper_offset(case["polygon"], case["distance"])
    outer = [o for o in outlines if pyclipper.Orientation(o)]
    return [[[x / UNITS, y / UNITS] for x, y in o] for o in sorted(outer, key=lambda o: -abs(pyclipper.Area(o)))]


def pyclipper_offset(polygon, distance):
    path = [(round(x * UNITS), round(y * UNITS)) for x, y in polygon]
    if not pyclipper.Orientation(path):
        path.reverse()
    worker = pyclipper.PyclipperOffset(2, min(0.1, abs(distance) / 4) * UNITS)
    worker.AddPath(path, pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    return worker.Execute(distance * UNITS)


def overlap(case):
    if Polygon is None:
        return None
    a, b = Polygon(case["a"]), Polygon(case["b"])
    common = a.intersection(b).area
    return {"intersection": common, "iou": common / (a.area + b.area - common)}


def valid(polygon):
    """None without Shapely; else whether the ring is simple, touching itself included."""
    if Polygon is None:
        return None
    return Polygon(polygon).is_valid


def texts(case):
    """DB's way from the map to boxes: contours, minAreaRect, mean inside, unclip by pyclipper, minAreaRect again."""
    if pyclipper is None:
        return None
    size = case["size"]
    prob = np.frombuffer(base64.b64decode(case["data"]), np.float32).reshape(size, size)
    found, levels = cv2.findContours((prob > 0.2).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for contour, (_, _, _, parent) in zip(found, levels[0]):
        if parent != -1:
            continue  # the border of a hole
        box = cv2.minAreaRect(contour)
        if min(box[1]) < 3:
            continue
        corners = cv2.boxPoints(box).astype(np.float64)
        mask = np.zeros(prob.shape, np.uint8)
        cv2.fillPoly(mask, [np.floor(corners + 0.5).astype(np.int32)], 1)
        score = cv2.mean(prob, mask)[0]
        if score < 0.3:
            continue
        distance = cv2.contourArea(corners.astype(np.float32)) * 1.5 / cv2.arcLength(corners.astype(np.float32), True)
        grown = cv2.minAreaRect((np.array(pyclipper_offset(corners, distance)[0]) / UNITS).astype(np.float32))
        if min(grown[1]) < 5:
            continue
        boxes.append({"corners": cv2.boxPoints(grown).tolist(), "score": score})
    return boxes


QUESTIONS = {f.__name__: f for f in (fill, contours, rect, offset, overlap, valid, texts)}
asked = json.load(sys.stdin)
json.dump({name: [QUESTIONS[name](case) for case in cases] for name, cases in asked.items()}, sys.stdout)
