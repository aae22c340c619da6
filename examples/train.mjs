// Trains a detector in a script: node train.mjs custom_data [settings as JSON]. Ctrl-C stops cleanly; resume() then continues the run.
import { exportModel, train, UserError, verify } from 'ocrdet'

const [data = 'custom_data', settings = '{}'] = process.argv.slice(2)
const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort())

try {
  const training = train({ data, settings: JSON.parse(settings), signal: interrupted.signal })
  for await (const event of training) {
    if (event.type === 'run') console.log(`run ${event.id}`)
    if (event.type === 'iteration')
      console.log(`epoch ${event.epoch}/${event.epochs} iteration ${event.iteration} loss ${event.loss.toFixed(3)}`)
    if (event.type === 'summary') console.log(`${event.ended}, best F-score ${event.best?.fScore.toFixed(3)}`)
  }
  const summary = await training.finished()
  if (summary?.ended === 'completed') {
    const { path } = await exportModel({ model: summary.folder })
    const { passed, failures } = await verify({ model: path, data })
    console.log(passed ? `proven: ${path}` : failures.join('\n'))
  }
} catch (error) {
  if (!(error instanceof UserError)) throw error
  console.error(error.render()) // what was expected, found, where, and what to do next
  process.exitCode = 1
}
