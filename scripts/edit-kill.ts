// Kills the server while a data set is edited, at 1,000 random instants (`npm run test:edit-kill`); fails at the first loss.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killWhileEditing } from '../tests/annotate/edit-kill.ts'

const kills = Number(process.argv[2] ?? 1000)
const seed = Number(process.argv[3] ?? Date.now() % 100_000)
const root = mkdtempSync(join(tmpdir(), 'ocrdet-edit-kill-'))
console.log(`${kills} kills, seed ${seed} (again: tsx scripts/edit-kill.ts ${kills} ${seed})`)
const started = performance.now()
const { answered, written, unwritten } = await killWhileEditing(root, kills, seed)
rmSync(root, { recursive: true })
console.log(`${answered} edits were answered, and none of them is lost`)
console.log(`${written + unwritten} were under way at a kill: ${written} written, ${unwritten} not, none by half`)
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
