// Every figure the engine is held to, one measurement after the other, and a table of them at the end. Exit code 1 when one falls short.
// npm run bench -- [--model latest] [--rounds 2]: needs python3 with PyTorch and OpenCV, and a trained run (npm run demo makes one).
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { verdict, verdictLine } from './bench/figures.ts'
import { measurePostProcessing } from './bench/post-processing.ts'
import { measureTrainingRun } from './bench/training-run.ts'
import { benchSteps } from './bench/training-step.ts'

const { values } = parseArgs({
  options: { model: { type: 'string', default: 'latest' }, rounds: { type: 'string', default: '2' } },
})
const rounds = ['--rounds', values.rounds]

/** The scripts that can be run alone too, and what is measured by each. */
const scripts: readonly (readonly string[])[] = [
  ['bench-step.ts', '--torch', '--save-memory', '--batch', '2', '--size', '640', ...rounds],
  ['bench-step.ts', '--torch', '--batch', '8', '--size', '320', ...rounds],
  ['bench-step.ts', '--torch', '--batch', '1', '--size', '800', ...rounds],
  ['bench-detect.ts', '--model', values.model, '--size', '320x320', ...rounds],
]

const lines: string[] = []
for (const [script, ...words] of scripts) {
  console.log(`\n${script} ${words.join(' ')}`)
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${script}`, ...words], {
    encoding: 'utf8',
  })
  process.stdout.write(stdout === '' ? stderr : stdout)
  const found = stdout.split('\n').filter((line) => verdictLine.test(line))
  const sizes = words.filter((word) => /^\d/.test(word)).join(' ')
  lines.push(...found.map((line) => `${line}   [${sizes}]`))
  if (found.length === 0) lines.push(`SHORT  ${script} ${words.join(' ')} measured nothing`)
}

console.log('\nfrozen backbone against the full step')
const shape = { batch: 2, size: 640, steps: 5, rounds: Number(values.rounds), sides: ['ours'] } as const
const [full, frozen] = (['none', 'backbone'] as const).map((freeze) => benchSteps({ ...shape, freeze }).ours)
if (full && frozen)
  lines.push(
    verdict({ name: '--freeze backbone, speed', value: full.seconds / frozen.seconds, target: 1.5, atLeast: true }),
  )
lines.push(verdict(measurePostProcessing()))

console.log('\na training from its first second')
lines.push(...(await measureTrainingRun()).map(verdict))

console.log(`\n${lines.join('\n')}`)
process.exitCode = lines.some((line) => line.startsWith('SHORT')) ? 1 : 0
