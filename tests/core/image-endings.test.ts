// One list of endings stands behind every place that takes files for images.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  allImageEndings,
  endingOf,
  isReadImageName,
  isImageName,
  passedOver,
  unreadFormats,
  unreadFormatOf,
  withoutImageEnding,
} from '../../src/core/image-endings.ts'

describe('endings of images', () => {
  it.each(['a.jfif', 'A.JPG', 'x/y.jpe', 'x\\y.dib', 'b.avif', 'c.tar.png'])('%s is read', (name) => {
    expect(isImageName(name)).toBe(true)
    expect(isReadImageName(name)).toBe(true)
  })

  it.each(['.jpg', 'jpg', 'a.jpg.txt', 'folder.png/a', 'a.heic', 'a.pdf', 'a.constructor'])(
    '%s is not read',
    (name) => {
      expect(isImageName(name)).toBe(false)
    },
  )

  it('names images that are not read', () => {
    expect(['a.HEIC', 'b.jp2', 'c.pdf', 'd.svg', 'e.txt', 'constructor'].map((name) => unreadFormatOf(name))).toEqual([
      'HEIC',
      'JPEG 2000',
      'PDF',
      'SVG',
      undefined,
      undefined,
    ])
    expect(Object.keys(unreadFormats).filter((ending) => allImageEndings.includes(ending))).toEqual([])
  })

  it('takes an ending away only where it is that of an image', () => {
    expect(['a.jfif', 'a.b.PNG', 'a.txt', 'a'].map((name) => withoutImageEnding(name))).toEqual([
      'a',
      'a.b',
      'a.txt',
      'a',
    ])
    expect(endingOf('x.y/z')).toBe('')
  })
})

it('groups what is skipped, images first, and names the first few', () => {
  const notes = Array.from({ length: 7 }, (_, index) => `n${index}.txt`)
  expect(passedOver([...notes, 'b.jp2', 'Makefile', 'a.HEIC'])).toEqual([
    { ending: '.heic', count: 1, format: 'HEIC', files: ['a.HEIC'] },
    { ending: '.jp2', count: 1, format: 'JPEG 2000', files: ['b.jp2'] },
    { ending: '', count: 1, files: ['Makefile'] },
    { ending: '.txt', count: 7, files: notes.slice(0, 5) },
  ])
})

it('is the only list of endings in the sources', () => {
  const lists = ['src', 'web/src'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => join(root, name))
      .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('image-endings.ts'))
      .filter((path) => /\.?\bwebp\b['"|)., ]{1,4}\.?tiff?\b|tiff?\??\|webp/.test(readFileSync(path, 'utf8'))),
  )
  expect(lists.filter((path) => !path.endsWith('web/src/words/detect.ts'))).toEqual([])
})
