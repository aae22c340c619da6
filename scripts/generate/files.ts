// Every generated file and what makes its text.
import { apiIndex, apiPage, entryPoints } from './api/pages.ts'
import { benchPage, benchPlot } from './bench-history.ts'
import { decisionIndex } from './decisions.ts'
import { errorsPage } from './reference/errors.ts'
import { findingsPage, problemsPage } from './reference/findings.ts'
import { logPage } from './reference/log.ts'
import { runFolderPage } from './reference/run-folder.ts'
import { settingsPage } from './reference/settings.ts'
import { settingsType } from './settings-type.ts'

/** A file that is made from tables. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: () => string
}

export const generated: readonly GeneratedFile[] = [
  { path: 'src/api/settings.ts', text: settingsType },
  { path: 'docs/reference/run-folder.md', text: runFolderPage },
  { path: 'docs/reference/log.md', text: logPage },
  { path: 'docs/reference/settings.md', text: settingsPage },
  { path: 'docs/reference/findings.md', text: findingsPage },
  { path: 'docs/reference/problems.md', text: problemsPage },
  { path: 'docs/reference/errors.md', text: errorsPage },
  { path: 'docs/decisions/README.md', text: decisionIndex },
  { path: 'docs/benchmarks.md', text: benchPage },
  { path: 'docs/images/benchmarks.svg', text: benchPlot },
  { path: 'docs/api/README.md', text: apiIndex },
  ...entryPoints.map(({ page, file }) => ({ path: `docs/api/${page}`, text: () => apiPage(file) })),
]
