// The page of one run, its row, and all rows.
import { existsSync, readFileSync } from 'node:fs'
import { renderConfigYaml } from '../../run/config.ts'
import { summarizeRun, workdirsOf } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import type { RunEntry } from '../../run/resolve.ts'
import type { Run } from '../../run/reader.ts'
import { readEvaluation } from '../../tasks/evaluation.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { RunPage } from '../contract/runs.ts'
import { failureOf } from '../http/failure.ts'
import { currentRun } from './run-cache.ts'

export function readRunRow(entry: RunEntry): RunSummary {
  return summarizeRun(entry)
}

export function readRunPage(entry: RunEntry): DeepReadonly<RunPage> {
  const run = currentRun(entry.folder)
  const row = summarizeRun(entry)
  const evaluation = readEvaluation(run.paths)
  return {
    row,
    ...(run.config !== undefined && { config: { ...run.config } }),
    ...(run.configError !== undefined && { configError: failureOf(run.configError) }),
    configText: configText(run),
    facts: run.facts,
    checkpoints: run.checkpoints.map(({ path: _path, modified, ...rest }) => ({
      ...rest,
      modified: modified.toISOString(),
    })),
    log: { bytes: run.log.bytes, lines: run.log.position.lines, path: run.paths.log },
    ...(evaluation !== undefined && {
      evaluation: { epoch: evaluation.epoch ?? run.last?.epoch ?? 0, pictures: evaluation.pictures.length },
    }),
    resumable: row.state.name !== 'running' && existsSync(run.paths.lastModel),
    commands: commandsOf(entry),
  }
}

/** More than this of a config.yaml is not shown. */
const maxConfigCharacters = 200_000

function configText({ paths, config }: Run): string {
  try {
    return readFileSync(paths.config, 'utf8').slice(0, maxConfigCharacters)
  } catch {
    return config === undefined ? '' : renderConfigYaml(config)
  }
}

function commandsOf(entry: RunEntry): RunPage['commands'] {
  const workdirs = workdirsOf(entry)
  const place = workdirs.endsWith('workdirs') ? '' : ` --workdirs ${quoted(workdirs)}`
  return {
    reproduce: `ocrdet reproduce ${entry.id}${place}`,
    resume: `ocrdet resume ${entry.id}${place}`,
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path.replaceAll(/(["$`\\])/g, '\\$1')}"`
}
