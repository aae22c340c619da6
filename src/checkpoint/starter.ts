// The starter: trained weights that the product ships, and what every fresh install detects and fine-tunes with.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type Text, UserError, type UserErrorParts, partsOf } from '../core/errors.ts'
import { systemReason } from '../core/files.ts'
import { starterName } from '../core/starter-name.ts'
import { wordsFor } from '../core/library-words.ts'
import { readRegularAsync, readRegularText } from '../core/read-file.ts'
import type { Tensor } from '../core/tensor.ts'
import type { Checkpoint } from './checkpoint.ts'
import { decodeCheckpoint } from './read.ts'

/** What `weights/starter.json` says of the weights beside it; `npm run pack:starter` writes both. */
export interface StarterManifest {
  /** Counts up with each new set of weights. */
  readonly version: number
  /** Name of the file beside the manifest. */
  readonly file: string
  readonly bytes: number
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string
  /** Where the weights come from, one sentence. */
  readonly provenance: string
}

export interface Starter extends StarterManifest {
  /** Absolute path of the file. */
  readonly path: string
}

// `src/checkpoint/` and `dist/checkpoint/` lie equally deep in the package.
const shipped = new URL('../../weights/', import.meta.url)

/**
 * What the installation says of its starter; the weights are not read.
 * @param folder where both files lie
 * @throws UserError `starter-damaged` when the manifest is missing or unreadable
 */
export function findStarter(folder: URL = shipped): Starter {
  const manifest = fileURLToPath(new URL('starter.json', folder))
  const parsed = readManifest(manifest)
  return { ...parsed, path: fileURLToPath(new URL(parsed.file, folder)) }
}

function readManifest(path: string): StarterManifest {
  try {
    const parsed: unknown = JSON.parse(readRegularText(path))
    if (isManifest(parsed)) return parsed
  } catch (cause) {
    throw damaged(path, { found: whatWasFound(cause), cause })
  }
  throw damaged(path, { found: say(errorDetails['starter-damaged'].foundOther) })
}

function isManifest(value: unknown): value is StarterManifest {
  const kinds = { version: 'number', file: 'string', bytes: 'number', sha256: 'string', provenance: 'string' }
  const fields = new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}))
  return Object.entries(kinds).every(([name, kind]) => typeof fields.get(name) === kind)
}

function whatWasFound(cause: unknown): Text {
  if (cause instanceof SyntaxError) return wordsFor('json', cause)
  if (!(cause instanceof UserError)) return systemReason(cause)
  const { found, message } = partsOf(cause)
  return found ?? message
}

/** How messages and logs name it: `starter v1 (sha256 0123456789ab)`. */
export function describeStarter({ version, sha256 }: Pick<StarterManifest, 'version' | 'sha256'>): string {
  return `${starterName} v${version} (sha256 ${sha256.slice(0, 12)})`
}

/**
 * Reads the starter's weights and checks that they are the ones that were shipped.
 * @param missing values for tensors of the threshold branch, should the file lack them
 * @param folder where both files lie
 * @throws UserError `starter-damaged` for a missing file or other bytes than the manifest's
 */
export async function readStarter(
  missing?: (name: string) => Tensor,
  folder: URL = shipped,
): Promise<Starter & { checkpoint: Checkpoint }> {
  const starter = findStarter(folder)
  const bytes = await readRegularAsync(starter.path).catch((cause: unknown) => {
    throw damaged(starter.path, { found: whatWasFound(cause), cause })
  })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== starter.sha256)
    throw damaged(starter.path, {
      expected: say(errorDetails['starter-damaged'].expectedBytes, { bytes: starter.bytes, sha256: starter.sha256 }),
      found: say(errorDetails['starter-damaged'].foundBytes, { bytes: bytes.length, sha256 }),
    })
  return { ...starter, checkpoint: decodeCheckpoint(bytes, starter.path, missing) }
}

function damaged(where: string, parts: Pick<UserErrorParts, 'expected' | 'found' | 'cause'>): UserError {
  return new UserError({
    code: 'starter-damaged',
    message: say(errorDetails['starter-damaged'].message),
    expected: say(errorDetails['starter-damaged'].expected),
    ...parts,
    where,
    next: say(errorDetails['starter-damaged'].next),
  })
}
