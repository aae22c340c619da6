// Uses of the operations that move a window over (N, C, H, W): kernels 1 to 7, strides 1 and 2, paddings, odd sizes.
import type { Pair, WindowAttributes } from '../../src/graph/operations.ts'
import { distinct, normal, type OperationEntry } from './operation-case.ts'

/** Strides, then pads: one number for all sides, or top, left, bottom, right. */
function window(strides: Pair, pads: number | WindowAttributes['pads']): WindowAttributes {
  return { strides, pads: typeof pads === 'number' ? [pads, pads, pads, pads] : pads }
}

const one: Pair = [1, 1]
const two: Pair = [2, 2]

export const convCases: OperationEntry<'Conv'> = {
  cases: [
    { title: '1x1', inputs: [normal(2, 3, 4, 5), normal(2, 3, 1, 1)], attributes: window(one, 0) },
    { title: '1x1 stride 2', inputs: [normal(2, 3, 4, 6), normal(2, 3, 1, 1)], attributes: window(two, 0) },
    { title: '1x1 stride 2, odd', inputs: [normal(1, 2, 5, 3), normal(3, 2, 1, 1)], attributes: window(two, 0) },
    { title: '2x2', inputs: [normal(2, 2, 3, 4), normal(2, 2, 2, 2)], attributes: window(one, 0) },
    { title: '2x2 stride 2', inputs: [normal(2, 2, 4, 6), normal(3, 2, 2, 2)], attributes: window(two, 0) },
    {
      title: '2x2 stride 2, last row and column unread',
      inputs: [normal(1, 2, 5, 5), normal(2, 2, 2, 2)],
      attributes: window(two, 0),
    },
    { title: '3x3 without padding', inputs: [normal(2, 2, 5, 4), normal(2, 2, 3, 3)], attributes: window(one, 0) },
    { title: '3x3', inputs: [normal(2, 3, 4, 5), normal(2, 3, 3, 3)], attributes: window(one, 1) },
    { title: '3x3 with bias', inputs: [normal(2, 2, 3, 4), normal(3, 2, 3, 3), normal(3)], attributes: window(one, 1) },
    { title: '3x3 stride 2', inputs: [normal(2, 2, 6, 4), normal(3, 2, 3, 3)], attributes: window(two, 1) },
    { title: '3x3 stride 2, odd', inputs: [normal(2, 2, 5, 7), normal(2, 2, 3, 3)], attributes: window(two, 1) },
    {
      title: '3x3 stride 2 with bias',
      inputs: [normal(1, 2, 4, 5), normal(2, 2, 3, 3), normal(2)],
      attributes: window(two, 1),
    },
    { title: '7x7', inputs: [normal(1, 2, 4, 5), normal(2, 2, 7, 7)], attributes: window(one, 3) },
    { title: '7x7 stride 2', inputs: [normal(1, 3, 8, 8), normal(2, 3, 7, 7)], attributes: window(two, 3) },
    { title: '7x7 stride 2, odd', inputs: [normal(2, 3, 7, 9), normal(2, 3, 7, 7)], attributes: window(two, 3) },
    {
      title: '3x2 with unequal pads',
      inputs: [normal(2, 2, 4, 5), normal(2, 2, 3, 2)],
      attributes: window(one, [2, 0, 1, 1]),
    },
    {
      title: '3x2 with unequal pads and strides',
      inputs: [normal(1, 2, 5, 6), normal(2, 2, 3, 2)],
      attributes: window([2, 1], [0, 1, 2, 0]),
    },
  ],
}

export const convTransposeCases: OperationEntry<'ConvTranspose'> = {
  cases: [
    {
      title: '1x1',
      inputs: [normal(2, 3, 3, 4), normal(3, 2, 1, 1)],
      attributes: { ...window(one, 0), outputPadding: [0, 0] },
    },
    {
      title: '1x1 stride 2 with output padding',
      inputs: [normal(2, 3, 2, 3), normal(3, 2, 1, 1)],
      attributes: { ...window(two, 0), outputPadding: [1, 1] },
    },
    {
      title: '2x2',
      inputs: [normal(2, 2, 3, 4), normal(2, 3, 2, 2)],
      attributes: { ...window(one, 0), outputPadding: [0, 0] },
    },
    {
      title: '2x2 stride 2 with bias',
      inputs: [normal(2, 3, 3, 2), normal(3, 2, 2, 2), normal(2)],
      attributes: { ...window(two, 0), outputPadding: [0, 0] },
    },
    {
      title: '3x3',
      inputs: [normal(2, 2, 3, 4), normal(2, 3, 3, 3)],
      attributes: { ...window(one, 1), outputPadding: [0, 0] },
    },
    {
      title: '3x3 with bias',
      inputs: [normal(1, 3, 3, 4), normal(3, 2, 3, 3), normal(2)],
      attributes: { ...window(one, 1), outputPadding: [0, 0] },
    },
    {
      title: '3x3 stride 2',
      inputs: [normal(2, 2, 3, 2), normal(2, 2, 3, 3)],
      attributes: { ...window(two, 1), outputPadding: [0, 0] },
    },
    {
      title: '3x3 stride 2 with output padding and bias',
      inputs: [normal(2, 2, 3, 2), normal(2, 3, 3, 3), normal(3)],
      attributes: { ...window(two, 1), outputPadding: [1, 0] },
    },
    {
      title: '7x7',
      inputs: [normal(1, 2, 4, 3), normal(2, 2, 7, 7)],
      attributes: { ...window(one, 3), outputPadding: [0, 0] },
    },
    {
      title: '7x7 stride 2 with output padding',
      inputs: [normal(1, 2, 4, 3), normal(2, 3, 7, 7)],
      attributes: { ...window(two, 3), outputPadding: [1, 1] },
    },
    {
      title: '3x2 with unequal pads',
      inputs: [normal(2, 2, 4, 5), normal(2, 2, 3, 2)],
      attributes: { ...window(one, [2, 0, 1, 1]), outputPadding: [0, 0] },
    },
    {
      title: '3x2 with unequal pads and strides',
      inputs: [normal(1, 2, 3, 5), normal(2, 2, 3, 2)],
      attributes: { ...window([2, 1], [0, 1, 2, 0]), outputPadding: [1, 0] },
    },
  ],
}

