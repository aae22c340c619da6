// The program's own errors, as they stand in a log, belong to the finding that explains them.
import { expect, it } from 'vitest'
import { emptyImage, refuseTooLarge, undecodableImage, unreadableImage } from '../../src/data/image-errors.ts'
import { codeOfMessage } from '../../src/diagnose/messages.ts'

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

it.each([
  ['image-broken', emptyImage('1.jpg')],
  ['image-broken', tooLarge()],
  ['image-broken', undecodableImage('1.jpg', new Error('VipsJpeg: premature end of JPEG image'))],
  ['image-broken', undecodableImage('1.jpg', new Error('unsupported image format'))],
  ['image-broken', unreadableImage('1.jpg', locked) as Error],
  ['file-not-found', unreadableImage('1.jpg', missing) as Error],
])('%s: %s', (code, { message }) => {
  expect(codeOfMessage(message)).toBe(code)
})

it('passes over lines that only follow another error', () => {
  expect(codeOfMessage('  where: train_images/1.jpg')).toBeUndefined()
  expect(codeOfMessage('Traceback (most recent call last)')).toBeUndefined()
})
