// "Did you mean".
import { describe, expect, it } from 'vitest'
import { closest, editDistance } from '../../src/run/suggest.ts'

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3], // the textbook pair: k>s, e>i, +g
    ['sdg', 'sgd', 1], // neighbours swapped
    ['adam', 'adamw', 1],
  ])('%s to %s takes %i changes', (a, b, changes) => {
    expect(editDistance(a, b)).toBe(changes)
    expect(editDistance(b, a)).toBe(changes)
  })
})

describe('closest', () => {
  const known = ['batch_size', 'num_epochs', 'num_workers', 'learning_rate', 'input_size']

  it.each([
    ['batchsize', ['batch_size']],
    ['batch-size', ['batch_size']],
    ['inputSize', ['input_size']],
    ['epochs', ['num_epochs']],
    ['learning_rat', ['learning_rate']],
    ['zzz', []],
    ['', []],
    ['x'.repeat(100_000), []],
  ])('takes %.20s for %j', (word, expected) => {
    expect(closest(word, known)).toEqual(expected)
  })

  it('gives several, the closest first', () => {
    expect(closest('zh', ['rm', 'zg'])).toEqual(['zg'])
    expect(closest('adamw', ['SGD', 'Adam', 'AdamW'])).toEqual(['AdamW'])
    expect(closest('exp_v1', ['exp_v12', 'exp_v1x9', 'exp_v2', 'other'], 3)).toEqual(['exp_v12', 'exp_v1x9', 'exp_v2'])
  })
})
