// Names as they stand in files and tables: `lossBinary` is `loss_binary`.

/** The name in small letters, with `_` where a capital stood. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
