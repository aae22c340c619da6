// Commands in the advice of errors: a shell takes them apart into the words that were meant, whatever the folder is called.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { detectFormat } from '../../src/prepare/import/detect.ts'
import { openSource } from '../../src/prepare/import/source.ts'
import { loadDataset } from '../../src/tasks/data/load-data.ts'
import { split } from '../../src/tasks/data/split.ts'
import { makeFolder } from '../data/folder.ts'

/** The words that a shell makes of the command in an error's advice. */
async function wordsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UserError)) throw new Error('a UserError was expected')
  const command = /ocrdet .*$/m.exec(error.next ?? '')?.[0] ?? ''
  const script = `ocrdet() { printf '%s\\n' "$@"; }; ${command}`
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
}

it('quotes a folder with spaces, a hash and a quote in every advice of the data sets', async () => {
  const root = join(makeFolder({}), "it's my set #1")
  mkdirSync(root)
  for (const name of ['train_list.txt', 'test_list.txt']) writeFileSync(join(root, name), '1.jpg\n2.jpg\n')
  writeFileSync(join(root, '1.jpg'), '')
  const advices = [
    () => loadDataset(root, ['train', 'test']),
    () => split({ data: root, target: { kind: 'none' } }),
    async () => await detectFormat(await openSource(root)),
  ]
  for (const advice of advices) expect(await wordsOf(advice())).toEqual(['check', root])
})
