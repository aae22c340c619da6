// Runs the built program as a person would, in a process of its own.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

export const mainFile = resolve('dist/cli/main.js')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Sends SIGINT when this stands in the output for the first time. */
  readonly interruptAt?: string
}

/** The variables of this process that would change what the program prints. */
const unset = ['NO_COLOR', 'FORCE_COLOR', 'CI', 'npm_command']

/** Runs `node dist/cli/main.js` with these words and waits for its end. */
export function ocrdet(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(process.execPath, [mainFile, ...words], options)
}

/** Runs any program. */
export function run(
  file: string,
  words: readonly string[],
  { cwd, env, interruptAt }: RunOptions = {},
): Promise<Ended> {
  if (!existsSync(mainFile)) throw new Error(`${mainFile} is missing: run "npm run build" first`)
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !unset.includes(name)))
  const child = spawn(file, words, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { out: '', err: '' }
  let interrupted = false
  const collect = (name: 'out' | 'err') => (text: string) => {
    written[name] += text
    if (interrupted || interruptAt === undefined || !written[name].includes(interruptAt)) return
    interrupted = true
    child.kill('SIGINT')
  }
  child.stdout.setEncoding('utf8').on('data', collect('out'))
  child.stderr.setEncoding('utf8').on('data', collect('err'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, ...written }))
  })
}
