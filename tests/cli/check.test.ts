// `check` from outside: what it prints, its exit codes, the sheets and the repaired copy.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeImage } from '../../src/data/image.ts'
import { boxLine, makeFolder } from '../data/folder.ts'
import { makeSource, image } from '../prepare/import/source.ts'
import { ocrdet } from './run-built.ts'

/** One damaged line, one image listed twice; the rest is fine. */
async function twoFlaws(): Promise<string> {
  return await makeSource({
    'train_list.txt': 'a.jpg\tgts/a.txt\nb.jpg\tgts/b.txt\nb.jpg\tgts/b.txt\n',
    'test_list.txt': 'c.jpg\tgts/c.txt\n',
    'a.jpg': image(320, 240),
    'b.jpg': image(300, 200),
    'c.jpg': image(310, 220),
    'gts/a.txt': `${boxLine(10, 10)}\n1,2,3,x,5,6,7,8,word\n`,
    'gts/b.txt': `${boxLine(30, 40)}\n${boxLine(100, 100, { text: '###' })}\n`,
    'gts/c.txt': `${boxLine(20, 60)}\n`,
  })
}

describe('ocrdet check', () => {
  it('draws sheets and makes a repaired copy that a second check accepts', async () => {
    const data = await twoFlaws()
    const [sheets, copy] = [join(makeFolder({}), 'sheets'), join(makeFolder({}), 'copy')]
    const { code, out, err } = await ocrdet(['check', data, '--images', sheets, '--fix-to', copy])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toContain('error coordinate-not-a-number (1)')
    expect(out).toContain(`Contact sheets ${sheets}`)
    expect(out).toContain(`Repaired copy ${copy} (3 images)`)
    expect(out).toContain(`npx ocrdet train ${copy}`)
    expect(readdirSync(sheets).toSorted()).toEqual(['images-001.png', 'network-001.png'])
    const page = await decodeImage(join(sheets, 'images-001.png'))
    expect(page.width).toBeGreaterThan(1000)
    expect(readFileSync(join(copy, 'repaired.txt'), 'utf8')).toContain('gts/a.txt:2')
    const again = await ocrdet(['check', copy])
    expect(again.code).toBe(0)
    expect(again.out).toContain('0 errors')
  })

  it('replaces earlier sheets, and nothing else', async () => {
    const [data, sheets] = [await twoFlaws(), join(makeFolder({}), 'sheets')]
    for (let time = 0; time < 2; time++)
      expect((await ocrdet(['check', data, '--images', sheets, '--fast'])).err).toBe('')
    const foreign = makeFolder({ 'letter.txt': 'dear' })
    const refused = await ocrdet(['check', data, '--images', foreign])
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(foreign)
    expect(readdirSync(foreign)).toEqual(['letter.txt'])
  })

  it('speaks Chinese, and measures for the input size that is asked for', async () => {
    const { code, out } = await ocrdet(['check', await twoFlaws(), '--lang', 'zh', '--input-size', '320x320'])
    expect(code).toBe(1)
    expect(out).toContain('训练会拒绝此数据集')
    expect(out).toContain('320x320')
    expect(out).not.toMatch(/error|What to do|expected|found/)
  })

  it('prints one JSON document with problems, sheets and changes', async () => {
    const [data, copy] = [await twoFlaws(), join(makeFolder({}), 'copy')]
    const { out } = await ocrdet(['check', data, '--json', '--fix-to', copy])
    expect(JSON.parse(out)).toMatchObject({
      errors: 1,
      decoded: true,
      repaired: { folder: copy, images: 3, check: { errors: 0 } },
    })
  })

  it.each([
    [['--fast', '--fix-to', 'x'], 2, 'A repaired copy needs a full check'],
    [['--input-size', '100x100'], 2, '--input-size does not take'],
    [['--lang', 'fr'], 2, '--lang does not take'],
  ] as const)('refuses %j', async (words, expected, message) => {
    const data = await twoFlaws()
    const { code, out, err } = await ocrdet(['check', data, ...words])
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(message)
    expect(existsSync('x')).toBe(false)
  })

  it('makes no copy inside the data set, and none where something lies', async () => {
    const data = await twoFlaws()
    const inside = await ocrdet(['check', data, '--fix-to', join(data, 'copy')])
    expect(inside).toMatchObject({ code: 1, out: '' })
    const full = await ocrdet(['check', data, '--fix-to', makeFolder({ 'letter.txt': 'dear' })])
    expect(full).toMatchObject({ code: 1, out: '' })
  })
})
