// Archiving and restoring runs: what goes comes back byte for byte, and nothing goes that could not come back.
import { commandLine } from '../../src/core/command-line.ts'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { archiveRun } from '../../src/run/archive/archive.ts'
import { compareArchive } from '../../src/run/archive/compare.ts'
import { findArchive } from '../../src/run/archive/find.ts'
import { restoreRun } from '../../src/run/archive/restore.ts'
import { listArchives } from '../../src/run/archive/sidecar.ts'
import { nameRun } from '../../src/run/names.ts'
import { listRuns, resolveRun } from '../../src/run/resolve.ts'
import { RunWriter } from '../../src/run/writer.ts'
import { fingerprint, makeRun } from './run-folders.ts'
import { temporaryFolder, userErrorOf } from './temporary.ts'

const id = 'exp_20260105_143022'

/** One entry of a tar file, made by hand so that it may say anything. Source: POSIX.1-1988, ustar. */
function tarBlock(
  path: string,
  {
    type,
    content = '',
    target = '',
    mode = '0000755',
    size = content.length,
  }: { type: string; content?: string; target?: string; mode?: string; size?: number },
) {
  const header = Buffer.alloc(512)
  const put = (text: string, at: number): void => void header.write(text, at, 'latin1')
  put(path, 0) // name
  put(`${mode}\0`, 100) // mode
  put('0000000\0', 108) // uid
  put('0000000\0', 116) // gid
  put(`${size.toString(8).padStart(11, '0')}\0`, 124) // size
  put('00000000001\0', 136) // mtime
  put(' '.repeat(8), 148) // chksum: spaces while it is added up
  put(type, 156) // typeflag
  put(target, 157) // linkname
  put('ustar\x0000', 257) // magic, version
  put(
    `${[...header]
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  )
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)])
}

async function failureOf(action: Promise<unknown>): Promise<UserError> {
  const error = await action.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof UserError) return error
  throw error ?? new Error('expected a UserError, nothing was thrown')
}

describe('archiveRun and restoreRun', () => {
  it('bring a run back byte for byte, with permissions, times, links and odd names', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    writeFileSync(join(run.folder, 'a note, with spaces 和中文.txt'), 'x'.repeat(100_000))
    writeFileSync(join(run.folder, 'empty'), '')
    writeFileSync(join(run.folder, `${'long'.repeat(40)}.txt`), 'long name')
    mkdirSync(join(run.folder, 'empty folder'))
    symlinkSync('checkpoints/best_model.pth', join(run.folder, 'link'))
    linkSync(join(run.folder, 'config.yaml'), join(run.folder, 'second name of the settings'))
    chmodSync(join(run.folder, 'empty'), 0o640)
    utimesSync(join(run.folder, 'empty'), 1, 1_000_000_000)
    const before = fingerprint(run.folder)
    const report = await archiveRun(run)
    expect(existsSync(run.folder)).toBe(false)
    expect(readdirSync(workdirs)).toEqual(['archive'])
    expect(report).toMatchObject({ id, files: 13, names: [] })
    const restored = await restoreRun(findArchive(id, workdirs), { workdirs })
    expect(fingerprint(run.folder)).toEqual(before)
    expect(restored).toMatchObject({ id, folder: run.folder, archiveRemoved: true, files: 13 })
    expect(readdirSync(join(workdirs, 'archive'))).toEqual([])
  })

  it('take names away and give them back, unless they mean another run by then', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    const other = makeRun(workdirs, 'exp_20260106_000000')
    for (const name of ['baseline', 'best']) nameRun(run, name, { workdirs })
    symlinkSync(`workdirs/${id}`, join(workdirs, 'by hand')) // as the article's command makes it
    const { names } = await archiveRun(run)
    expect(names).toEqual(['baseline', 'best', 'by hand'])
    expect(readdirSync(workdirs).sort()).toEqual(['archive', 'exp_20260106_000000'])
    nameRun(other, 'best', { workdirs })
    expect(userErrorOf(() => resolveRun('baseline', workdirs))).toMatchObject({
      code: 'run-archived',
      next: `Bring it back: ${commandLine('ocrdet', 'restore', id, '--workdirs', workdirs)}`,
    })
    const restored = await restoreRun(findArchive('baseline', workdirs), { workdirs })
    expect(restored).toMatchObject({ names: ['baseline', 'by hand'], takenNames: ['best'] })
    expect(readlinkSync(join(workdirs, 'by hand'))).toBe(id)
    expect(resolveRun('best', workdirs).id).toBe(other.id)
  })

  it('keep the archive when asked to, and when it lies elsewhere', async () => {
    const workdirs = temporaryFolder()
    await archiveRun(makeRun(workdirs, id))
    const kept = await restoreRun(findArchive(id, workdirs), { workdirs, keep: true })
    expect(kept.archiveRemoved).toBe(false)
    const elsewhere = join(temporaryFolder(), 'other')
    const restored = await restoreRun(findArchive(kept.archive, elsewhere), { workdirs: elsewhere })
    expect(restored).toMatchObject({ folder: join(elsewhere, id), archiveRemoved: false })
    expect(fingerprint(restored.folder)).toEqual(fingerprint(kept.folder))
  })

  it("restore what the article's own script packed", async () => {
    const root = temporaryFolder()
    const run = makeRun(join(root, 'workdirs'), id)
    const before = fingerprint(run.folder)
    execFileSync('tar', ['-czf', `${id}.tar.gz`, `workdirs/${id}`], { cwd: root })
    rmSync(run.folder, { recursive: true })
    const workdirs = join(root, 'workdirs')
    await restoreRun(findArchive(join(root, `${id}.tar.gz`), workdirs), { workdirs })
    expect(fingerprint(run.folder)).toEqual(before)
  })
})

describe('an archive', () => {
  it('is a tar.gz file that other programs read', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    const log = readFileSync(join(run.folder, 'log.txt'), 'utf8')
    const { path } = await archiveRun(run)
    const read = execFileSync('tar', ['-xzOf', path, `${id}/log.txt`], { encoding: 'utf8' })
    expect(read).toBe(log)
  })

  it('is listed with its row without being unpacked', async () => {
    const workdirs = temporaryFolder()
    await archiveRun(makeRun(workdirs, id, { fScores: [0.5, 0.8, 0.75] }))
    const [archive] = listArchives(workdirs)
    expect(archive.summary).toMatchObject({ id, best: { epoch: 2, fScore: 0.8 }, state: { name: 'finished' } })
    expect(archive.summary.archive).toMatchObject({ path: archive.path, bytes: statSync(archive.path).size })
    expect(listRuns(workdirs)).toEqual([])
  })

  it('is listed by its name when what stood beside it is gone or not its own', async () => {
    const workdirs = temporaryFolder()
    const { path } = await archiveRun(makeRun(workdirs, id))
    const sidecar = join(workdirs, 'archive', `${id}.json`)
    const text = readFileSync(sidecar, 'utf8')
    writeFileSync(sidecar, text.replace(/"bytes": \d+/, '"bytes": 3'))
    expect(listArchives(workdirs)[0]).toMatchObject({ id, sha256: undefined, summary: { epochs: 0 } })
    rmSync(sidecar)
    expect(listArchives(workdirs)).toHaveLength(1)
    await restoreRun(findArchive(path, workdirs), { workdirs })
    expect(listRuns(workdirs)).toHaveLength(1)
  })
})

describe('archiveRun', () => {
  it('refuses a running run', async () => {
    const workdirs = temporaryFolder()
    const writer = new RunWriter(join(workdirs, id))
    writer.append({ kind: 'start', at: '2026-01-05 14:30:22' })
    const error = await failureOf(archiveRun(resolveRun(id, workdirs)))
    expect(error).toMatchObject({ code: 'run-running', where: writer.paths.folder })
    expect(existsSync(writer.paths.log)).toBe(true)
    writer.close()
  })

  it('leaves a run that changes meanwhile as it is', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    const change = (): void => writeFileSync(join(run.folder, 'added'), 'late')
    const error = await failureOf(archiveRun(run, (step) => step === 'reading back' && change()))
    expect(['run-changed', 'archive-differs']).toContain(error.code)
    expect(existsSync(join(run.folder, 'added'))).toBe(true)
    expect(readdirSync(join(workdirs, 'archive'))).toEqual([])
  })

  it('leaves a run whose bytes change under the same time and size', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    const path = join(run.folder, 'checkpoints', 'best_model.pth')
    const { atime, mtime } = statSync(path)
    const error = await failureOf(
      archiveRun(run, (step) => {
        if (step !== 'reading back') return
        writeFileSync(path, Buffer.alloc(5000, 8))
        utimesSync(path, atime, mtime)
      }),
    )
    expect(error).toMatchObject({
      code: 'archive-differs',
      found: 'checkpoints/best_model.pth: its bytes differ after byte 0',
    })
    expect(existsSync(run.folder)).toBe(true)
  })

  it('packs and brings back a file whose last change lies half a millisecond before a full second', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    utimesSync(join(run.folder, 'log.txt'), 1_700_000_000.9997, 1_700_000_000.9997)
    const before = fingerprint(run.folder)
    await archiveRun(run)
    expect(listArchives(workdirs)).toHaveLength(1)
    await restoreRun(findArchive(id, workdirs), { workdirs })
    expect(fingerprint(run.folder)).toEqual(before)
  })

  it('refuses what an archive cannot keep', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    execFileSync('mkfifo', [join(run.folder, 'pipe')])
    expect(await failureOf(archiveRun(run))).toMatchObject({ code: 'not-archivable', where: join(run.folder, 'pipe') })
    rmSync(join(run.folder, 'pipe'))
    symlinkSync(workdirs, join(run.folder, 'out'))
    expect(await failureOf(archiveRun(run))).toMatchObject({ code: 'not-archivable', where: join(run.folder, 'out') })
    rmSync(join(run.folder, 'out'))
    chmodSync(join(run.folder, 'log.txt'), 0o4644)
    expect(await failureOf(archiveRun(run))).toMatchObject({
      code: 'not-archivable',
      where: join(run.folder, 'log.txt'),
    })
  })

  it.skipIf(process.getuid?.() === 0)('leaves a run that cannot be read whole', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    chmodSync(join(run.folder, 'log.txt'), 0)
    await failureOf(archiveRun(run))
    chmodSync(join(run.folder, 'log.txt'), 0o644)
    expect(existsSync(run.folder)).toBe(true)
  })

  it('clears up what killed processes left', async () => {
    const workdirs = temporaryFolder()
    const run = makeRun(workdirs, id)
    const gone = 4_000_000 // no process has this id: Linux gives out at most 2^22
    const host = readdirSync(join(run.folder, 'tensorboard'))[0].split('.').at(-2)
    mkdirSync(join(workdirs, 'archive'))
    writeFileSync(join(workdirs, 'archive', `.${id}.${host}.${gone}.1.aside`), 'half')
    mkdirSync(join(workdirs, `.${id}.${host}.${gone}.2.removing`, 'checkpoints'), { recursive: true })
    mkdirSync(join(workdirs, `.${id}.${host}.${process.pid}.99.restoring`))
    await archiveRun(run)
    expect(readdirSync(workdirs).sort()).toEqual([`.${id}.${host}.${process.pid}.99.restoring`, 'archive'])
    expect(readdirSync(join(workdirs, 'archive')).sort()).toEqual([`${id}.json`, `${id}.tar.gz`])
  })
})

describe('restoreRun', () => {
  it('never writes over a run', async () => {
    const workdirs = temporaryFolder()
    const { path } = await archiveRun(makeRun(workdirs, id))
    mkdirSync(join(workdirs, id))
    const error = await failureOf(restoreRun(findArchive(path, workdirs), { workdirs }))
    expect(error.code).toBe('restore-in-the-way')
    expect(readdirSync(join(workdirs, id))).toEqual([])
  })

  it('leaves nothing behind when the archive is cut or changed', async () => {
    const workdirs = temporaryFolder()
    const { path } = await archiveRun(makeRun(workdirs, id))
    const whole = readFileSync(path)
    for (const [change, found] of [
      [() => truncateSync(path, whole.length - 10), 'a tar.gz archive that is cut short'],
      [() => truncateSync(path, whole.length >> 1), 'a tar.gz archive that is cut short'],
      [
        () => writeFileSync(path, whole.fill(0, whole.length >> 1, (whole.length >> 1) + 8)),
        'a tar.gz archive that is damaged',
      ],
      [() => writeFileSync(path, 'no archive at all'), 'a file that is not a tar.gz archive'],
      [() => writeFileSync(path, ''), 'a file that is not a tar.gz archive'],
    ] as const) {
      change()
      const failure = await failureOf(restoreRun(findArchive(path, workdirs), { workdirs }))
      expect(failure).toMatchObject({ code: 'archive-damaged', found })
      expect(readdirSync(workdirs)).toEqual(['archive'])
    }
  })

  it('says when the archive is another one than was verified', async () => {
    const workdirs = temporaryFolder()
    const { path, bytes } = await archiveRun(makeRun(workdirs, id))
    const sidecar = path.replace('.tar.gz', '.json')
    const text = readFileSync(sidecar, 'utf8')
    execFileSync('sh', ['-c', `gunzip -c '${path}' | gzip -9 > '${path}.new' && mv '${path}.new' '${path}'`])
    writeFileSync(sidecar, text.replace(`"bytes": ${bytes}`, `"bytes": ${statSync(path).size}`))
    expect((await failureOf(restoreRun(findArchive(id, workdirs), { workdirs }))).code).toBe('archive-changed')
  })

  it('writes nothing outside the run folder, whatever the archive says', async () => {
    const root = temporaryFolder()
    const workdirs = join(root, 'workdirs')
    const archive = join(root, `${id}.tar.gz`)
    for (const path of [`${id}/out/evil`, `${id}/../evil`, '/evil', 'evil', `${id}/./evil`]) {
      const blocks = [
        tarBlock(id, { type: '5' }),
        tarBlock(`${id}/out`, { type: '2', target: '.' }),
        tarBlock(path, { type: '0', content: 'evil' }),
        Buffer.alloc(1024),
      ]
      writeFileSync(archive, gzipSync(Buffer.concat(blocks)))
      expect((await failureOf(restoreRun(findArchive(archive, workdirs), { workdirs }))).code).toBe('archive-damaged')
      expect(readdirSync(workdirs)).toEqual([])
      expect(readdirSync(root).sort()).toEqual([basename(archive), 'workdirs'])
    }
  })

  it.each([
    ['a link to the root', { type: '2', target: '/dev/zero' }],
    ['a link up', { type: '2', target: '../other/log.txt' }],
    ['a link that winds', { type: '2', target: 'checkpoints/../../x' }],
    ['a link to another drive', { type: '2', target: 'C:\\x' }],
    ['a program that runs as its owner', { type: '0', content: 'x', mode: '0004755' }],
  ])('restores nothing of an archive with %s', async (_what, entry) => {
    const root = temporaryFolder()
    const archive = join(root, `${id}.tar.gz`)
    const blocks = [tarBlock(id, { type: '5' }), tarBlock(`${id}/log.txt`, entry), Buffer.alloc(1024)]
    writeFileSync(archive, gzipSync(Buffer.concat(blocks)))
    const error = await failureOf(restoreRun(findArchive(archive, root), { workdirs: root }))
    expect(error.code).toBe('archive-unsafe')
    expect(error.found).toContain('"log.txt"')
    expect(readdirSync(root)).toEqual([basename(archive)])
  })

  it('restores nothing of an archive that would grow out of proportion, or hold files without end', async () => {
    const root = temporaryFolder()
    const archive = join(root, `${id}.tar.gz`)
    const failing = async (...blocks: readonly Buffer[]): Promise<UserError> => {
      writeFileSync(archive, gzipSync(Buffer.concat([tarBlock(id, { type: '5' }), ...blocks, Buffer.alloc(1024)])))
      const error = await failureOf(restoreRun(findArchive(archive, root), { workdirs: root }))
      expect([error.code, readdirSync(root)]).toEqual(['archive-unsafe', [basename(archive)]])
      return error
    }
    const claimed = tarBlock(`${id}/zeros`, { type: '0', size: 2 ** 28 + 1 })
    expect((await failing(claimed)).expected).toBe(`at most ${2 ** 28} bytes in its files`)
    const folders = Array.from({ length: 2000 }, (_, index) => tarBlock(`${id}/${index}`, { type: '5' }))
    expect((await failing(...folders)).expected).toBe('at most 2000 files and folders')
  }, 120_000)

  it('says which archives there are', () => {
    const workdirs = temporaryFolder()
    expect(userErrorOf(() => findArchive('exp_1', workdirs))).toMatchObject({
      code: 'archive-unknown',
      next: 'There are no archives',
    })
  })
})

describe('compareArchive', () => {
  it('finds a file that is only in the folder', async () => {
    const workdirs = temporaryFolder()
    const { path } = await archiveRun(makeRun(workdirs, id))
    const { folder } = await restoreRun(findArchive(path, workdirs), { workdirs, keep: true })
    await expect(compareArchive(path, folder)).resolves.toMatchObject({ files: 9 })
    appendFileSync(join(folder, 'log.txt'), 'more\n')
    expect((await failureOf(compareArchive(path, folder))).code).toBe('archive-differs')
    expect(lstatSync(folder).isDirectory()).toBe(true)
  })
})
