// MPI through a foreign-function library (koffi): Open MPI, MPICH and those that share the latter's binary interface. The only file that loads it.
import { errorDetails } from '../core/error-details.ts'
import { messageOf, UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import type { Transport } from './transport.ts'

/** What is used of koffi. It is an optional dependency: an installation without it has no types of it either. */
interface Koffi {
  load(path: string, options: { readonly global: boolean }): Library
}
interface Library {
  func(name: string, result: string, parameters: readonly string[]): (...values: unknown[]) => number
  symbol(name: string, type: string): unknown
}

/** File names of MPI libraries, in the order in which they are tried. */
const openMpi = ['libmpi.so.40', 'libmpi.so.80', 'libmpi.so', 'libmpi.40.dylib', 'libmpi.dylib']
const mpich = ['libmpi.so.12', 'libmpich.so.12', 'libmpich.so', 'libmpi.12.dylib', 'libmpi.dylib']

/** Handles of MPICH and its relatives (MPI 3 ABI initiative): fixed numbers. */
const mpichWorld = 0x44_00_00_00
const mpichByte = 0x4c_00_01_0d

/** Room for a request, a status and the name of a library, of whichever MPI. */
const REQUEST_BYTES = 16
const STATUS_BYTES = 64
const NAME_BYTES = 8192

/** A meeting is asked for this often at first, then less often, in milliseconds. */
const SOON_MS = 50
const PAUSE_MS = 2

/**
 * Loads MPI and joins the processes that were started with this one.
 * @param env `OCRDET_MPI_LIBRARY` names the library's file where it is none of the usual ones
 * @throws UserError `mpi-missing`
 */
export async function joinMpi(env: Readonly<Record<string, string | undefined>>): Promise<Transport> {
  const koffi = await loadKoffi()
  const named = env['OCRDET_MPI_LIBRARY']
  const names = named !== undefined ? [named] : env['PMI_SIZE'] === undefined ? openMpi : [...mpich, ...openMpi]
  return new Mpi(loadLibrary(koffi, names))
}

async function loadKoffi(): Promise<Koffi> {
  // koffi's binary for this platform is a package of its own, and needs nothing of the rest (docs/decisions/0500).
  const library = `@koromix/koffi-${process.platform}-${process.arch}`
  try {
    return ((await import(library)) as { readonly default: Koffi }).default
  } catch (cause) {
    throw missing({ found: say(errorDetails['mpi-missing'].foundKoffi), cause })
  }
}

function loadLibrary(koffi: Koffi, names: readonly string[]): Library {
  const causes: unknown[] = []
  for (const name of names) {
    try {
      // Open MPI's own parts, loaded later, look for its symbols among the global ones.
      return koffi.load(name, { global: true })
    } catch (cause) {
      causes.push(cause)
    }
  }
  const found = say(errorDetails['mpi-missing'].foundLibrary, { names: names.join(', '), why: messageOf(causes[0]) })
  throw missing({ found, cause: causes[0] })
}

function missing(parts: Pick<ConstructorParameters<typeof UserError>[0], 'found' | 'cause'>): UserError {
  const { message, expected, next } = errorDetails['mpi-missing']
  return new UserError({
    code: 'mpi-missing',
    message: say(message),
    expected: say(expected),
    next: say(next),
    ...parts,
  })
}

/** One process's place among the others. */
class Mpi implements Transport {
  readonly rank: number
  readonly size: number
  readonly library: string
  readonly #call: Calls
  readonly #world: unknown
  readonly #byte: unknown

  constructor(library: Library) {
    const { handle, world, byte } = handlesOf(library)
    this.#world = world
    this.#byte = byte
    this.#call = callsOf(library, handle)
    check('MPI_Init', this.#call.init(null, null))
    const number = new Int32Array(1)
    check('MPI_Comm_rank', this.#call.rank(world, number))
    this.rank = number[0]
    check('MPI_Comm_size', this.#call.size(world, number))
    this.size = number[0]
    const name = Buffer.alloc(NAME_BYTES)
    check('MPI_Get_library_version', this.#call.version(name, number))
    this.library = name
      .toString('utf8', 0, number[0])
      .split(/,|\r?\n|\0/)[0]
      .replaceAll(/\s+/g, ' ')
      .trim()
  }

  async meet(own: Uint8Array): Promise<Uint8Array> {
    const all = new Uint8Array(own.length * this.size)
    const [world, byte, request] = [this.#world, this.#byte, Buffer.alloc(REQUEST_BYTES)]
    check('MPI_Iallgather', this.#call.beginGather(own, own.length, byte, all, own.length, byte, world, request))
    const [flag, status, began] = [new Int32Array(1), Buffer.alloc(STATUS_BYTES), performance.now()]
    for (;;) {
      check('MPI_Test', this.#call.test(request, flag, status))
      if (flag[0] !== 0) return all
      // Signals and timers come in meanwhile, and another rank on this machine gets the core.
      await (performance.now() - began < SOON_MS ? soon() : later())
    }
  }

  scatter(parts: Float32Array, received: Float32Array): Promise<void> {
    const bytes = parts.byteLength / this.size
    const [world, byte] = [this.#world, this.#byte]
    check('MPI_Alltoall', this.#call.scatter(parts, bytes, byte, received, bytes, byte, world))
    return Promise.resolve()
  }

  gather(own: Uint8Array, all: Uint8Array): Promise<void> {
    const [world, byte] = [this.#world, this.#byte]
    check('MPI_Allgather', this.#call.gather(own, own.byteLength, byte, all, own.byteLength, byte, world))
    return Promise.resolve()
  }

  broadcast(bytes: Uint8Array): Promise<void> {
    check('MPI_Bcast', this.#call.broadcast(bytes, bytes.byteLength, this.#byte, 0, this.#world))
    return Promise.resolve()
  }

  end(): void {
    check('MPI_Finalize', this.#call.end())
  }
}

/** Open MPI's handles are addresses of what it exports; MPICH's are numbers. */
function handlesOf(library: Library): { readonly handle: string; readonly world: unknown; readonly byte: unknown } {
  try {
    const [world, byte] = ['ompi_mpi_comm_world', 'ompi_mpi_byte'].map((name) => library.symbol(name, 'void'))
    return { handle: 'void *', world, byte }
  } catch {
    return { handle: 'int', world: mpichWorld, byte: mpichByte }
  }
}

type Calls = ReturnType<typeof callsOf>

/** The functions by their C prototypes; `handle` is what communicators and types are. */
function callsOf(library: Library, handle: string) {
  const call = (name: string, ...parameters: string[]) => library.func(name, 'int', parameters)
  const both = ['void *', 'int', handle, 'void *', 'int', handle, handle]
  return {
    init: call('MPI_Init', 'void *', 'void *'),
    rank: call('MPI_Comm_rank', handle, 'void *'),
    size: call('MPI_Comm_size', handle, 'void *'),
    version: call('MPI_Get_library_version', 'void *', 'void *'),
    beginGather: call('MPI_Iallgather', ...both, 'void *'),
    test: call('MPI_Test', 'void *', 'void *', 'void *'),
    scatter: call('MPI_Alltoall', ...both),
    gather: call('MPI_Allgather', ...both),
    broadcast: call('MPI_Bcast', 'void *', 'int', handle, 'int', handle),
    end: call('MPI_Finalize'),
  }
}

/** MPI ends the program itself on errors by default; a code that comes back all the same is a bug. */
function check(name: string, code: number): void {
  if (code !== 0) throw new Error(`${name} answered ${code}`)
}

function soon(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
}
