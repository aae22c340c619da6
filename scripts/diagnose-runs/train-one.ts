// One training in a process of its own, so that it can be stopped, killed or starved: node train-one.ts '<json>'.
import { parseConfig } from '../../src/run/config.ts'
import { renderLogLine } from '../../src/run/log-line.ts'
import { type TrainingEvent, resume, train } from '../../src/tasks/train/train.ts'

/** What the process is told. */
export interface TrainOneTask {
  readonly workdirs: string
  readonly settings: Readonly<Record<string, unknown>>
  /** Goes on with the run in `workdirs` instead, to that many epochs. */
  readonly resumeTo?: number
}

const { workdirs, settings, resumeTo } = JSON.parse(process.argv[2]) as TrainOneTask
const control = new AbortController()
process.on('SIGTERM', () => control.abort())
const listen = (event: TrainingEvent): void => {
  if (event.type === 'line') console.log(renderLogLine(event.line))
}
const { signal: stop } = control
if (resumeTo === undefined) await train({ config: parseConfig(settings), workdirs, stop }, listen)
else await resume({ run: 'latest', workdirs, numEpochs: resumeTo, stop }, listen)
process.exit(0)
