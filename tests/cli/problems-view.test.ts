// The report of a checked data set as text.
import { describe, expect, it } from 'vitest'
import { renderCheck, type ShownCheck } from '../../src/cli/views/check.ts'
import type { ShownProblem } from '../../src/cli/views/problems.ts'
import { plain } from './look.ts'

const train = { images: 96, texts: 430, ignored: 12, imagesWithoutText: 2 }
const test = { images: 0, texts: 0, ignored: 0, imagesWithoutText: 0 }

const heights = { low: 9.4, median: 14.2, high: 31, tooSmall: 7 }

const notANumber = {
  code: 'coordinate-not-a-number',
  severity: 'error',
  message: 'Not a number',
  next: 'write eight numbers and a transcript',
} as const
const emptyImage = {
  code: 'image-empty',
  severity: 'error',
  message: 'The image is an empty file',
  next: 'copy the image again',
} as const

function reportOf(problems: readonly ShownProblem[]): ShownCheck {
  const count = (severity: ShownProblem['severity']) => problems.filter((one) => one.severity === severity).length
  return {
    root: '/data/收据',
    totals: { train: { ...train, smallest: [320, 240], largest: [1280, 720], textHeights: heights }, test },
    problems,
    errors: count('error'),
    warnings: count('warning'),
    view: { input: [800, 800], minTextSize: 8 },
    decoded: true,
    language: 'en',
    seconds: 2,
  }
}

describe('renderCheck', () => {
  it('shows totals and says that a clean data set is ready', () => {
    expect(renderCheck(reportOf([]), plain(80))).toBe(
      `Data set /data/收据

                                   train  test
images                                96     0
without text                           2     0
smallest (WxH)                   320x240     -
largest (WxH)                   1280x720     -
texts                                430     0
do not care (###)                     12     0
text height, 10 / 50 / 90 %  9 / 14 / 31     -
too small to be learnt                 7     -
Text heights are the short sides of legible texts in pixels of the network's
input, 800x800.

Every image was decoded; 2s, 48 images/s.

0 errors, 0 warnings, 0 notes: ready to train.`,
    )
  })

  it('groups problems by kind, errors first, each with its place and one remedy', () => {
    const box = { ...notANumber, expected: 'a number', found: '"x"' }
    const problems: ShownProblem[] = [
      { ...emptyImage, code: 'image-extension', severity: 'info', file: 'train_images/1.jpg' },
      { ...box, file: 'train_gts/1.txt', line: 3 },
      { ...emptyImage, file: 'train_images/2.jpg' },
      { ...box, found: '"1l"', file: 'train_gts/2.txt', line: 1 },
    ]
    const text = renderCheck(reportOf(problems), plain(80))
    expect(text).toContain(`error coordinate-not-a-number (2)
  Not a number: expected a number
    train_gts/1.txt:3  found "x"
    train_gts/2.txt:1  found "1l"
  What to do: write eight numbers and a transcript.
`)
    expect(text.match(/^(?:error|warning|info) \S+/gm)).toEqual([
      'error coordinate-not-a-number',
      'error image-empty',
      'info image-extension',
    ])
    expect(text).toContain('3 errors, 0 warnings, 1 note: a training would refuse this data set.')
  })

  it('lists the first twenty of a kind unless all are wanted', () => {
    const problems = Array.from({ length: 25 }, (_, index) => ({ ...emptyImage, file: `${index}.jpg` }))
    const text = renderCheck(reportOf(problems), plain())
    expect(text).toContain('    19.jpg\n')
    expect(text).not.toContain('    20.jpg\n')
    expect(text).toContain('  and 5 more (--all shows them)')
    expect(renderCheck(reportOf(problems), plain(), { all: true })).toContain('    24.jpg\n')
  })

  it('names the folder where the problem is the folder itself', () => {
    const missing = {
      ...reportOf([{ ...emptyImage, code: 'root-missing', file: '.' }]),
      totals: { train: test, test },
    }
    expect(renderCheck(missing, plain())).toContain(
      'error root-missing (1)\n  The image is an empty file\n    /data/收据\n',
    )
    expect(renderCheck(missing, plain())).not.toContain('images')
  })
})
