// The page of one run, its row, and all rows.
import { existsSync, statSync } from 'node:fs'
import { readRegularText } from '../../core/read-file.ts'
import { runPaths } from '../../run/layout.ts'
import { summarizeRun, workdirsOf } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import { listCheckpoints, readRunConfig } from '../../run/reader.ts'
import { isEdited } from '../../tasks/annotate/is-edited.ts'
import { readEvaluation } from '../../tasks/models/evaluation.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { RunPage } from '../contract/runs.ts'
import { failureOf } from '../http/failure.ts'
import { isGoingOn } from '../../run/state-names.ts'

export function readRunRow(entry: RunEntry): RunSummary {
  return summarizeRun(entry)
}

/** Everything about a run that needs no history: a long log must not keep its page waiting. */
export function readRunPage(entry: RunEntry): DeepReadonly<RunPage> {
  const paths = runPaths(entry.folder)
  const { config, configError, facts } = readRunConfig(paths.config)
  const row = summarizeRun(entry)
  const evaluation = readEvaluation(paths)
  return {
    row,
    ...(config !== undefined && { config: { ...config } }),
    ...(configError !== undefined && { configError: failureOf(configError) }),
    configText: configText(paths.config),
    facts,
    checkpoints: listCheckpoints(paths.checkpoints).map(({ path: _path, modified, ...rest }) => ({
      ...rest,
      modified: modified.toISOString(),
    })),
    log: { bytes: statSync(paths.log, { throwIfNoEntry: false })?.size ?? 0, path: paths.log },
    ...(evaluation !== undefined && {
      evaluation: { epoch: evaluation.epoch ?? row.last?.epoch ?? 0, images: evaluation.images.length },
    }),
    resumable: !isGoingOn(row.state) && existsSync(paths.lastModel),
    edited: row.dataset !== undefined && isEdited(row.dataset),
    commands: commandsOf(entry),
  }
}

/** More than this of a config.yaml is not shown. */
const maxConfigCharacters = 200_000

function configText(path: string): string {
  try {
    return readRegularText(path).slice(0, maxConfigCharacters)
  } catch {
    return ''
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
