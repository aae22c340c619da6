// Which sizes a model can be exported at. Pure.

/** As `inputSizes` of the program. */
export const exportSizes = { min: 32, max: 2048, multipleOf: 32 } as const

/** A typed side as a number; undefined when it cannot be exported. */
export function exportSide(text: string): number | undefined {
  const { min, max, multipleOf } = exportSizes
  const side = Number(text)
  return Number.isInteger(side) && side >= min && side <= max && side % multipleOf === 0 ? side : undefined
}

/** Both sides typed; both empty is the size of the training. */
export function exportSize(height: string, width: string): readonly [number, number] | 'trained' | 'wrong' {
  if (height === '' && width === '') return 'trained'
  const [high, wide] = [exportSide(height), exportSide(width)]
  return high === undefined || wide === undefined ? 'wrong' : [high, wide]
}
