// Tables as Apache Parquet files (https://parquet.apache.org/docs/file-format), a group of rows at a time; the only file that imports hyparquet-writer.
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'

/** What columns may hold; `doubles`: a list of numbers in each row. */
type Holds = 'string' | 'int32' | 'double' | 'doubles'

/** A column, and how its values come from the rows. */
export interface ParquetColumn<Row> {
  readonly name: string
  readonly holds: Holds
  /** Whether a value may be null. */
  readonly isNullable?: boolean
  readonly of: (row: Row) => string | number | readonly number[] | null
}

/** Rows that are in memory at once: few enough for little memory, many enough that columns compress well. */
const ROWS_IN_GROUP = 20_000

/** The bytes of a file, piece by piece: rows are asked for as they are written, and no more than a group of them is kept. */
export function* parquetFile<Row>(
  rows: Iterable<Row>,
  columns: readonly ParquetColumn<Row>[],
  rowsInGroup = ROWS_IN_GROUP,
): Generator<Uint8Array> {
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'ocrdet' })
  const taken = (): Uint8Array => {
    const piece = bytes.getBytes().slice()
    bytes.index = 0
    return piece
  }
  const group: Row[] = []
  const write = (): Uint8Array => {
    const columnData = columns.map(({ name, of }) => ({ name, data: group.map((row) => of(row)) }))
    // Without a `flush` of its own the writer has written when this returns.
    void writer.write({ columnData, rowGroupSize: group.length })
    group.length = 0
    return taken()
  }
  for (const row of rows) if (group.push(row) === rowsInGroup) yield write()
  if (group.length > 0) yield write()
  void writer.finish()
  yield taken()
}

/** A column's elements of the schema, by what it holds. */
const elementsOf: Readonly<Record<Holds, (column: SchemaElement) => SchemaElement[]>> = {
  string: (column) => [{ ...column, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }],
  int32: (column) => [{ ...column, type: 'INT32' }],
  double: (column) => [{ ...column, type: 'DOUBLE' }],
  doubles: (column) => [
    { ...column, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'DOUBLE', repetition_type: 'REQUIRED' },
  ],
}

function schemaOf(columns: readonly Pick<ParquetColumn<never>, 'name' | 'holds' | 'isNullable'>[]): SchemaElement[] {
  const elements = columns.flatMap(({ name, holds, isNullable = false }) =>
    elementsOf[holds]({ name, repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED' }),
  )
  return [{ name: 'root', num_children: columns.length }, ...elements]
}
