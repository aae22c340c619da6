// The grammar of log.txt: a line of each kind as it is written, and the fields of the two that hold numbers.
import { trainFields, valFields } from '../../../src/run/log-fields.ts'
import { renderLogLine, type LogLine } from '../../../src/run/log-line.ts'
import { code, head, table } from './markdown.ts'

type Kind = LogLine['kind']

/** A line of each kind, and what it is for. A new kind without one does not compile. */
const samples: { readonly [K in Kind]: readonly [line: Extract<LogLine, { kind: K }>, meaning: string] } = {
  start: [{ kind: 'start', at: '2026-01-05 14:30:22' }, 'the first line; local time'],
  resume: [
    { kind: 'resume', at: '2026-01-05 16:00:00', checkpoint: 'checkpoints/last_model.pth', epoch: 2, iter: 30 },
    'the run is resumed: epochs that were complete and, where it stopped within one, iterations of the next; later lines replace earlier ones of the same steps',
  ],
  device: [{ kind: 'device', device: 'cpu', reason: 'GPU not found' }, 'where the network is computed, and why'],
  loading: [{ kind: 'loading', path: 'custom_data' }, 'the data set'],
  samples: [{ kind: 'samples', train: 300, test: 50 }, 'images of both splits'],
  train: [
    { kind: 'train', epoch: 1, epochs: 5, iter: 0, iters: 57, loss: 1.876, learningRate: 0.007, imagesPerSecond: 9.8 },
    'a step: epoch from 1, iteration from 0 within the epoch, loss, learning rate, then any of the fields below',
  ],
  val: [
    { kind: 'val', epoch: 1, fScore: 0.682, precision: 0.701, recall: 0.664, valLoss: 1.234 },
    'an evaluation; epoch 0 is that of the initial weights; then any of the fields below',
  ],
  save: [
    { kind: 'save', what: 'Best model', path: 'checkpoints/best_model.pth', reason: 'F-score improved' },
    'a checkpoint was written',
  ],
  stopped: [{ kind: 'stopped' }, 'the last line of a training that a person stopped'],
  completed: [{ kind: 'completed' }, 'the last line of a training whose epochs are all done'],
  info: [{ kind: 'info', message: 'text' }, 'anything else worth knowing'],
  config: [{ kind: 'config', message: 'text' }, 'what was chosen, and why'],
  data: [{ kind: 'data', message: 'text' }, 'about the data set'],
  warn: [
    { kind: 'warn', code: 'leaked-image', message: 'text' },
    'something that costs accuracy or time, with its code where it has one; `[WARNING]` reads the same',
  ],
  error: [
    { kind: 'error', code: 'out-of-memory', message: 'text' },
    'what ended the training (a code of [errors](errors.md)), or a problem of the data (a code of [problems](problems.md)); lines below it that begin with `expected:`, `found:`, `where:` or `next:` tell more of it; older logs have no code; `[FAIL]` reads the same',
  ],
  other: [{ kind: 'other', text: 'text' }, 'anything without a tag, such as the output of a library'],
}

/** The text of docs/reference/log.md. */
export function logPage(): string {
  const kinds = Object.values(samples).map(([line, meaning]) => [code(renderLogLine(line)), meaning])
  const first = head(
    'The log',
    '`src/run/log-line.ts` and `src/run/log-fields.ts`',
    'log.txt is UTF-8, one event a line, written at once and never rewritten. Text before a tag is skipped by readers (a progress bar, the time of a logger), and so is text after the fields; a last line without its line break is unfinished. Numbers that are not finite read `nan`, `inf` and `-inf`.',
  )
  return `${[first.trimEnd(), table(['line', 'meaning'], kinds), '## Fields of [TRAIN]', fields(trainFields), '## Fields of [VAL]', fields(valFields)].join('\n\n')}\n`
}

interface Field {
  readonly key: string
  readonly style: string
  readonly unit?: string
}

function fields(all: Readonly<Record<string, Field>>): string {
  const rows = Object.entries(all).map(([name, { key, style, unit = '' }]) => [code(key), style, unit, code(name)])
  return table(['as written', 'style of the number', 'unit', 'name in the API'], rows)
}
