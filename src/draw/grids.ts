// Grids of pages for images of different shapes.
import { must } from '../core/assert.ts'
import { medianOf } from '../core/median.ts'
import type { Grid } from './page.ts'

/** Grids for upright, squarish and wide images, by the largest ratio of width to height that they are for. */
const imageGrids: readonly (Grid & { readonly upTo: number })[] = [
  { upTo: 0.85, columns: 4, rows: 2, tileWidth: 401, tileHeight: 660 },
  { upTo: 1.3, columns: 3, rows: 3, tileWidth: 540, tileHeight: 560 },
  { upTo: Infinity, columns: 2, rows: 3, tileWidth: 818, tileHeight: 560 },
]

/** The grid that suits the median image. @param ratios width / height of every image; none asks for the widest tiles */
export function gridFor(ratios: readonly number[]): Grid {
  const median = medianOf(ratios) ?? Infinity
  return must(
    imageGrids.find(({ upTo }) => median <= upTo),
    'some grid is for every ratio',
  )
}
