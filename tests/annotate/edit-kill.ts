// Edits a data set through the real server, kills the server at random instants, and looks each time whether an answered edit is lost or half written.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { historyOf } from '../../src/annotate/store.ts'
import { processExists } from '../../src/core/files.ts'
import { Random } from '../../src/core/random.ts'
import { encodeJpeg } from '../../src/data/image.ts'
import type { EditedImage } from '../../src/server/api.ts'

/** What the kills hit. */
export interface EditKillCounts {
  kills: number
  /** Edits that were answered, and those under way at the kill: written or not. */
  answered: number
  written: number
  unwritten: number
}

const images = 4
/** A sequence ends with the kill, at most in the time of so many edits. */
const longestEdits = 6

interface Server {
  readonly url: string
  readonly child: ChildProcess
}

/** The state of the set as its files have it, and what was sent last. */
interface Known {
  readonly data: string
  /** Content of each ground truth that was answered last. */
  readonly answered: string[]
  pending: { readonly index: number; readonly text: string } | undefined
}

/** Kills the server `kills` times; throws at the first loss. @param root an empty folder */
export async function killWhileEditing(root: string, kills: number, seed: number): Promise<EditKillCounts> {
  const data = join(root, 'set')
  await makeSet(data)
  const random = new Random(seed, 'edit-kill')
  const known: Known = { data, answered: Array.from({ length: images }, () => ''), pending: undefined }
  const counts: EditKillCounts = { kills: 0, answered: 0, written: 0, unwritten: 0 }
  let next = startServer(root)
  await post(await next, '/api/editing', { data, by: 'edit-kill' })
  const longest = longestEdits * (await timeOfAnEdit(await next, known, random))
  while (counts.kills < kills) {
    const server = await next
    await stateOf(server, data, 0) // the process that writes is there
    next = startServer(root)
    const editing = editUntilKilled(server, known, { random, counts })
    await new Promise((done) => setTimeout(done, random.uniform(0, longest)))
    await kill(server.child)
    await editing
    counts.kills += 1
    lookForLosses(known, counts)
  }
  await kill((await next).child)
  return counts
}

async function makeSet(data: string): Promise<void> {
  const jpeg = await encodeJpeg({ width: 400, height: 40, data: new Uint8Array(48_000).fill(200) }, 400)
  for (const folder of ['train_images', 'train_gts']) mkdirSync(join(data, folder), { recursive: true })
  for (let index = 0; index < images; index++) {
    writeFileSync(join(data, 'train_images', `${index}.jpg`), jpeg)
    writeFileSync(pathOf(data, index), '')
  }
  writeFileSync(join(data, 'train_list.txt'), Array.from({ length: images }, (_, i) => `${i}.jpg\n`).join(''))
}

const pathOf = (data: string, index: number): string => join(data, 'train_gts', `${index}.txt`)

async function startServer(folder: string): Promise<Server> {
  const child = spawn(process.execPath, [resolve('dist/cli/main.js'), 'serve', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const first = await new Promise<string>((done) => child.stdout.once('data', (chunk: Buffer) => done(String(chunk))))
  return { child, url: (JSON.parse(first) as { url: string }).url.replace(/\/$/, '') }
}

/** Returns when the server and the processes that work for it are gone: they end when they notice, perhaps in the middle of an edit's answer. */
async function kill(child: ChildProcess): Promise<void> {
  const workers = childrenOf(child.pid ?? 0)
  await new Promise<void>((done) => {
    child.once('exit', () => done())
    child.kill('SIGKILL')
  })
  while (workers.some(processExists)) await new Promise((done) => setTimeout(done, 5))
}

/** Processes that one started (Linux). */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

async function stateOf({ url }: Server, data: string, index: number): Promise<EditedImage> {
  const response = await fetch(`${url}/api/editing/image/${index}?split=train&data=${encodeURIComponent(data)}`)
  return (await response.json()) as EditedImage
}

async function post({ url }: Server, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
}

/** Milliseconds, on this machine and now. */
async function timeOfAnEdit(server: Server, known: Known, random: Random): Promise<number> {
  await edit(server, known, random) // the process that writes is started by it
  const started = performance.now()
  for (let time = 0; time < 3; time++) await edit(server, known, random)
  return (performance.now() - started) / 3
}

/** One edit after the other, until the server is gone. */
async function editUntilKilled(
  server: Server,
  known: Known,
  { random, counts }: { readonly random: Random; readonly counts: EditKillCounts },
): Promise<void> {
  try {
    for (;;) {
      await edit(server, known, random)
      counts.answered += 1
    }
  } catch (error) {
    if (error instanceof Loss) throw error // everything else is the kill
  }
}

async function edit(server: Server, known: Known, random: Random): Promise<void> {
  const index = Math.floor(random.uniform(0, images))
  const { revision } = await stateOf(server, known.data, index)
  const texts = Array.from({ length: Math.floor(random.uniform(0, 40)) }, (_, place) => textAt(place, random))
  const text = texts.map(({ box, transcript }) => `${box.join(',')},${transcript}\n`).join('')
  known.pending = { index, text }
  const body = { data: known.data, split: 'train', revision, texts, reviewed: true, by: 'edit-kill' }
  const response = await fetch(`${server.url}/api/editing/image/${index}`, {
    method: 'PUT',
    body: JSON.stringify(body),
  })
  const answer = await response.text()
  if (!response.ok) throw new Loss(`an edit was refused: ${answer}`)
  known.answered[index] = text
  known.pending = undefined
}

class Loss extends Error {}

function textAt(place: number, random: Random) {
  const x = 5 + place * 9
  return {
    box: [x, 1, x + 8, 1, x + 8, 30, x, 30],
    transcript: Math.floor(random.uniform(0, 1e9)).toString(36),
    ignore: false,
  }
}

function lookForLosses(known: Known, counts: EditKillCounts): void {
  const { pending } = known
  known.pending = undefined
  for (let index = 0; index < images; index++) {
    const text = readFileSync(pathOf(known.data, index), 'utf8')
    if (text === known.answered[index]) {
      if (pending?.index === index) counts.unwritten += 1
      continue
    }
    if (pending?.index !== index || text !== pending.text)
      throw new Loss(`image ${index} holds what nobody sent:\n${text}`)
    counts.written += 1
    known.answered[index] = text
  }
  const place = { root: known.data, path: pathOf(known.data, 0) }
  if (!historyOf(place).some(({ text }) => text === known.answered[0]))
    throw new Loss('the history lacks the last state')
}
