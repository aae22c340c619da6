// Every generated file and what makes its text.
import { apiIndex, apiPage, entryPoints } from './api/pages.ts'
import { settingsType } from './settings-type.ts'

/** A file that is made from tables. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: () => string
}

export const generated: readonly GeneratedFile[] = [
  { path: 'src/api/settings.ts', text: settingsType },
  { path: 'docs/api/README.md', text: apiIndex },
  ...entryPoints.map(({ page, file }) => ({ path: `docs/api/${page}`, text: () => apiPage(file) })),
]
