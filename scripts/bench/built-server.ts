// The built server as a process of its own, and what it holds in memory (Linux).
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export interface BuiltServer {
  readonly child: ChildProcess
  readonly url: string
}

/** Serves `folder` on a free port. Needs `npm run build`. */
export function startServer(folder: string): Promise<BuiltServer> {
  const child = spawn(process.execPath, [resolve('dist/cli/main.js'), 'serve', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((done) => {
    child.stdout.once('data', (chunk: Buffer) =>
      done({ child, url: (JSON.parse(String(chunk)) as { url: string }).url }),
    )
  })
}

/** Processes that this one started. */
export function childrenOf(pid: string): string[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
}

/** Resident megabytes of a process; 0 when it is gone. */
export function memoryOf(pid: string): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return 0
  }
}
