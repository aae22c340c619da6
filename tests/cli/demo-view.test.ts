// The end of the demo as text.
import { describe, expect, it } from 'vitest'
import { renderDemo, stepsAfterDemo } from '../../src/cli/views/demo.ts'
import { defaultPostProcessing } from '../../src/geometry/boxes.ts'
import type { DemoSummary } from '../../src/tasks/train/demo.ts'
import { plain } from './look.ts'

const scores = { precision: 1, recall: 1, fScore: 0.81, matched: 1, groundTruths: 1, detections: 1 }

const finished: DemoSummary = {
  photo: {
    model: 'starter v1',
    folder: '/d/outputs/outputs_0',
    jsonPath: '/d/outputs/outputs_0/json/result.json',
    visualizations: ['/d/outputs/outputs_0/visualization/photo.jpg_detection.png'],
    results: [
      {
        image_path: 'photo.jpg',
        texts: [['']],
        boxes: [[0, 0, 9, 0, 9, 9, 0, 9]],
        scores: [0.9],
        success: true,
        inference_time: 1,
      },
    ],
    recognizer: undefined,
    unread: undefined,
    passedOver: [],
    emptyFolders: [],
    cancelled: false,
  },
  data: { root: '/d/demo' } as DemoSummary['data'], // nothing else of it is shown
  training: {
    id: 'exp_1',
    folder: '/d/exp_1',
    ended: 'completed',
    best: { fScore: 0.81, epoch: 5 },
    initial: 0.7,
    isScored: true,
    seconds: 100,
  },
  exported: {
    path: '/d/outputs/model_320x320.onnx',
    bytes: 48_763_314,
    size: [320, 320],
    trained: [320, 320],
    dynamic: false,
    weights: '/d/exp_1/checkpoints/best_model.pth',
    postProcessing: defaultPostProcessing,
    replaced: false,
    provenance: { source: 'exp_1' },
  },
  verification: {
    passed: true,
    failures: [],
    exportedScores: scores,
    originalScores: scores,
    loggedFScore: 0.81,
    largestProbabilityDifference: 0,
    changedBoxes: 0,
    boxes: 1,
    images: 1,
    firstImage: '/d/demo/test_images/1.jpg',
    model: '/d/outputs/model_320x320.onnx',
    testDir: '/d/demo/test_images',
    comparedWith: '/d/exp_1/checkpoints/best_model.pth',
    notes: [],
    reportPath: '/d/outputs/model_320x320.verify.json',
  },
  detection: {
    model: 'model_320x320.onnx',
    folder: '/d/outputs/outputs_1',
    jsonPath: '/d/outputs/outputs_1/json/result.json',
    visualizations: ['/d/outputs/outputs_1/visualization/1.jpg_detection.png'],
    results: [
      {
        image_path: '/d/demo/test_images/1.jpg',
        texts: [['']],
        boxes: [[0, 0, 9, 0, 9, 9, 0, 9]],
        scores: [0.9],
        success: true,
        inference_time: 0.1,
      },
    ],
    recognizer: undefined,
    unread: undefined,
    passedOver: [],
    emptyFolders: [],
    cancelled: false,
  },
  seconds: 150,
}

describe('renderDemo', () => {
  it('shows the scores, the proof and where everything lies', () => {
    const text = renderDemo(finished, plain())
    expect(text).toContain(
      'Training completed after 1m 40s. Best F-score 0.810 at epoch 5 (0.700 before the training).',
    )
    expect(text).toContain('Verified: the file scores what the training logged.')
    expect(text).toContain(
      `Photograph  1 text, drawn in /d/outputs/outputs_0/visualization/photo.jpg_detection.png
Data set    /d/demo
ONNX file   /d/outputs/model_320x320.onnx
Detection   1 text on /d/demo/test_images/1.jpg
Drawn       /d/outputs/outputs_1/visualization/1.jpg_detection.png

The demo took 2m 30s.`,
    )
  })
})

describe('stepsAfterDemo', () => {
  it('leads to images of one own', () => {
    expect(stepsAfterDemo(finished, 'npx ocrdet').map(({ line }) => line)).toEqual([
      'tensorboard --logdir /d',
      'npx ocrdet detect image.jpg --model /d/outputs/model_320x320.onnx',
      'npx ocrdet check custom_data',
      'npx ocrdet train custom_data',
    ])
  })

  it('offers to go on when the training was stopped', () => {
    const stopped = { ...finished, exported: undefined, verification: undefined, detection: undefined }
    expect(stepsAfterDemo(stopped, 'ocrdet')[0].line).toBe('ocrdet resume /d/exp_1')
    expect(renderDemo(stopped, plain())).not.toContain('ONNX')
  })
})