/** Inputs x and dy; dy has the shape that Conv gives x. */
export const convFilterGradCases: OperationEntry<'ConvFilterGrad'> = {
  cases: [
    {
      title: '1x1',
      inputs: [normal(2, 3, 3, 4), normal(2, 2, 3, 4)],
      attributes: { ...window(one, 0), kernel: [1, 1] },
    },
    {
      title: '1x1 stride 2, odd',
      inputs: [normal(2, 3, 5, 4), normal(2, 2, 3, 2)],
      attributes: { ...window(two, 0), kernel: [1, 1] },
    },
    {
      title: '2x2',
      inputs: [normal(2, 3, 4, 3), normal(2, 2, 3, 2)],
      attributes: { ...window(one, 0), kernel: [2, 2] },
    },
    {
      title: '2x2 stride 2, last row and column unread',
      inputs: [normal(2, 2, 5, 5), normal(2, 3, 2, 2)],
      attributes: { ...window(two, 0), kernel: [2, 2] },
    },
    {
      title: '3x1 with fewer outputs than inputs',
      inputs: [normal(2, 3, 4, 3), normal(2, 2, 4, 3)],
      attributes: { ...window(one, [1, 0, 1, 0]), kernel: [3, 1] },
    },
    {
      title: '3x1 with unequal pads',
      inputs: [normal(1, 4, 3, 2), normal(1, 1, 3, 2)],
      attributes: { ...window(one, [2, 0, 0, 0]), kernel: [3, 1] },
    },
    {
      title: '3x3',
      inputs: [normal(2, 2, 4, 5), normal(2, 3, 4, 5)],
      attributes: { ...window(one, 1), kernel: [3, 3] },
    },
    {
      title: '3x3 stride 2',
      inputs: [normal(2, 2, 6, 5), normal(2, 2, 3, 3)],
      attributes: { ...window(two, 1), kernel: [3, 3] },
    },
    {
      title: '7x7',
      inputs: [normal(1, 2, 4, 5), normal(1, 2, 4, 5)],
      attributes: { ...window(one, 3), kernel: [7, 7] },
    },
    {
      title: '7x7 stride 2',
      inputs: [normal(1, 3, 8, 7), normal(1, 2, 4, 4)],
      attributes: { ...window(two, 3), kernel: [7, 7] },
    },
    {
      title: '3x2 with unequal pads',
      inputs: [normal(2, 2, 4, 5), normal(2, 2, 5, 5)],
      attributes: { ...window(one, [2, 0, 1, 1]), kernel: [3, 2] },
    },
    {
      title: '3x2 with unequal pads and strides',
      inputs: [normal(1, 2, 5, 6), normal(1, 2, 3, 6)],
      attributes: { ...window([2, 1], [0, 1, 2, 0]), kernel: [3, 2] },
    },
  ],
}

export const maxPoolCases: OperationEntry<'MaxPool'> = {
  cases: [
    { title: '2x2 stride 2', inputs: [distinct(2, 2, 4, 6)], attributes: { ...window(two, 0), kernel: [2, 2] } },
    { title: '3x3 stride 2', inputs: [distinct(2, 2, 6, 4)], attributes: { ...window(two, 1), kernel: [3, 3] } },
    { title: '3x3 stride 2, odd', inputs: [distinct(1, 3, 5, 7)], attributes: { ...window(two, 1), kernel: [3, 3] } },
    { title: '3x3 overlapping', inputs: [distinct(1, 2, 4, 5)], attributes: { ...window(one, 1), kernel: [3, 3] } },
    {
      title: '3x2 with unequal pads',
      inputs: [distinct(2, 1, 5, 4)],
      attributes: { ...window(two, [1, 0, 0, 1]), kernel: [3, 2] },
    },
  ],
}
