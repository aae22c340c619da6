// Which sizes a model can be exported at. Pure.

export const exportSizes = { min: 320, max: 1536, multipleOf: 32, preset: 800 } as const

/** A typed side as a number; undefined when it cannot be exported. */
export function exportSide(text: string): number | undefined {
  const { min, max, multipleOf } = exportSizes
  const side = Number(text)
  return Number.isInteger(side) && side >= min && side <= max && side % multipleOf === 0 ? side : undefined
}
