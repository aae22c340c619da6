// Nothing leaves the machine and nothing is written outside the folders that a command names, whatever the libraries do by default.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { onlyRun, PROGRAM, SMALL, temporaryFolder, tinyDataset } from './training.ts'

const strace = ['strace', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg']
const hasStrace = spawnSync(strace[0], [...strace.slice(1), 'true']).status === 0

/** What would switch a library's reports off by itself. */
const unset = ['CI', 'ORT_DISABLE_TELEMETRY', 'DO_NOT_TRACK']

/** Runs the built program with an empty home and working folder; where there is strace, every look-up and connection is seen. */
function runAlone(...words: string[]) {
  const folder = temporaryFolder()
  const [home, cwd] = [join(folder, 'home'), join(folder, 'cwd')]
  for (const path of [home, cwd]) mkdirSync(path)
  const inherited = Object.entries(process.env).filter(([name]) => !unset.includes(name) && !name.startsWith('XDG_'))
  const trace = join(folder, 'trace')
  const command = [process.execPath, resolve(PROGRAM), ...words]
  const [program, ...args] = hasStrace ? [...strace, '-o', trace, ...command] : command
  const env = { ...Object.fromEntries(inherited), HOME: home }
  const { status, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  const left = (path: string) => readdirSync(path, { recursive: true, encoding: 'utf8' })
  const sent = existsSync(trace)
    ? readFileSync(trace, 'utf8').match(/.*\b(?:AF_INET6?|io\.systemd\.Resolve)\b.*/g)
    : null
  return { status, stderr, left: [...left(home), ...left(cwd)], sent: sent ?? [] }
}

const nothing = { status: 0, stderr: expect.not.stringMatching(/telemetry/i), left: [], sent: [] }

let data: string
let workdirs: string

beforeAll(async () => {
  data = await tinyDataset(2)
  workdirs = temporaryFolder()
})

describe('a command with an empty home folder', () => {
  it('trains without writing there or looking anything up', { timeout: 120_000 }, () => {
    const flags = [...SMALL, '--num-epochs', '1', '--workdirs', workdirs]
    expect(runAlone('train', data, ...flags)).toEqual(nothing)
  })

  it('detects without writing there or looking anything up', { timeout: 60_000 }, () => {
    const model = join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth')
    expect(runAlone('detect', data, '--model', model, '--out', temporaryFolder())).toEqual(nothing)
  })
})
