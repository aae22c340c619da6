// `ocrdet logs`: the log of a run, filtered and followed.
import { errorDetails } from '../../core/error-details.ts'
import { oneOf, text, wholeNumber } from '../../run/settings/kinds.ts'
import { logTags } from '../../run/log-tags.ts'
import { command } from '../command.ts'
import { showJsonLine } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { optionalArgument, switchFlag, valueFlag, withShort } from '../flags.ts'
import { parseMoment, parsePattern } from '../moment.ts'
import { renderShownLine } from '../views/log-lines.ts'
import { runWords, workdirsFlag } from './common.ts'

export const logsCommand = command({
  about: [
    'Prints the log of a run. With -f it goes on as the log grows, through truncation and rotation, until the training that is followed ends or Ctrl-C.',
    'With --json, every line is a line of JSON: its number, its text, and what it says.',
    'A line has the time of the [TRAIN] line before it (Elapsed), or of the start of its training.',
  ],
  arguments: {
    run: optionalArgument(`Which run: ${runWords}; or a log file. The latest by default.`),
  },
  flags: {
    follow: withShort('f', switchFlag('Goes on while the log grows.')),
    tag: valueFlag(oneOf(...logTags), 'Only lines with this tag.'),
    epoch: valueFlag(wholeNumber(0, 100_000), 'Only lines of this epoch.'),
    grep: valueFlag(
      text(errorDetails['bad-flag'].expectedPattern, { placeholder: '<pattern>' }),
      'Only lines that match; small letters match capitals too.',
    ),
    since: valueFlag(text(errorDetails['bad-flag'].expectedSince, { placeholder: '<time>' }), 'Only lines since then.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: '-f', does: 'watches the latest run' },
    { line: 'exp_20260105_143022 --tag VAL', does: 'its scores' },
    { line: "--grep 'error|warn' --since 2h", does: 'trouble of the last two hours' },
  ],
  stoppable: 'quietly',
  async run({ args, flags }, context) {
    const { readLogs } = await import('../../tasks/runs/logs.ts')
    const { follow, tag, epoch, grep, since, workdirs } = flags
    const request = {
      ...(tag !== undefined && { tag }),
      ...(epoch !== undefined && { epoch }),
      ...(grep !== undefined && { grep: parsePattern(grep, '--grep') }),
      ...(since !== undefined && { since: parseMoment(since, '--since') }),
    }
    const { screen, json, stop } = context
    const task = { reference: args.run ?? 'latest', workdirs, request, follow, stop }
    const { ended } = await readLogs(
      task,
      (line) => (json ? showJsonLine(context, line) : screen.print(renderShownLine(line, screen.look))),
      () => screen.log('(the log was truncated or replaced; from its start)'),
    )
    return ended === 'stopped' ? exitCodes.stopped : exitCodes.good
  },
})
