// Lines of a log as the web interface gets them, and what they change about the curves.
import { curveColumns, pointMaker } from '../../run/curve-columns.ts'
import { initHistory, updateHistory } from '../../run/curves.ts'
import type { CurveChange } from '../../run/join-curves.ts'
import { parseLogText } from '../../run/log-reader.ts'
import { tagOfText } from '../../run/log-tags.ts'
import type { LogLine } from '../contract/runs.ts'

/** A longer line is cut: it is no line of a log. */
const maxShown = 4000

/** One line as it is sent. */
export function logLineOf(number: number, text: string): LogLine {
  return { number, tag: tagOfText(text), text: text.length > maxShown ? `${text.slice(0, maxShown)}...` : text }
}

/** Epochs, and iterations an epoch, as earlier lines told. */
export type KnownShape = Pick<CurveChange, 'epochs' | 'iterations'>

/** What lines change about the curves, in the form in which `joinCurves` takes it. */
export type LinesChange = Omit<CurveChange, 'position'>

/** Collects what lines change: their history is that of a log which begins with them, and which knows its shape. */
export class ChangeCollector {
  readonly #history = initHistory()

  constructor({ epochs, iterations }: KnownShape) {
    this.#history.epochs = epochs
    this.#history.iters = iterations
  }

  take(number: number, text: string): void {
    for (const line of parseLogText(text)) updateHistory(this.#history, { number, line })
  }

  change(): LinesChange {
    const { epochs, iters, rewound } = this.#history
    const pointsOf = pointMaker(this.#history)
    const columns = curveColumns(this.#history)
    return {
      rewind: {
        ...(Number.isFinite(rewound.step) && { step: rewound.step }),
        ...(Number.isFinite(rewound.epoch) && { epoch: rewound.epoch }),
      },
      points: Object.fromEntries(columns.map((column) => [column.name, pointsOf(column)])),
      epochs,
      iterations: iters,
    }
  }
}
