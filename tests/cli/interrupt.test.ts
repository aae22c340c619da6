// Ctrl-C once and twice.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from './run-built.ts'

const watchFile = pathToFileURL(resolve('dist/cli/interrupt.js')).href

/** Says "ready", then what `body` does with the watch; `hold` keeps the process alive. */
function script(body: string, more = ''): string {
  return `
    const { watchForStop } = await import(${JSON.stringify(watchFile)})
    const hold = setInterval(() => {}, 1000)
    const watch = watchForStop({ onFirst: () => console.log('stopping') ${more} })
    ${body}
    console.log('ready')`
}

describe('watchForStop', () => {
  it('aborts its signal on the first Ctrl-C, and lets the program end by itself', async () => {
    const body = `watch.signal.addEventListener('abort', () => { clearInterval(hold); process.exitCode = 130 })`
    const ended = await run(process.execPath, ['--input-type=module', '--eval', script(body)], { interruptAt: 'ready' })
    expect(ended).toMatchObject({ code: 130, signal: null, out: 'ready\nstopping\n' })
  })

  it('lets the system end the process on the second, even while a long step keeps it busy', async () => {
    // After the first signal, a "step" blocks the thread; the second signal is sent from another process meanwhile.
    const body = `
      watch.signal.addEventListener('abort', async () => {
        const { spawn } = await import('node:child_process')
        spawn('sh', ['-c', 'sleep 0.2; kill -INT ' + process.pid]).on('spawn', () => {
          for (const end = Date.now() + 20_000; Date.now() < end;);
        })
      })`
    const started = performance.now()
    const ended = await run(process.execPath, ['--input-type=module', '--eval', script(body)], { interruptAt: 'ready' })
    expect(ended).toMatchObject({ code: null, signal: 'SIGINT' })
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('loses nothing to a second request where work is to be saved', async () => {
    const body = `
      watch.signal.addEventListener('abort', () => {
        process.kill(process.pid, 'SIGINT')
        process.kill(process.pid, 'SIGTERM')
        setTimeout(() => { console.log('saved'); clearInterval(hold) }, 300)
      })`
    const more = `, onAnother: () => console.log('still stopping')`
    const words = ['--input-type=module', '--eval', script(body, more)]
    const ended = await run(process.execPath, words, { interruptAt: 'ready' })
    expect(ended).toMatchObject({ code: 0, signal: null })
    expect(ended.out).toBe('ready\nstopping\nstill stopping\nstill stopping\nsaved\n')
  })

  it.skipIf(process.platform === 'win32')(
    'ignores a hang-up where no stream is a terminal, as under nohup',
    async () => {
      const body = `
      process.kill(process.pid, 'SIGHUP')
      setTimeout(() => { console.log('goes on', watch.signal.aborted); clearInterval(hold) }, 300)`
      const ended = await run(process.execPath, ['--input-type=module', '--eval', script(body)])
      expect(ended).toMatchObject({ code: 0, signal: null, out: 'ready\ngoes on false\n' })
    },
  )
})
