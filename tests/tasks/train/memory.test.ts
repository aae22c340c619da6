// The memory before the start: what is estimated, what is refused, and what auto_batch makes of it.
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/run/config.ts'
import { type LogLine, renderLogLine } from '../../../src/run/log-line.ts'
import { memoryOf } from '../../../src/tasks/train/estimate.ts'
import { outOfMemory } from '../../../src/tasks/train/errors.ts'
import { estimateMemory, memoryNeedOf } from '../../../src/tasks/train/memory.ts'
import { prepareMemory } from '../../../src/tasks/train/prepare.ts'

const config = parseConfig({ train_data_dir: 'data', batch_size: 8, input_size: [640, 640] })

/** What `prepareMemory` returns and logs with so many bytes free. */
function prepared(settings: Partial<typeof config>, available: number) {
  const lines: string[] = []
  const line = (logged: LogLine) => void lines.push(renderLogLine(logged))
  return { config: prepareMemory({ ...config, ...settings }, { line }, available), lines }
}

describe('the memory before a training', () => {
  it('is stated when it is enough', () => {
    const { config: kept, lines } = prepared({}, 20e9)
    expect(kept.micro_batch).toBe('auto')
    expect(lines).toEqual(['[CONFIG] Estimated memory: 7.8 GB for batches of 8 at 640x640'])
  })

  it('is estimated by the images that are computed at once', () => {
    const [whole, parts] = (['auto', 2] as const).map((micro_batch) =>
      estimateMemory(memoryNeedOf({ ...config, micro_batch })),
    )
    expect(parts / whole).toBeLessThan(0.4)
  })

  it('is smaller when activations are recomputed', () => {
    expect(prepared({ save_memory: true }, 20e9).lines).toEqual([
      '[CONFIG] Estimated memory: 6.7 GB for batches of 8 at 640x640',
    ])
  })

  it('refuses what does not fit, with the batch that does', () => {
    expect(() => prepared({}, 4e9)).toThrow(
      expect.objectContaining({
        code: 'memory-too-small',
        next: 'use --batch-size 3, or --auto-batch to keep batches of 8 and compute them in parts',
      }),
    )
  })

  it('is met by the largest parts that fit with auto_batch', () => {
    const { config: kept, lines } = prepared({ auto_batch: true }, 3e9)
    expect(kept.micro_batch).toBe(2)
    expect(lines).toEqual([
      '[WARN] About 7.8 GB would be needed for batches of 8 at 640x640, and 3.0 GB are available: computing 2 at a time (auto_batch)',
      '[CONFIG] Estimated memory: 2.5 GB for batches of 8, 2 at a time, at 640x640',
    ])
  })

  it('is estimated for the form as it will be prepared', () => {
    const [enough, off, on, none] = [
      memoryOf(config, 20e9),
      memoryOf(config, 3e9),
      memoryOf({ ...config, auto_batch: true }, 3e9),
      memoryOf({ ...config, auto_batch: true }, 1e9),
    ]
    expect([enough.fits, enough.parts, none.parts]).toEqual([true, undefined, undefined])
    expect(on.parts).toEqual({ ...off.parts, automatic: true })
    expect(off.parts).toMatchObject({ microBatch: 2, automatic: false })
    expect(off.parts?.bytes).toBe(estimateMemory(memoryNeedOf(prepared({ auto_batch: true }, 3e9).config)))
  })

  it('refuses even with auto_batch when a single image is too much', () => {
    expect(() => prepared({ auto_batch: true }, 1e9)).toThrow(
      expect.objectContaining({
        code: 'memory-too-small',
        next: expect.stringContaining('--input-size, such as 320x320'),
      }),
    )
  })

  it('ends a training with the remedy, and what the runtime said', () => {
    const error = outOfMemory(
      new Error('std::bad_alloc\n    at somewhere'),
      { ...config, micro_batch: 4 },
      '/my runs/exp_1',
    )
    expect(error).toMatchObject({ code: 'out-of-memory', found: 'std::bad_alloc' })
    expect(error.expected).toBe('enough memory for batches of 8, 4 at a time, at 640x640')
    expect(error.next).toMatch(/^use --batch-size [123], or --auto-batch/)
    expect(error.next).toMatch(/: ocrdet resume '\/my runs\/exp_1' --auto-batch$/)
  })
})
