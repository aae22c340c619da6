// Errors of a log belong to the finding that explains them: by their code, and by patterns where a log has none.
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../src/core/error-words.ts'
import { problemCodes, problemSeverities } from '../../src/core/problem-codes.ts'
import { emptyImage, refuseTooLarge, undecodableImage, unreadableImage } from '../../src/data/image-errors.ts'
import { findingOfMessage } from '../../src/diagnose/messages.ts'
import { initHistory, updateHistory } from '../../src/run/curves.ts'
import { parseLog } from '../../src/run/log-reader.ts'
import { errorLine } from '../../src/tasks/train/prepare.ts'
import { renderLogLine, splitLogLine } from '../../src/run/log-line.ts'

const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' })
const locked = Object.assign(new Error('permission denied'), { code: 'EACCES' })

function tooLarge(): Error {
  try {
    refuseTooLarge('1.jpg', { width: 100_000, height: 100_000, bytesPerPixel: 3 })
  } catch (error) {
    return error as Error
  }
  return new Error('not refused')
}

/** The errors of a log that ends with this one. */
function logged(error: unknown) {
  const history = initHistory()
  const text = splitLogLine(errorLine(error))
    .map((line) => `${renderLogLine(line)}\n`)
    .join('')
  for (const entry of parseLog(Buffer.from(text))) updateHistory(history, entry)
  return history
}

describe('an error of ours in a log', () => {
  it.each([
    ['image-broken', emptyImage('1.jpg')],
    ['image-broken', tooLarge()],
    ['image-broken', undecodableImage('1.jpg', new Error('VipsJpeg: premature end of JPEG image'))],
    ['image-broken', undecodableImage('1.jpg', new Error('unsupported image format'))],
    ['image-broken', unreadableImage('1.jpg', locked) as Error],
    ['file-not-found', unreadableImage('1.jpg', missing) as Error],
  ])('is %s by its code: %s', (finding, error) => {
    const { errors, fatal } = logged(error)
    expect(errors).toHaveLength(1)
    expect(fatal?.text).toBe(error.message.split('\n')[0])
    expect(findingOfMessage({ ...errors[0], text: 'said in other words' })).toBe(finding)
  })

  it('belongs to a finding whatever its code is, and its words decide nothing', () => {
    for (const code of [...errorCodes, ...problemCodes].filter((one) => !['bug', 'dataset-broken'].includes(one))) {
      const finding = findingOfMessage({ text: 'out of memory', code })
      expect(finding).toBe(findingOfMessage({ text: 'anything', code }))
      if (code in problemSeverities) expect(finding).not.toBe('error-in-log')
    }
  })

  it('says nothing new when it only counts the problems above it', () => {
    expect(findingOfMessage({ text: 'The training did not start', code: 'dataset-broken' })).toBeUndefined()
  })

  it('is one error with the lines that tell more of it', () => {
    const { errors, fatal } = logged(unreadableImage('1.jpg', missing))
    expect([errors.length, fatal?.line]).toEqual([1, 1])
  })
})

describe('an error without a code', () => {
  it.each([
    ['RuntimeError: CUDA out of memory', 'out-of-memory'],
    ['PIL.UnidentifiedImageError: cannot identify image file', 'image-broken'],
    ['FileNotFoundError: [Errno 2] No such file or directory', 'file-not-found'],
    ['Invalid box format in 1.txt', 'box-format-invalid'],
    ['Something else', 'error-in-log'],
    ['Traceback (most recent call last)', undefined],
    ['The training did not start: the data set has errors', undefined],
  ])('is told by its words: %s', (text, finding) => expect(findingOfMessage({ text })).toBe(finding))
})
