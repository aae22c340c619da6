// What a training and each preset would take, before anything is started.
import { parseConfig } from '../../run/config.ts'
import { presetNames, presets } from '../../run/settings/presets.ts'
import type { Config, SettingName } from '../../run/settings/table.ts'
import type { TrainingEstimate } from '../../tasks/train/estimate.ts'
import { showResult, type Context } from '../context.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { commandLine, countOf, formatBytes, formatDuration, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderTable } from '../text/table.ts'

export interface EstimateRow extends TrainingEstimate {
  /** The preset; undefined for the settings that were typed. */
  readonly preset: string | undefined
  readonly epochs: number
}

/** Estimates the given settings and every preset on the same data set. Starts nothing. */
export async function showEstimates(
  context: Context,
  { config, given, workdirs }: { config: Config; given: ReadonlySet<SettingName>; workdirs: string },
): Promise<ExitCode> {
  const { estimateTraining } = await import('../../tasks/train/estimate.ts')
  const own = [...given].some((name) => name !== 'train_data_dir') ? [{ preset: undefined, config }] : []
  const ofPresets = presetNames.map((preset) => ({
    preset,
    config: parseConfig({ ...presets[preset].settings, train_data_dir: config.train_data_dir }),
  }))
  const rows: EstimateRow[] = []
  for (const { preset, config: asked } of [...own, ...ofPresets])
    rows.push({ preset, epochs: asked.num_epochs, ...(await estimateTraining({ config: asked, workdirs })) })
  const { program } = context
  const step = {
    does: 'start one',
    line: commandLine(program, 'train', shownPath(config.train_data_dir), '--preset', 'quick'),
  }
  showResult(context, rows, (_, look) => withNextSteps(renderEstimates(rows, look), [step], { look }))
  return exitCodes.good
}

/** A line for each, and what the times rest on. */
export function renderEstimates(rows: readonly EstimateRow[], look: Look): string {
  const table = renderTable(
    [
      { title: 'preset' },
      { title: 'time', align: 'right' },
      { title: 'epochs', align: 'right' },
      { title: 'steps', align: 'right' },
      { title: 'memory', align: 'right' },
    ],
    rows.map(({ preset, epochs, time, memory }) => [
      preset ?? '(as typed)',
      time === undefined ? '?' : `about ${formatDuration(time.seconds)}`,
      String(epochs),
      time === undefined ? '?' : String(time.steps),
      `${formatBytes(memory.bytes)}${memory.fits ? '' : ', too much'}`,
    ]),
    look,
  )
  const [{ samples, time }] = rows
  const basis =
    time?.basis === 'earlier-run'
      ? `the pace of ${time.run}`
      : 'the speed of the network on this machine, just measured'
  const images = `${countOf(samples.train, 'image')} to train on, ${samples.test} to evaluate on`
  return `${images}; times from ${basis}.\n\n${table}`
}
