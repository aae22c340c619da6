// What errors advise works: the command in the advice of every code is typed as it stands, in a folder whose name needs quotes.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { keepSweep, openSweep } from '../../src/tasks/sweep/sweep.ts'
import { makeRun } from '../run/run-folders.ts'
import { mainFile, run, type Ended } from '../cli/run-built.ts'

const root = mkdtempSync(join(tmpdir(), "it's my #1 set "))
const small = ['--input-size', '64x64', '--batch-size', '2', '--num-epochs', '1']
let trained = ''

beforeAll(async () => {
  await synthesize(join(root, 'custom_data'), { train: 2, test: 1, seed: 5, size: [64, 64] })
  await ocrdet('train', 'custom_data', ...small)
  trained = join('workdirs', readdirSync(join(root, 'workdirs'))[0])
}, 120_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Types these words in the prepared folder. */
function ocrdet(...words: readonly string[]): Promise<Ended> {
  return run(process.execPath, [mainFile, ...words], { cwd: root })
}

/** Types a line as a person copies it, at a shell. */
function typed(line: string, cwd: string): Promise<Ended> {
  const script = `ocrdet() { "$NODE" "$MAIN" "$@"; }; ${line}`
  return run('sh', ['-c', script], { cwd, env: { NODE: process.execPath, MAIN: mainFile } })
}

interface Failure {
  readonly code: string
  readonly next: string
}

/** What went wrong; a training tells of its way on lines before. */
function failureOf({ out }: Ended): Failure {
  return (JSON.parse(out.slice(out.lastIndexOf('\n{') + 1)) as { readonly error: Failure }).error
}

/** The commands in an advice; a sentence goes on after a semicolon or a comma. */
function commandsIn(next: string): string[] {
  return [...next.matchAll(/ocrdet (?:'(?:[^']|'\\'')*'|"[^"]*"|[^;,`'"]|\\')*/g)].map(([line]) => line.trim())
}

interface Advice {
  /** What is typed to get the error. */
  readonly words: () => readonly string[]
  /** Makes what the case needs. Gives the folder in which everything is typed, where it is another one. */
  readonly prepare?: () => string | undefined | Promise<string | undefined>
  /** Flags that make a training short; everything else of the line is typed as it stands. */
  readonly shortly?: readonly string[]
  /** Exit code of the advised command: 1 for a check that lists errors. */
  readonly exit?: number
}

/** A folder with labels of these formats for two images. */
function labels(name: string, ...formats: readonly ('coco' | 'labelme')[]): string {
  const folder = join(root, name)
  mkdirSync(join(folder, 'in'), { recursive: true })
  const image = join(root, 'custom_data/train_images', readdirSync(join(root, 'custom_data/train_images'))[0])
  for (const name of ['1.png', '2.png']) copyFileSync(image, join(folder, 'in', name))
  const box = [8, 8, 40, 16]
  const coco = {
    images: [1, 2].map((id) => ({ id, file_name: `${id}.png`, width: 64, height: 64 })),
    categories: [{ id: 1, name: 'text' }],
    annotations: [1, 2].map((id) => ({ id, image_id: id, category_id: 1, bbox: box, area: 640, iscrowd: 0 })),
  }
  if (formats.includes('coco')) writeFileSync(join(folder, 'in/instances.json'), JSON.stringify(coco))
  if (formats.includes('labelme')) for (const id of [1, 2]) writeFileSync(join(folder, `in/${id}.json`), labelme(id))
  return folder
}

function labelme(id: number): string {
  const corners = [
    [8, 8],
    [48, 24],
  ]
  const shape = { label: 'a', points: corners, shape_type: 'rectangle', group_id: null, flags: {} }
  const image = { imagePath: `${id}.png`, imageData: null, imageWidth: 64, imageHeight: 64 }
  return JSON.stringify({ version: '5.0.0', flags: {}, shapes: [shape], ...image })
}

/** A run of its own workdirs that was made without a training. */
function fakeRun(id: string, { curves = true, weights = true } = {}): string {
  const config = { train_data_dir: join(root, 'custom_data'), input_size: [64, 64], batch_size: 2 } as const
  const { folder } = makeRun(join(root, 'others'), id, { config, fScores: curves ? [0.5] : [], iters: 1 })
  if (!weights) rmSync(join(folder, 'checkpoints'), { recursive: true })
  return folder
}

/** A data set whose only ground truth is broken. */
function broken(): string {
  const folder = join(root, 'broken')
  mkdirSync(join(folder, 'train_images'), { recursive: true })
  for (const list of ['train_list.txt', 'test_list.txt']) writeFileSync(join(folder, list), 'train_images/1.png\n')
  writeFileSync(join(folder, 'train_images/1.png'), 'no image')
  return folder
}

/** A folder below the prepared one, with what `make` puts there. */
function fresh(name: string, make: () => unknown): string {
  const folder = join(root, name)
  mkdirSync(folder, { recursive: true })
  make()
  return folder
}

function foreignModel(): Uint8Array {
  const value = (name: string) => ({ name, type: 'float32', shape: [1, 3, 64, 64] }) as const
  return encodeModel({
    irVersion: 8,
    producerName: 'paddle2onnx',
    producerVersion: '',
    graphName: '',
    opsets: { '': 17 },
    inputs: [value('x')],
    outputs: [value('y')],
    nodes: [],
    initializers: [],
    metadata: {},
  })
}

const advices: Readonly<Record<string, Advice>> = {
  'run-finished': { words: () => ['resume', trained] },
  'run-not-resumable': { words: () => ['resume', fakeRun('exp_20260101_000001')] },
  'run-without-weights': {
    words: () => ['export', fakeRun('exp_20260101_000002', { weights: false })],
    shortly: ['--estimate'],
  },
  'run-not-one': {
    prepare: () => {
      copyFileSync(join(root, trained, 'checkpoints/last_model.pth'), join(root, 'loose weights.pth'))
      return undefined
    },
    words: () => ['resume', 'loose weights.pth'],
    shortly: small,
  },
  'nothing-to-draw': { words: () => ['plot', fakeRun('exp_20260101_000003', { curves: false }), '-o', 'a.png'] },
  'not-confirmed': { words: () => ['rm', fakeRun('exp_20260101_000004')] },
  'run-archived': {
    prepare: async () => {
      await ocrdet('archive', fakeRun('exp_20260101_000005'), '--workdirs', 'others')
      return undefined
    },
    words: () => ['show', 'exp_20260101_000005', '--workdirs', 'others'],
  },
  'run-linked': {
    prepare: () => {
      symlinkSync(join(root, trained), join(root, 'others/best one'))
      return undefined
    },
    words: () => ['rm', 'best one', '--workdirs', 'others'],
  },
  'name-not-one': { words: () => ['unname', trained.slice('workdirs/'.length)], exit: 1 },
  'bad-tag': { words: () => ['tag', 'latest', 'a whole sentence'] },
  'split-done-already': { words: () => ['split', 'custom_data'] },
  'import-own-layout': { words: () => ['import', 'custom_data', 'copy'] },
  'split-nothing': { prepare: () => labels('to split', 'labelme'), words: () => ['split', 'in'] },
  'import-format-unknown': {
    prepare: () => {
      const folder = labels('unknown')
      writeFileSync(join(folder, 'in/notes.txt'), 'a line of no format\n')
      return folder
    },
    words: () => ['import', 'in', 'custom_data'],
    exit: 1,
  },
  'import-format-ambiguous': {
    prepare: () => labels('ambiguous', 'coco', 'labelme'),
    words: () => ['import', 'in', 'custom_data'],
  },
  'dataset-broken': { words: () => ['train', broken()], exit: 1 },
  'nothing-to-repair': { words: () => ['check', broken(), '--fix-to', 'repaired'], exit: 1 },
  'model-missing': { words: () => ['detect', 'custom_data/test_images', '--model', 'missing.onnx'] },
  'model-not-a-detector': {
    prepare: () => {
      writeFileSync(join(root, 'other maker.onnx'), foreignModel())
      return undefined
    },
    words: () => ['detect', 'custom_data/test_images', '--model', 'other maker.onnx'],
  },
  'sweep-other': {
    prepare: async () => {
      const yaml = join(root, 'rates.yaml')
      writeFileSync(yaml, 'parameters: { batch_size: [1, 2] }\n')
      const others = join(root, 'others')
      keepSweep(await openSweep({ reference: yaml, workdirs: others, data: join(root, 'custom_data') }), yaml)
      writeFileSync(yaml, 'parameters: { batch_size: [1, 4] }\n')
      return undefined
    },
    words: () => ['sweep', 'rates.yaml', '--data', 'custom_data', '--workdirs', 'others'],
    shortly: ['--status'],
  },
  'sweep-not-running': {
    prepare: async () => {
      const yaml = join(root, 'at rest.yaml')
      writeFileSync(yaml, 'parameters: { batch_size: [1, 2] }\n')
      const others = join(root, 'others')
      const data = join(root, 'custom_data')
      keepSweep(await openSweep({ reference: yaml, workdirs: others, data, name: 'resting' }), yaml)
      return undefined
    },
    words: () => ['stop', 'resting', '--workdirs', 'others'],
    shortly: ['--status'],
  },
}

/** Arguments that are missing: several commands have this code. */
const missing: Readonly<Record<string, Advice>> = {
  'no run to archive': {
    prepare: () => fresh('to archive', () => makeRun(join(root, 'to archive/workdirs'), 'exp_20260101_000006')),
    words: () => ['archive'],
  },
  'one run to compare': {
    prepare: () => void fakeRun('exp_20260101_000007'),
    words: () => ['compare', fakeRun('exp_20260101_000008'), '--workdirs', 'others'],
  },
  'no data set to train on': { words: () => ['train'], shortly: [...small, '--estimate'] },
}

/** Advice that is not a whole command, or whose cause cannot be had cheaply; another test has the words. */
const elsewhere: Readonly<Record<string, string>> = {
  'out-of-memory': 'tests/tasks/train/memory.test.ts',
  'unknown-command': 'tests/cli/main.test.ts',
  'unknown-flag': 'tests/cli/main.test.ts',
  'extra-argument': 'tests/cli/parse.test.ts',
  'starter-damaged': 'tests/checkpoint/starter.test.ts',
  stopped: 'tests/cli/main.test.ts',
  'path-outside': 'tests/server/allowing.test.ts',
  'server-unknown': 'tests/server/allowing.test.ts',
  'sweep-running': 'tests/proofs/sweep.test.ts',
  'no-images': 'tests/proofs/read.test.ts',
  'ranks-not-connected': 'tests/with-mpi/network.test.ts',
}

describe('what an error advises', () => {
  it.each(Object.entries(advices))('works when typed: %s', { timeout: 120_000 }, follow)

  it.each(Object.entries(missing))('works when typed: %s', { timeout: 120_000 }, (_, advice) =>
    follow('missing-argument', advice),
  )

  it('is typed here for every code that advises a command', () => {
    const known = [...Object.keys(advices), ...Object.keys(elsewhere), 'missing-argument']
    expect(codesWithCommands().filter((code) => !known.includes(code))).toEqual([])
  })
})

async function follow(code: string, { prepare, words, shortly = [], exit = 0 }: Advice): Promise<void> {
  const cwd = (await prepare?.()) ?? root
  const failure = failureOf(await run(process.execPath, [mainFile, ...words(), '--json'], { cwd }))
  expect(failure).toMatchObject({ code })
  const lines = commandsIn(failure.next)
  expect(lines, failure.next).not.toEqual([])
  for (const line of lines) {
    expect(line).not.toMatch(/[<>]/)
    const ended = await typed([line, ...shortly].join(' '), cwd)
    const reported = ended.code === exit ? '' : ended.out + ended.err
    expect({ line, code: ended.code, reported }).toEqual({ line, code: exit, reported: '' })
  }
}

/** Codes of the errors that are made with a command in `next`. */
function codesWithCommands(): string[] {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const codes = sources.flatMap((name) =>
    [...readFileSync(join('src', name), 'utf8').matchAll(/new UserError\(\{(.*?)\n\s*\}\)/gs)].flatMap(([, parts]) => {
      const advises = /\bnext:.*(?:\bocrdet\b|commandLine\()/s.test(parts)
      return advises
        ? [...(/\bcode:([^\n]*)/.exec(parts)?.[1].matchAll(/'([a-z-]{5,})'/g) ?? [])].map(([, code]) => code)
        : []
    }),
  )
  return [...new Set(codes)]
}
