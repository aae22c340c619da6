// Processes of ours that work for another one of ours, their parent: how it starts them, and what they know of it.
import { sharingCores } from './cores.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What becomes of a child whose parent is gone: a training of a sweep goes on by itself, a shard stops. */
export type ChildLife = 'outlives' | 'bound'

/** The variable that tells a process of ours that it is a child, and of which kind. */
const lifeName = 'OCRDET_CHILD'

/**
 * How a child is started. Ctrl-C in the terminal reaches the parent alone, which speaks for all and asks each child once. One that is bound
 * needs a channel too: `ipc` among its streams.
 * @param beside children at once, which share the cores
 */
export function childOptions(life: ChildLife, beside: number) {
  const env = { ...process.env, ...sharingCores(beside), [lifeName]: life }
  return { detached: process.platform !== 'win32', env }
}

/** Whether this process is a child, whose parent tells a person what is to be told of signals and progress. */
export function isChild(env: Environment = process.env): boolean {
  return env[lifeName] !== undefined
}

/** Calls `then` when this process is bound to its parent and that is gone, be it killed or ended. Returns what ends the watch. */
export function whenParentIsGone(then: () => void): () => void {
  if (process.env[lifeName] !== ('bound' satisfies ChildLife)) return () => {}
  if (!process.connected) {
    then()
    return () => {}
  }
  process.once('disconnect', then)
  process.channel?.unref() // It must not keep this process alive.
  return () => process.off('disconnect', then)
}
