// How a run stands: closing lines, live and dead processes, errors.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Heartbeat, HeartbeatWriter, isRunning, readHeartbeat } from '../../src/run/heartbeat.ts'
import { processOf } from '../../src/run/process-identity.ts'
import { type StateEvidence, stateOf } from '../../src/run/state.ts'
import { temporaryFolder } from './temporary.ts'

const now = new Date('2026-01-05T14:30:00Z')

function ago(seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000)
}

/** The heartbeat of this very process, written some seconds ago. */
function ownHeartbeat(secondsAgo = 0): Heartbeat {
  const path = join(temporaryFolder(), 'heartbeat.json')
  new HeartbeatWriter(path).beat(ago(secondsAgo))
  const heartbeat = readHeartbeat(path)
  if (heartbeat === undefined) throw new Error('no heartbeat was written')
  return heartbeat
}

function evidence(parts: Partial<StateEvidence>): StateEvidence {
  const history = { ended: undefined, fatal: undefined, starts: [] }
  return { history, heartbeat: undefined, logTime: ago(3600), now, ...parts }
}

const fatal = { line: 7, text: 'File not found: train_images/1.jpg' }

describe('stateOf', () => {
  it('is that of the Slurm job while it is in the queue, but a training that is completed is finished', () => {
    const history: StateEvidence['history'] = { ended: 'stopped', fatal: undefined, starts: [] }
    const job = { id: '12', state: 'waiting', nodes: '', restarts: 0, reason: 'Priority' } as const
    const again = { ...job, state: 'running', nodes: 'node[1-2]', restarts: 1 } as const
    expect(stateOf(evidence({ job }))).toMatchObject({ name: 'queued', reason: 'job 12 waits in the queue (Priority)' })
    expect(stateOf(evidence({ history, job: { ...job, restarts: 2 } }))).toMatchObject({
      name: 'queued',
      reason: 'job 12 was requeued 2 times and waits in the queue (Priority)',
    })
    expect(stateOf(evidence({ history, job: again }))).toMatchObject({
      name: 'running',
      reason: 'job 12 runs on node[1-2], requeued 1 time before',
    })
    expect(stateOf(evidence({ history: { ...history, ended: 'completed' }, job: again })).name).toBe('finished')
    expect(stateOf(evidence({ logTime: undefined, jobId: '12' }))).toMatchObject({
      name: 'dead',
      reason: expect.stringContaining('job 12 left the queue before the training began'),
    })
  })

  it('is what the closing line says, whatever still runs', () => {
    const heartbeat = ownHeartbeat()
    const finished = stateOf(evidence({ heartbeat, history: { ended: 'completed', fatal: undefined, starts: [] } }))
    const stopped = stateOf(evidence({ heartbeat, history: { ended: 'stopped', fatal, starts: [] } }))
    expect([finished.name, stopped.name]).toEqual(['finished', 'stopped'])
  })

  it.skipIf(process.platform !== 'linux')('is running while the process lives, however long it is silent', () => {
    expect(stateOf(evidence({ heartbeat: ownHeartbeat(5) }))).toEqual({
      reasonZh: `${hostname()} 上的进程 ${process.pid} 正在运行；最近一次活动在 5 秒前`,
      name: 'running',
      reason: `process ${process.pid} on ${hostname()} is alive; its last sign of life is 5 s old`,
    })
    expect(stateOf(evidence({ heartbeat: ownHeartbeat(3600) })).name).toBe('running')
  })

  it.skipIf(process.platform !== 'linux')('is running while Ctrl-Z holds the process, and says so', async () => {
    const child = spawn('sleep', ['100'])
    onTestFinished(() => void child.kill('SIGKILL'))
    const pid = Number(child.pid)
    const process_start = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[19]
    const heartbeat = { ...ownHeartbeat(3600), pid, process_start }
    process.kill(pid, 'SIGSTOP')
    await expect.poll(() => stateOf(evidence({ heartbeat })).reason).toContain('is suspended (Ctrl-Z or SIGSTOP)')
    expect(stateOf(evidence({ heartbeat })).name).toBe('running')
  })

  it('is dead when the process is gone, failed when an error came last', () => {
    const gone = { ...ownHeartbeat(), pid: spawnSync(process.execPath, ['-e', '']).pid }
    expect(stateOf(evidence({ heartbeat: gone }))).toMatchObject({
      name: 'dead',
      reason: expect.stringContaining('is gone'),
    })
    expect(stateOf(evidence({ heartbeat: gone, history: { ended: undefined, fatal, starts: [] } }))).toEqual({
      name: 'failed',
      reason: 'the log ends with an error on line 7',
      reasonZh: '日志以第 7 行的错误结束',
      error: 'File not found: train_images/1.jpg',
    })
  })

  it('is failed as soon as the process closed the run, though it lives on', () => {
    const heartbeat = { ...ownHeartbeat(), closed: true }
    expect(stateOf(evidence({ heartbeat, history: { ended: undefined, fatal, starts: [] } })).name).toBe('failed')
    expect(stateOf(evidence({ heartbeat })).name).toBe('dead')
  })

  it('goes by the growth of the log where there is no heartbeat, as in runs of the original system', () => {
    expect(stateOf(evidence({ logTime: ago(30) }))).toEqual({
      name: 'running',
      reason: 'the log grew 30 s ago',
      reasonZh: '日志在 30 秒前仍有更新',
    })
    expect(stateOf(evidence({ logTime: ago(300) })).name).toBe('dead')
    expect(stateOf(evidence({ logTime: undefined })).reason).toBe('there is no log')
    expect(stateOf(evidence({ logTime: ago(30), history: { ended: undefined, fatal, starts: [] } })).name).toBe(
      'failed',
    )
  })

  it('trusts a fresh heartbeat of another machine, whose processes it cannot see', () => {
    const other = { ...ownHeartbeat(10), host: 'another', pid: 1 }
    expect(stateOf(evidence({ heartbeat: other })).name).toBe('running')
    const silent = { ...other, time: ago(90).toISOString() }
    expect(stateOf(evidence({ heartbeat: silent })).name).toBe('dead')
    expect(stateOf(evidence({ heartbeat: { ...silent, longest_silence_ms: 20_000 } })).name).toBe('running')
  })
})

