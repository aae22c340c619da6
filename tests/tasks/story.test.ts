// A newcomer's way through the built program on eight images: train, evaluate, export, verify, detect; and what is refused.
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { logOf, ONE_THREAD, onlyRun, run, SMALL, temporaryFolder, tinyDataset } from './training.ts'

const SIZE = ['--input-size', '320', '--num-epochs', '1', '--eval-interval', '1', '--save-every', '1']

let data: string
let workdirs: string
let out: string

beforeAll(async () => {
  data = await tinyDataset()
  workdirs = temporaryFolder()
  out = temporaryFolder()
  const { code, stderr } = await run('train', data, ...SMALL, ...SIZE, ...ONE_THREAD, '--workdirs', workdirs)
  expect(stderr).not.toContain('error')
  expect(code).toBe(0)
}, 120_000)

describe('train', () => {
  it('leaves a run folder that explains itself', () => {
    const folder = onlyRun(workdirs) ?? ''
    const files = (name: string) => readdirSync(join(folder, name)).sort()
    expect(files('checkpoints').filter((name) => name !== 'best_model.pth')).toEqual([
      'backup_epoch_1.pth',
      'epoch_1.pth',
      'last_model.pth',
    ])
    expect(files('eval_results')).toEqual(
      'confusion_matrix.png errors.json ground_truth.json metrics_per_image predictions.json worst_images.png'.split(
        ' ',
      ),
    )
    expect(files('tensorboard')).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d+\./)])
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toMatch(
      /^train_data_dir: .*\nbatch_size: 2\nnum_epochs: 1\n/,
    )
  })

  it('writes the log in the known grammar', () => {
    const log = logOf(workdirs)
    expect(log).toMatch(
      /^\[INFO\] Starting training at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n\[CONFIG\] Using device: cpu \(.*\)\n/,
    )
    expect(log).toMatch(
      /\n\[DATA\] Train samples: 8 \| Test samples: 2\n\[VAL\] Epoch 0 finished\. F-score: \d\.\d{3}, Precision: /,
    )
    expect(log).toMatch(/\n\[TRAIN\] Epoch 1\/1, Iter 3\/4, Loss: \d+\.\d{3}, LR: 0\.000\d+, /)
    expect(log).toMatch(/\n\[INFO\] Training completed successfully\.\n$/)
  })

  it.each([
    [['--batch-sise', '2'], '--batch-size', 2],
    [['--batch-size', 'two'], 'a whole number', 2],
    [['--input-size', '100'], 'multiple of 32', 2],
    [['--optimizer', 'sgd'], 'SGD', 2],
    [['--init', 'nowhere.pth'], 'nowhere.pth', 1],
    [['--batch-size', '4096', '--input-size', '2048'], '--batch-size', 1],
  ])('refuses %j', { timeout: 60_000 }, async (flags, words, code) => {
    const elsewhere = temporaryFolder()
    const finished = await run('train', data, ...flags, '--workdirs', elsewhere)
    expect(finished.stderr).toContain(words)
    expect(finished.code).toBe(code)
  })

  it('lists every problem of a broken data set, on the screen and in the log', { timeout: 60_000 }, async () => {
    const broken = await tinyDataset()
    writeFileSync(join(broken, 'train_gts', '1.txt'), '1,2,three,4,5,6,7,8,word\n1,2,3\n')
    truncateSync(join(broken, 'train_images', '2.jpg'), 0)
    const elsewhere = temporaryFolder()
    const { code, stderr } = await run('train', broken, ...SMALL, '--workdirs', elsewhere)
    expect(code).toBe(1)
    // Piped, the lines of the log are what is shown.
    for (const text of [stderr, logOf(elsewhere)]) {
      expect(text).toContain('Invalid box format in 1.txt')
      expect(text).toContain('train_gts/1.txt:1')
      expect(text).toContain('train_gts/1.txt:2')
      expect(text).toContain('train_images/2.jpg')
    }
  })

  it('makes no run for a data set that is not there', async () => {
    const elsewhere = join(temporaryFolder(), 'workdirs')
    const { code, stderr } = await run('train', join(elsewhere, 'nothing'), '--workdirs', elsewhere)
    expect(code).toBe(1)
    expect(stderr).toContain('Data set folder not found')
    expect(existsSync(elsewhere)).toBe(false)
  })

  it('says how to get a device that is not there', async () => {
    const { code, stderr } = await run('train', data, '--device', 'cuda', '--workdirs', join(temporaryFolder(), 'w'))
    expect(code).toBe(1)
    expect(stderr).toContain('node node_modules/onnxruntime-node/script/install.js')
  })
})

