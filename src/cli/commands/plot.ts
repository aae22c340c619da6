// `ocrdet plot`: the curves of runs as an image.
import { errorDetails } from '../../core/error-details.ts'
import { oneOf, text } from '../../run/settings/kinds.ts'
import { xUnits } from '../../run/plot-data.ts'
import type { PlotReport } from '../../tasks/runs/plot.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { manyArguments, valueFlagOr, withShort } from '../flags.ts'
import { countOf, formatBytes, shownPath } from '../text/format.ts'
import { runWords, workdirsFlag } from './common.ts'

export const plotCommand = command({
  about: [
    'Draws loss, scores and learning rate of one or several runs into a PNG. However many points a log has, every spike is drawn, and every value that is no number is marked.',
  ],
  arguments: { runs: manyArguments(`One or more of: ${runWords}.`) },
  flags: {
    out: withShort('o', valueFlagOr('curves.png', text(errorDetails['bad-flag'].expectedPng), 'File to write.')),
    x: valueFlagOr('epoch', oneOf(...xUnits), 'What the x axis counts.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest', does: 'the latest run, into curves.png' },
    { line: 'exp_v1_baseline latest -o both.png', does: 'two runs over the same epochs' },
  ],
  async run({ args: { runs }, flags: { out, x, workdirs } }, context) {
    const { plotRuns } = await import('../../tasks/runs/plot.ts')
    showResult(context, plotRuns({ runs, workdirs, out, x }), renderPlot)
    return exitCodes.good
  },
})

function renderPlot({ path, bytes, width, height, runs }: PlotReport): string {
  const points = runs.reduce((sum, run) => sum + run.points, 0)
  return `${shownPath(path)}  ${width}x${height}, ${formatBytes(bytes)}: ${countOf(points, 'point')} of ${countOf(runs.length, 'run')}`
}
