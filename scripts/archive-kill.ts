// Kills archiving and restoring at 200 random instants (`npm run test:archive-kill`); fails at the first loss.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killWhileArchiving } from '../tests/run/archive-kill.ts'

const kills = Number(process.argv[2] ?? 200)
const seed = Number(process.argv[3] ?? Date.now() % 100_000)
const root = mkdtempSync(join(tmpdir(), 'ocrdet-archive-kill-'))
console.log(`${kills} kills, seed ${seed} (again: tsx scripts/archive-kill.ts ${kills} ${seed})`)
const started = performance.now()
const counts = await killWhileArchiving(root, kills, seed)
rmSync(root, { recursive: true })
const { tooLate, archive, restore } = counts
const seconds = ((performance.now() - started) / 1000).toFixed(0)
for (const [work, { run, archive: packed, both }] of Object.entries({ archive, restore }))
  console.log(`${work}: ${run} times the run was whole, ${packed} times its archive, ${both} times both; never neither`)
console.log(`${kills - tooLate} kills came before the end of the work; ${seconds} s`)