describe('export, verify, eval and detect', { timeout: 120_000 }, () => {
  const model = (): string => join(out, 'model_320x320.onnx')

  it('exports, proves, and notices a changed weight', async () => {
    expect((await run('export', 'latest', '--workdirs', workdirs, '--out', out)).code).toBe(0)
    const verify = [
      'verify',
      '--onnx-model',
      model(),
      '--test-dir',
      join(data, 'test_images'),
      '--workdirs',
      workdirs,
      '--json',
    ]
    const good = await run(...verify)
    expect(good.code).toBe(0)
    expect(JSON.parse(good.stdout)).toMatchObject({ passed: true, failures: [] })
    const bytes = readFileSync(model())
    const tampered = Buffer.from(bytes)
    tampered.writeFloatLE(5, Math.floor(bytes.length / 8) * 4)
    writeFileSync(model(), tampered)
    const bad = await run(...verify)
    expect(bad.code).toBe(1)
    expect(JSON.parse(bad.stdout)).toMatchObject({ passed: false })
    writeFileSync(model(), bytes)
  })

  it('does not compare a file with the log that was exported with thresholds of its own', async () => {
    const chosen = join(out, 'chosen')
    const exported = ['export', 'latest', '--workdirs', workdirs, '--out', chosen, '--binary-threshold', '0.35']
    expect((await run(...exported)).code).toBe(0)
    const file = join(chosen, 'model_320x320.onnx')
    const proof = await run('verify', '--onnx-model', file, '--test-dir', data, '--workdirs', workdirs, '--json')
    expect(JSON.parse(proof.stdout)).toMatchObject({
      passed: true,
      notes: [expect.stringMatching(/^Not compared with the log: .*binary_threshold 0\.35 \(0\.\d+ in the log\)/)],
    })
  })

  it('evaluates run and file alike', async () => {
    const scores = await Promise.all(
      [onlyRun(workdirs) ?? '', model()].map(async (name) => {
        const results = join(temporaryFolder(), 'results')
        const words = ['--data', data, '--out', results, '--workdirs', workdirs, '--json']
        const { stdout } = await run('eval', name, ...words, '--sweep')
        const { f_score, images } = JSON.parse(readFileSync(join(results, 'predictions.json'), 'utf8'))
        expect(f_score).toBe(JSON.parse(stdout).scores.fScore)
        expect(images).toHaveLength(2)
        expect(existsSync(join(results, 'confusion_matrix.png'))).toBe(true)
        const { cells, current } = JSON.parse(stdout).sweep
        expect(current).toMatchObject(JSON.parse(stdout).scores)
        expect(readFileSync(join(results, 'sweep.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(1 + cells.length)
        return JSON.parse(stdout).scores
      }),
    )
    expect(scores[0]).toEqual(scores[1])
  })

  it('detects on a folder, and a bad image does not stop the others', async () => {
    const bad = join(temporaryFolder(), 'bad.png')
    writeFileSync(bad, 'no image')
    const { stdout } = await run('detect', join(data, 'test_images'), bad, '--model', model(), '--out', out, '--json')
    const { results, folder } = JSON.parse(stdout)
    expect(results.map(({ success }: { success: boolean }) => success)).toEqual([true, true, false])
    for (const { texts, boxes, scores } of results)
      expect([boxes.length, scores.length]).toEqual([texts.length, texts.length])
    expect(readdirSync(join(folder, 'visualization'))).toHaveLength(2)
    expect(JSON.parse(readFileSync(join(folder, 'json', 'result.json'), 'utf8'))).toEqual(results)
  })

  it('names the tensors of a checkpoint that does not fit', async () => {
    const path = join(temporaryFolder(), 'cut.pth')
    writeFileSync(path, readFileSync(join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth')).subarray(0, 1000))
    const { code, stderr } = await run('export', path, '--out', out)
    expect(code).toBe(1)
    expect(stderr).toContain('cut.pth')
  })
})
