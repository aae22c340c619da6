// What the runtime's own profile tells of a model: where each node ran, what was copied, and what the graphics card computed.
import { readRegularText } from '../core/read-file.ts'

/** One run of one node. */
export interface ProfiledNode {
  /** `Conv`, or `MemcpyToHost` and `MemcpyFromHost`, which the runtime puts in between. */
  readonly op: string
  readonly name: string
  /** `cpu`, `webgpu` or `cuda`. */
  readonly provider: string
  /** What it gives, in bytes. */
  readonly bytes: number
  /** Milliseconds as the executor sees them: on a card, it waits or does not. */
  readonly ms: number
}

/** One dispatch on a graphics card. */
export interface ProfiledKernel {
  /** The node's operation, and the program of it: one node may need several. */
  readonly op: string
  readonly program: string
  /** `inputs[0] = {2,16,16,8} ...`. */
  readonly shapes: string
  /** Milliseconds on the card. */
  readonly ms: number
}

/** All runs of a session. */
export interface Profile {
  readonly nodes: readonly ProfiledNode[]
  readonly kernels: readonly ProfiledKernel[]
}

interface ProfileEvent {
  readonly cat: string
  readonly name: string
  readonly dur: number
  readonly args?: Readonly<Record<string, unknown>>
}

const KERNEL_TIME = '_kernel_time'

/** Reads the file that a session with `profile` has written. */
export function readProfile(path: string): Profile {
  const events = JSON.parse(readRegularText(path)) as readonly ProfileEvent[]
  return {
    nodes: events.flatMap((event) => (event.cat === 'Node' && event.name.endsWith(KERNEL_TIME) ? [nodeOf(event)] : [])),
    kernels: events.flatMap((event) => (event.cat === 'Api' ? [kernelOf(event)] : [])),
  }
}

function nodeOf({ name, dur, args = {} }: ProfileEvent): ProfiledNode {
  return {
    op: String(args['op_name']),
    name: name.slice(0, -KERNEL_TIME.length),
    provider: String(args['provider'])
      .replace(/ExecutionProvider$/, '')
      .toLowerCase(),
    bytes: Number(args['output_size']),
    ms: dur / 1000,
  }
}

/** Its name is `node&operation&program`. */
function kernelOf({ name, dur, args = {} }: ProfileEvent): ProfiledKernel {
  const [, op, program] = name.split('&')
  return { op, program, shapes: typeof args['shapes'] === 'string' ? args['shapes'] : '', ms: dur / 1000 }
}
