// Names and paths of run folders, and how a new one is claimed.
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRunFolder, localTime, parseRunId, runIdOf, runPaths, startOfRunId } from '../../src/run/layout.ts'
import { temporaryFolder, userErrorOf } from './temporary.ts'

const start = new Date(2026, 0, 5, 14, 30, 22)

describe('run ids', () => {
  it('are the local start time, as the article shows it', () => {
    expect(runIdOf(start)).toBe('exp_20260105_143022')
    expect(localTime(start)).toBe('2026-01-05 14:30:22')
  })

  it('tell the start time again', () => {
    expect(startOfRunId('exp_20260105_143022')).toEqual(start)
    expect(startOfRunId('exp_20260105_143022_12')).toEqual(start)
    expect(parseRunId('exp_20260105_143022_12')).toEqual({ stamp: '20260105_143022', count: 12 })
  })

  it.each(['exp_v1_baseline', 'exp_20260105', 'exp_20260105_143022_', 'exp_20260105_143022_0', ' exp_20260105_143022'])(
    'are not %j',
    (name) => {
      expect(parseRunId(name)).toBeUndefined()
      expect(startOfRunId(name)).toBeUndefined()
    },
  )
})

describe('runPaths', () => {
  it('has the names of the article', () => {
    const paths = runPaths('/w/exp_1')
    expect(Object.values(paths)).toEqual([
      '/w/exp_1',
      '/w/exp_1/config.yaml',
      '/w/exp_1/log.txt',
      '/w/exp_1/checkpoints',
      '/w/exp_1/checkpoints/best_model.pth',
      '/w/exp_1/checkpoints/last_model.pth',
      '/w/exp_1/eval_results',
      '/w/exp_1/eval_results/predictions.json',
      '/w/exp_1/eval_results/ground_truth.json',
      '/w/exp_1/eval_results/errors.json',
      '/w/exp_1/eval_results/metrics_per_image',
      '/w/exp_1/eval_results/confusion_matrix.png',
      '/w/exp_1/eval_results/worst_images.png',
      '/w/exp_1/tensorboard',
      '/w/exp_1/heartbeat.json',
      '/w/exp_1/data_files.json',
    ])
  })
})

describe('createRunFolder', () => {
  it('makes the folder with its sub folders, and the parents', () => {
    const workdirs = join(temporaryFolder(), 'deep', 'workdirs')
    const folder = createRunFolder(workdirs, start)
    expect(folder).toBe(join(workdirs, 'exp_20260105_143022'))
    expect(readdirSync(folder).sort()).toEqual(['checkpoints', 'eval_results', 'tensorboard'])
  })

  it('takes the next free count within a second, over folders, files and dangling links alike', () => {
    const workdirs = temporaryFolder()
    mkdirSync(join(workdirs, 'exp_20260105_143022'))
    writeFileSync(join(workdirs, 'exp_20260105_143022_2'), 'a file')
    symlinkSync('nowhere', join(workdirs, 'exp_20260105_143022_3'))
    expect(basename(createRunFolder(workdirs, start))).toBe('exp_20260105_143022_4')
  })

  it('gives parallel processes that start in the same second a folder each', async () => {
    const workdirs = temporaryFolder()
    const script = `
      import { createRunFolder } from ${JSON.stringify(pathToFileURL('src/run/layout.ts').href)}
      while (Date.now() < ${Date.now() + 1500}) {}
      for (let i = 0; i < 25; i++) console.log(createRunFolder(${JSON.stringify(workdirs)}, new Date(${start.getTime()})))`
    const outputs = await Promise.all(Array.from({ length: 4 }, () => outputOf(script)))
    const folders = outputs.flatMap((text) => text.trim().split('\n'))
    expect(folders).toHaveLength(100)
    expect(new Set(folders).size).toBe(100)
    expect(readdirSync(workdirs)).toHaveLength(100)
  })

  it('says so when a file stands where workdirs should be', () => {
    const path = join(temporaryFolder(), 'workdirs')
    writeFileSync(path, '')
    expect(userErrorOf(() => createRunFolder(path, start)).where).toBe(path)
  })
})

function outputOf(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(text))))
  })
}
