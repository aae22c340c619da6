// The texts of very many images as one table for DuckDB, Polars, pandas or Spark: a row for each text, the numbers of the results as they are.
import { type ParquetColumn, parquetFile } from '../../formats/parquet.ts'
import type { DetectionResult } from './detection-result.ts'

/** The file's name in the folder of the results. */
export const parquetName = 'detections.parquet'

type Result = Pick<DetectionResult, 'image_path' | 'texts' | 'boxes' | 'scores' | 'text_scores'>

interface Row {
  readonly result: Result
  readonly index: number
}

/** Those of texts.csv. */
const columns: readonly ParquetColumn<Row>[] = [
  { name: 'image', holds: 'string', of: ({ result }) => result.image_path },
  { name: 'number', holds: 'int32', of: ({ index }) => index + 1 },
  {
    name: 'text',
    holds: 'string',
    isNullable: true,
    of: ({ result, index }) => (result.text_scores === undefined ? null : result.texts[index].join(' ')),
  },
  {
    name: 'text_score',
    holds: 'double',
    isNullable: true,
    of: ({ result, index }) => result.text_scores?.[index] ?? null,
  },
  { name: 'score', holds: 'double', of: ({ result, index }) => result.scores[index] },
  { name: 'corners', holds: 'doubles', of: ({ result, index }) => result.boxes[index] },
]

/** The file, piece by piece. Images without texts, and those that failed, have no row. */
export function textsParquet(results: Iterable<Result>): Generator<Uint8Array> {
  return parquetFile(rowsOf(results), columns)
}

function* rowsOf(results: Iterable<Result>): Generator<Row> {
  for (const result of results) for (const index of result.boxes.keys()) yield { result, index }
}
