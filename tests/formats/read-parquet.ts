// Reads a Parquet file with a reader of others.
import { readFileSync } from 'node:fs'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'

function bytesOf(file: string | Uint8Array): ArrayBuffer {
  return new Uint8Array(typeof file === 'string' ? readFileSync(file) : file).buffer
}

/** The rows, by the names of the columns. @param file its path or its bytes */
export function readParquet(file: string | Uint8Array): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: bytesOf(file) })
}

/** How many rows each group has. */
export function groupsOf(file: Uint8Array): number[] {
  return parquetMetadata(bytesOf(file)).row_groups.map(({ num_rows }) => Number(num_rows))
}
