// Links below a served folder that lead out of what is served: nothing follows them, whichever way they are asked for.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { confinedEnvironment, confinement, leadsOut, refuseOutside } from '../../src/core/inside.ts'
import { exportModel } from '../../src/tasks/models/export.ts'
import { ocrdet } from '../cli/run-built.ts'
import { imageBytes } from '../data/folder.ts'
import { addRun, testServer, trainLines, type TestServer } from './harness.ts'

const secret = '[INFO] the secret of another folder'
let server: TestServer
let outside: string

beforeEach(() => {
  server = testServer()
  outside = mkdtempSync(join(tmpdir(), 'ocrdet-outside-'))
  writeFileSync(join(outside, 'secret.txt'), `${secret}\n`)
})

/** Replaces a file by a link to one outside. */
function linkOut(path: string): void {
  rmSync(path, { recursive: true, force: true })
  symlinkSync(join(outside, 'secret.txt'), path)
}

describe('a run with a link that leads out', () => {
  it.each(['log.txt', 'config.yaml', 'notes.json', 'checkpoints/best_model.pth', 'eval_results/predictions.json'])(
    'is refused by every route when it is %s, and named in the refusal',
    async (file) => {
      const folder = addRun(server, { log: trainLines([1]) })
      linkOut(join(folder, file))
      for (const path of ['', '/log', '/curves', '/evaluation', '/diagnosis', '/events']) {
        const response = await server.ask('GET', `/api/runs/latest${path}`)
        expect([path, response.status]).toEqual([path, 403])
        expect(await response.json()).toMatchObject({ code: 'path-outside', found: join(folder, file) })
      }
    },
  )

  it('stands in the list with nothing of the file', async () => {
    const folder = addRun(server)
    linkOut(join(folder, 'log.txt'))
    linkOut(join(folder, 'notes.json'))
    const text = await (await server.ask('GET', '/api/runs')).text()
    expect(text).toContain('exp_20260105_143022')
    expect(text).not.toContain('secret')
  })
})

describe('a folder with a link that leads out', () => {
  async function endOf(body: object): Promise<Record<string, unknown>> {
    const { id } = (await server.json('POST', '/api/jobs', body)) as { id: string }
    for (;;) {
      const job = (await server.json('GET', `/api/jobs/${id}`)) as Record<string, unknown>
      if (job['endedAt'] !== undefined) return job
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  function datasetLeadingOut(): string {
    const [data = ''] = server.options.folders
    for (const part of ['test_images', 'test_gts']) mkdirSync(join(data, part))
    writeFileSync(join(data, 'test_list.txt'), 'test_images/1.png test_gts/1.txt\n')
    writeFileSync(join(data, 'test_images/1.png'), 'no matter')
    linkOut(join(data, 'test_gts/1.txt'))
    return data
  }

  it('is detected without the image that it leads to', async () => {
    const [data = ''] = server.options.folders
    writeFileSync(join(outside, '1.png'), await imageBytes(64, 64, { format: 'png' }))
    symlinkSync(join(outside, '1.png'), join(data, '1.png'))
    const { result } = await endOf({ kind: 'detect', uploads: [], paths: [data], model: 'starter' })
    expect(result).toMatchObject({ images: 1, failed: 1 })
  }, 120_000)

  it('is not evaluated', async () => {
    const data = datasetLeadingOut()
    addRun(server)
    const { state, failure } = await endOf({ kind: 'evaluate', model: 'exp_20260105_143022', data, split: 'test' })
    expect([state, (failure as { code: string }).code]).toEqual(['failed', 'dataset-broken'])
    expect(JSON.stringify(failure)).toContain('leads out')
  }, 120_000)

  it('is not verified, by the page or by a command that is confined to other folders', async () => {
    const data = datasetLeadingOut()
    const { out, workdirs } = server.options
    const { path } = await exportModel({ source: 'starter', size: [32, 32], dynamic: false, out, workdirs })
    const { state, failure } = await endOf({ kind: 'verify', file: 'model_32x32.onnx', data })
    expect([state, (failure as { code: string }).code]).toEqual(['failed', 'dataset-broken'])
    expect(JSON.stringify(failure)).toContain('leads out')
    const env = confinedEnvironment([server.root, resolve('.')])
    for (const words of [
      ['verify', '--onnx-model', path, '--test-dir', data],
      ['eval', 'starter', '--data', data],
    ]) {
      const { code, err } = await ocrdet([...words, '--workdirs', workdirs], { env })
      expect([code, err.includes('leads out'), err.includes('secret of')]).toEqual([1, true, false])
    }
  }, 120_000)
})

describe('a training that the page resumes', () => {
  it('reads nothing outside, whatever its settings and links say', async () => {
    const program = join(outside, 'program.mjs') // in the place of the command line, to see what it may read
    const reader = JSON.stringify(pathToFileURL(resolve('dist/core/read-file.js')).href)
    const path = JSON.stringify(join(outside, 'secret.txt'))
    writeFileSync(
      program,
      `import { readRegularText } from ${reader}
      try { console.error('error: ' + readRegularText(${path})) } catch (error) { console.error('error: ' + error.message) }`,
    )
    server = testServer({ program })
    addRun(server, { log: trainLines([1]) })
    const launch = await server.json('POST', '/api/runs/exp_20260105_143022/resume', {})
    expect(launch).toMatchObject({
      state: 'failed',
      failure: { code: 'training-not-started', found: 'error: This path is not in a folder that the server may read' },
    })
  })
})

describe('the guard', () => {
  it('counts a path by where it leads, and one that is missing by its folder', () => {
    const [data = ''] = server.options.folders
    symlinkSync(outside, join(data, 'link'))
    expect(leadsOut(join(data, 'link', 'secret.txt'), [data])).toBe(true)
    expect(leadsOut(join(data, 'link', 'none'), [data])).toBe(true)
    expect(leadsOut(join(data, 'none'), [data])).toBe(false)
    expect(leadsOut(`${data}x`, [data])).toBe(true)
  })

  it('is not on in a process that nobody confined', () => {
    expect(confinement()).toBeUndefined()
    expect(() => refuseOutside('/etc/passwd')).not.toThrow()
  })
})
