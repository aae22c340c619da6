// Reads the labelled runs and diagnoses each as its owner would: the run folder, its checkpoints, and what the pipeline check measured.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Diagnosis, allFindings, diagnose } from '../../src/diagnose/diagnose.ts'
import type { FindingCode } from '../../src/diagnose/kinds.ts'
import type { PipelineFacts } from '../../src/diagnose/pipeline.ts'
import type { CheckpointFile } from '../../src/run/reader.ts'
import { subjectOfRun } from '../../src/tasks/runs/diagnose/subject.ts'
import type { Label } from './plan.ts'

/** Where the labelled set lies. */
export const labelledFolder = fileURLToPath(new URL('../../tests/fixtures/diagnose-runs', import.meta.url))

/** measured.json: what a run folder tells that is too large to keep, its checkpoints, and what was measured with them. */
export interface Measured {
  readonly checkpoints: readonly Pick<CheckpointFile, 'name' | 'kind' | 'epoch'>[]
  readonly pipeline?: PipelineFacts
}

/** A labelled run with its diagnosis. */
export interface LabelledRun {
  readonly name: string
  readonly label: Label
  readonly diagnosis: Diagnosis
  /** Codes of all findings, consequences included, each once. */
  readonly found: readonly FindingCode[]
}

/** Every run of the set, by name. */
export function readLabelled(folder: string = labelledFolder): LabelledRun[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => diagnoseLabelled(join(folder, name), name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function diagnoseLabelled(folder: string, name: string): LabelledRun {
  const label = readJson(join(folder, 'label.json')) as Label
  const { checkpoints, pipeline } = readJson(join(folder, 'measured.json')) as Measured
  // Long after: no log of the set is alive, however fresh its file is in a new clone.
  const now = new Date('2100-01-01')
  const { subject } = subjectOfRun(folder, now)
  const files = checkpoints.map((file) => ({
    ...file,
    path: join(folder, 'checkpoints', file.name),
    bytes: 1,
    modified: now,
  }))
  const diagnosis = diagnose({ ...subject, checkpoints: files, pipeline })
  return { name, label, diagnosis, found: [...new Set(allFindings(diagnosis.findings).map(({ code }) => code))] }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