describe('processOf', () => {
  it('tells a reused process id from the process that wrote', () => {
    const heartbeat = ownHeartbeat()
    expect(processOf(heartbeat)).toBe(process.platform === 'linux' ? 'alive' : 'likely')
    expect(processOf({ ...heartbeat, process_start: '1' })).toBe(process.platform === 'linux' ? 'gone' : 'likely')
  })

  it('does not look up ids of another container', () => {
    expect(processOf({ ...ownHeartbeat(), pid_space: 'other boot pid:[1]' })).toBe('unknown')
  })

  it.skipIf(process.platform !== 'linux')('takes a killed process that nobody has collected for gone', async () => {
    // the shell is stopped, so it cannot collect its child, which stays a zombie
    const shell = spawn('sh', ['-c', 'sleep 100 & echo $!; kill -STOP $$'])
    onTestFinished(() => void shell.kill('SIGKILL'))
    const pid = Number(await new Promise<Buffer>((resolve) => shell.stdout.once('data', resolve)))
    const start = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[19]
    const heartbeat = { ...ownHeartbeat(), pid, process_start: start }
    expect(processOf(heartbeat)).toBe('alive')
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => processOf(heartbeat)).toBe('gone')
  })
})

describe('HeartbeatWriter', () => {
  it('writes once a second at most, and remembers the longest silence', () => {
    const path = join(temporaryFolder(), 'heartbeat.json')
    const writer = new HeartbeatWriter(path)
    writer.beat(ago(100))
    writer.beat(ago(99.5))
    expect(readHeartbeat(path)?.time).toBe(ago(100).toISOString())
    writer.beat(ago(60))
    writer.beat(ago(50))
    expect(readHeartbeat(path)).toMatchObject({
      time: ago(50).toISOString(),
      longest_silence_ms: 39_500,
      closed: false,
    })
    writer.close(now)
    expect(readHeartbeat(path)?.closed).toBe(true)
  })

  it('does not stop a training when it cannot write', () => {
    new HeartbeatWriter(join(temporaryFolder(), 'gone', 'heartbeat.json')).beat(now)
  })

  it('does not let a leaping clock make heartbeats count for days', () => {
    const path = join(temporaryFolder(), 'heartbeat.json')
    const writer = new HeartbeatWriter(path)
    writer.beat(new Date(0))
    writer.beat(ago(86_400))
    const heartbeat = readHeartbeat(path)
    expect(heartbeat === undefined || isRunning(heartbeat, now, 'likely')).toBe(false)
  })
})

describe('readHeartbeat', () => {
  it.each(['', '{', 'null', '[]', '{"pid": 1}', '{"pid":"1","host":"","pid_space":"","process_start":"","time":"x"}'])(
    'takes %j for none',
    (text) => {
      const path = join(temporaryFolder(), 'heartbeat.json')
      writeFileSync(path, text)
      expect(readHeartbeat(path)).toBeUndefined()
    },
  )
})
