// OpenCV's dnn loads the exported file and computes the same map as ONNX Runtime.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { exportOnnx } from '../../src/export/onnx.ts'
import { Session } from '../../src/graph/session.ts'
import { initialParameters } from '../../src/model/init.ts'
import { temporaryFolder } from '../tasks/training.ts'
import { findPython } from './python.ts'

const SCRIPT = `
import cv2, numpy, sys
folder = sys.argv[1]
net = cv2.dnn.readNetFromONNX(folder + '/model.onnx')
net.setInput(numpy.fromfile(folder + '/images.bin', numpy.float32).reshape(1, 3, 320, 352))
net.forward('pred').astype(numpy.float32).tofile(folder + '/pred.bin')
`

it('is read by OpenCV with the same result', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder()
  const model = exportOnnx({
    values: initialParameters(7),
    settings: defaultDetectorSettings,
    size: [320, 352],
    dynamic: false,
    provenance: { source: 'test' },
  })
  const random = new Random(2, 'images')
  const images = {
    shape: [1, 3, 320, 352],
    data: Float32Array.from({ length: 3 * 320 * 352 }, () => random.normal() * 0.3),
  }
  writeFileSync(join(folder, 'model.onnx'), model)
  writeFileSync(join(folder, 'images.bin'), images.data)
  const python = findPython(['cv2', 'numpy'])
  if (python === undefined) throw new Error('no python3 with OpenCV: apt-get install python3-opencv')
  execFileSync(python, ['-c', SCRIPT, folder])
  const ours = (await (await Session.load(model)).run({ images })).pred.data
  const theirs = new Float32Array(Uint8Array.from(readFileSync(join(folder, 'pred.bin'))).buffer)
  expect(theirs.length).toBe(ours.length)
  const largest = ours.reduce((max, p, index) => Math.max(max, Math.abs(p - theirs[index])), 0)
  expect(largest).toBeLessThan(1e-4)
})
