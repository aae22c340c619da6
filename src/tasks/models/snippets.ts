// Code that uses an exported model in Node, Python and C++, with the preprocessing that is written in the file.
import { openOnnx } from '../../export/open.ts'
import type { DetectorSettings } from '../../detect/settings.ts'

export interface Snippets {
  /** [height, width] of the input; of a file without fixed size, that of its training. */
  readonly size: readonly [number, number]
  readonly dynamic: boolean
  readonly node: string
  readonly python: string
  readonly cpp: string
}

/** @throws UserError as `openOnnx` does */
export async function snippetsFor(path: string, name: string): Promise<Snippets> {
  const { detector, size } = await openOnnx(path)
  const { settings } = detector
  await detector.release()
  const shown = { ...settings, file: name, size: size ?? settings.preprocessing.size }
  return {
    size: shown.size,
    dynamic: size === undefined,
    node: nodeSnippet(shown),
    python: pythonSnippet(shown),
    cpp: cppSnippet(shown),
  }
}

interface Shown extends DetectorSettings {
  readonly file: string
  readonly size: readonly [number, number]
}

const what = 'The image is fitted into the input at the top left; the rest stays 0, which is the mean colour.'

/** What the code for Node needs; spelt here so that nobody takes it for an import of ours. */
const packages = { runtime: 'onnxruntime-node', images: 'sharp' } as const

function nodeSnippet({ file, size: [height, width], preprocessing, postProcessing }: Shown): string {
  const means = preprocessing.means.join(', ')
  return `// npm install ${packages.runtime} ${packages.images}
// ${what}
import sharp from '${packages.images}'
process.env.ORT_DISABLE_TELEMETRY = '1' // ONNX Runtime reports to its makers unless this is set before it is loaded
const { default: ort } = await import('${packages.runtime}')

const [height, width] = [${height}, ${width}]
const means = [${means}] // of the planes B, G, R in this order
const session = await ort.InferenceSession.create(${JSON.stringify(file)})

const image = sharp('photo.jpg').autoOrient().flatten({ background: '#fff' }).toColourspace('srgb')
const { data, info } = await image.resize({ width, height, fit: 'inside' }).raw().toBuffer({ resolveWithObject: true })
const input = new Float32Array(3 * height * width)
for (let y = 0; y < info.height; y++)
  for (let x = 0; x < info.width; x++)
    for (let plane = 0; plane < 3; plane++) // R, G, B in the image; B, G, R in the input
      input[(plane * height + y) * width + x] = (data[(y * info.width + x) * 3 + 2 - plane] - means[plane]) / ${preprocessing.divisor}

const { pred } = await session.run({ images: new ort.Tensor('float32', input, [1, 3, height, width]) })
// pred.data[y * width + x]: probability that the pixel is text; above ${postProcessing.binaryThreshold} it counts as text
console.log(pred.dims, pred.data.filter((p) => p > ${postProcessing.binaryThreshold}).length, 'pixels are text')
`
}

function pythonSnippet({ file, size: [height, width], preprocessing, postProcessing }: Shown): string {
  const { boxThreshold, binaryThreshold, unclipRatio, minShortSide, minFinalSide } = postProcessing
  return `# pip install onnxruntime opencv-python numpy
# ${what}
import os
os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # ONNX Runtime reports to its makers unless this is set before it is loaded
import cv2, numpy as np, onnxruntime

height, width = ${height}, ${width}
means = np.array([${preprocessing.means.join(', ')}], np.float32)  # of the planes B, G, R in this order
session = onnxruntime.InferenceSession(${JSON.stringify(file)})

image = cv2.imread("photo.jpg")  # BGR, upright
scale = min(height / image.shape[0], width / image.shape[1])
small = cv2.resize(image, (round(image.shape[1] * scale), round(image.shape[0] * scale)), interpolation=cv2.INTER_AREA)
images = np.zeros((1, 3, height, width), np.float32)
images[0, :, : small.shape[0], : small.shape[1]] = ((small - means) / ${preprocessing.divisor}).transpose(2, 0, 1)
pred = session.run(None, {"images": images})[0][0, 0]  # probability of text for each pixel

contours, _ = cv2.findContours((pred > ${binaryThreshold}).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
for contour in contours:
    center, (w, h), angle = cv2.minAreaRect(contour)
    if min(w, h) < ${minShortSide}:
        continue
    mask = np.zeros(pred.shape, np.uint8)
    cv2.fillPoly(mask, [cv2.boxPoints((center, (w, h), angle)).round().astype(np.int32)], 1)
    score = cv2.mean(pred, mask)[0]
    grow = w * h * ${unclipRatio} / (2 * (w + h))  # the network marks shrunken texts
    if score < ${boxThreshold} or min(w, h) + 2 * grow < ${minFinalSide}:
        continue
    box = cv2.boxPoints((center, (w + 2 * grow, h + 2 * grow), angle)) / scale
    print(box.round(1).tolist(), round(score, 3))
`
}

function cppSnippet({ file, size: [height, width], preprocessing, postProcessing }: Shown): string {
  const { boxThreshold, binaryThreshold, unclipRatio, minShortSide, minFinalSide } = postProcessing
  const [b, g, r] = preprocessing.means
  return `// OpenCV 4.5 or later with its dnn module
// ${what}
#include <algorithm>
#include <cmath>
#include <iostream>
#include <opencv2/dnn.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

int main() {
  const int height = ${height}, width = ${width};
  cv::dnn::Net net = cv::dnn::readNetFromONNX(${JSON.stringify(file)});
  cv::Mat image = cv::imread("photo.jpg"); // BGR, upright
  const double scale = std::min(double(height) / image.rows, double(width) / image.cols);
  cv::Mat small, input(height, width, CV_32FC3, cv::Scalar(0, 0, 0));
  cv::resize(image, small, cv::Size(std::lround(image.cols * scale), std::lround(image.rows * scale)), 0, 0, cv::INTER_AREA);
  small.convertTo(small, CV_32FC3);
  small = (small - cv::Scalar(${b}, ${g}, ${r})) / ${preprocessing.divisor}; // means of the planes B, G, R in this order
  small.copyTo(input(cv::Rect(0, 0, small.cols, small.rows)));
  net.setInput(cv::dnn::blobFromImage(input));
  cv::Mat out = net.forward();
  cv::Mat pred(height, width, CV_32F, out.ptr<float>()); // probability of text for each pixel

  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(cv::Mat(pred > ${binaryThreshold}), contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  for (const auto& contour : contours) {
    cv::RotatedRect rect = cv::minAreaRect(contour);
    const float w = rect.size.width, h = rect.size.height;
    if (std::min(w, h) < ${minShortSide}) continue;
    cv::Mat corners, mask = cv::Mat::zeros(pred.size(), CV_8U);
    cv::boxPoints(rect, corners);
    corners.convertTo(corners, CV_32S);
    cv::fillPoly(mask, std::vector<cv::Mat>{corners}, 1);
    const double score = cv::mean(pred, mask)[0];
    const float grow = w * h * ${unclipRatio}f / (2 * (w + h)); // the network marks shrunken texts
    if (score < ${boxThreshold} || std::min(w, h) + 2 * grow < ${minFinalSide}) continue;
    cv::RotatedRect grown(rect.center, cv::Size2f(w + 2 * grow, h + 2 * grow), rect.angle);
    cv::Point2f box[4];
    grown.points(box);
    for (const auto& corner : box) std::cout << corner.x / scale << "," << corner.y / scale << " ";
    std::cout << score << "\\n";
  }
}
`
}
