// A diagnosis rule of one's own: node diagnosis-rule.mjs [run], which exits with 1 when the run is unhealthy.
import { diagnose } from 'ocrdet'

/** Our house rule: a run that is delivered must have been evaluated at least this often. */
const fewestEvaluations = 3

/** @type {import('ocrdet').DiagnosisRule} */
const evaluatedOften = {
  code: 'evaluated-often',
  check: ({ evaluations, settings, state }) => {
    if (settings === undefined) return { skipped: 'there is no config.yaml' }
    if (state.name === 'running') return { skipped: 'the training is not over' }
    const count = evaluations.filter(({ epoch }) => epoch > 0).length
    if (count >= fewestEvaluations) return []
    const message = `It was evaluated ${count} times, with eval_interval ${settings.eval_interval}.`
    const remedy = 'Train more epochs, or lower eval_interval'
    return [{ severity: 'error', title: 'Evaluated too rarely', message, remedy }]
  },
}

const { verdict, summary, findings } = await diagnose({ run: process.argv[2] ?? 'latest', rules: [evaluatedOften] })
console.log(`${verdict}: ${summary}`)
for (const { code, severity, message, remedy } of findings) console.log(`${severity} ${code}: ${message} ${remedy}.`)
process.exitCode = verdict === 'unhealthy' ? 1 : 0
