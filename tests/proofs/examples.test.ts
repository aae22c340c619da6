// The examples run as they are shipped, against the built package under its own name.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallModel } from '../tasks/small-model.ts'
import { temporaryFolder, tinyDataset } from '../tasks/training.ts'

interface Ended {
  readonly code: number | null
  readonly output: string
}

let folder: string
let data: string

function start(
  example: string,
  ...words: string[]
): { child: ChildProcess; ended: Promise<Ended>; said: () => string } {
  const child = spawn(process.execPath, [resolve('examples', example), ...words], { cwd: folder })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  return { child, ended, said: () => output }
}

beforeAll(async () => {
  data = await tinyDataset(2)
  folder = temporaryFolder()
})

describe('README', () => {
  it('shows a program that runs', { timeout: 120_000 }, async () => {
    const program = /## Use it from a program\n\n```js\n([^]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? ''
    const elsewhere = temporaryFolder()
    cpSync('examples/photo.png', join(elsewhere, 'photo.jpg'))
    cpSync(data, join(elsewhere, 'custom_data'), { recursive: true })
    mkdirSync(join(elsewhere, 'node_modules'))
    symlinkSync(resolve('.'), join(elsewhere, 'node_modules', 'ocrdet'), 'junction')
    writeFileSync(join(elsewhere, 'program.mjs'), program.replace('[640, 640]', '[64, 64]'))
    const { status, stdout, stderr } = spawnSync(process.execPath, ['program.mjs'], { cwd: elsewhere })
    expect(stderr.toString()).toBe('')
    expect(stdout.toString()).toMatch(/^0\.\d\d \d+[^]*\n1 0 \d\.\d+\n$/)
    expect(status).toBe(0)
  })
})

describe('examples', { timeout: 120_000 }, () => {
  it('train.mjs trains, exports and proves; diagnosis-rule.mjs then judges the run by its own rule', async () => {
    const settings = {
      batch_size: 2,
      input_size: [64, 64],
      num_epochs: 1,
      min_text_size: 2,
      device: 'cpu',
      num_threads: 1,
    }
    const trained = await start('train.mjs', data, JSON.stringify(settings)).ended
    expect(trained.output).toMatch(/^run exp_\d+_\d+\nepoch 1\/1 iteration 0 loss \d/)
    expect(trained.output).toMatch(/\ncompleted, best F-score \d\.\d{3}\nproven: .*model_64x64\.onnx\n$/)
    expect(trained.code).toBe(0)
    const diagnosed = await start('diagnosis-rule.mjs').ended
    expect(diagnosed.output).toMatch(/^unhealthy: /)
    expect(diagnosed.output).toContain('error evaluated-often: It was evaluated 1 times, with eval_interval 1.')
    expect(diagnosed.code).toBe(1)
  })

  it('train.mjs shows errors with what to do', async () => {
    const { code, output } = await start('train.mjs', join(data, 'nothing')).ended
    expect(output).toMatch(/^Data set folder not found\n {2}found: [^]*\n {2}next: /)
    expect(code).toBe(1)
  })

  it('detect-server.mjs answers with texts and what they say, and with the error of what is no image', async () => {
    const { child, ended, said } = start('detect-server.mjs', await smallModel({ size: [320, 320] }), '0')
    while (!said().includes('http://')) await once(child.stdout!, 'data')
    const address = /http:\S+/.exec(said())?.[0] ?? ''
    const post = async (body: Uint8Array<ArrayBuffer>) => fetch(address, { method: 'POST', body })
    const found = await post(Uint8Array.from(readFileSync('examples/photo.png')))
    expect(found.status).toBe(200)
    const answer = (await found.json()) as { texts: { polygon: number[][]; score: number; text: string }[] }
    expect(answer.texts.length).toBeGreaterThan(3)
    expect(answer.texts.filter(({ text }) => text.length > 1).length).toBeGreaterThan(3)
    const refused = await post(Uint8Array.from(Buffer.from('no image')))
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'image-undecodable' }])
    child.kill('SIGTERM')
    expect((await ended).code === 0 || process.platform === 'win32').toBe(true)
  })

  it('graph.mjs learns to tell two moons apart, and saves the network', async () => {
    const { code, output } = await start('graph.mjs').ended
    expect(output).toMatch(/right: (19[5-9]|200) of 200\n$/)
    expect(code).toBe(0)
    expect(statSync(join(folder, 'moons.onnx')).size).toBeGreaterThan(400)
  })
})
