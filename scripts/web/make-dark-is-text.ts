// Makes web/e2e/dark-is-text.onnx: a detector that takes everything dark for text, so that tests know where its boxes must be.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { tensor } from '../../src/core/tensor.ts'
import { defaultDetectorSettings, SETTINGS_KEY, settingsToText } from '../../src/detect/settings.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { add, conv, sigmoid, square } from '../../src/graph/build.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import { Graph } from '../../src/graph/graph.ts'

const path = 'web/e2e/dark-is-text.onnx'
const size = [320, 320] as const

const graph = new Graph()
const images = graph.input('images', [1, 3, ...size])
// (pixel - mean) / 255 summed over three channels: black -1.35, the padding 0, white +1.65; only black gets above 0.5.
const weights = graph.constant(tensor([1, 3, 1, 1], [-20, -20, -20]))
const pred = sigmoid(add(conv(images, weights, square(1, 0)), graph.scalar(-13)))
const { preprocessing, postProcessing } = defaultDetectorSettings
const settings = settingsToText({ preprocessing: { ...preprocessing, size }, postProcessing })
mkdirSync(dirname(path), { recursive: true })
writeFileSync(path, encodeModel({ ...emit({ pred }, { target: 'portable' }), metadata: { [SETTINGS_KEY]: settings } }))
