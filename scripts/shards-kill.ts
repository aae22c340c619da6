// Detects on many small images in shards that are killed at random (`npm run test:shards-kill -- <images> <shards> <kills> <seed>`); fails at the first image that is lost or there twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killShards } from '../tests/tasks/models/shards-kill.ts'

const images = Number(process.argv[2] ?? 20_000)
const shards = Number(process.argv[3] ?? 16)
const kills = Number(process.argv[4] ?? 3 * shards)
const seed = Number(process.argv[5] ?? Date.now() % 100_000)
const root = mkdtempSync(join(tmpdir(), 'ocrdet-shards-kill-'))
console.log(`${images} images in ${shards} shards, up to ${kills} kills, seed ${seed}`)
console.log(`  again: npm run test:shards-kill -- ${images} ${shards} ${kills} ${seed}`)
const started = performance.now()
const say = (text: string): void => console.log(`${((performance.now() - started) / 1000).toFixed(0)} s  ${text}`)
const report = await killShards({ root, images, shards, kills, seed, sample: Math.min(images, 200), say })
rmSync(root, { recursive: true })
const { shardsKilled, commandsKilled, commands, good, failed, texts, repeatedLines } = report
say(`${images} images: none lost, none twice; ${good} good and ${failed} failed add up, ${texts} texts`)
console.log(
  `Killed: ${shardsKilled} shards, ${commandsKilled} times the command itself, which was typed ${commands} times`,
)
console.log(`Written twice by two processes on one shard, and counted once: ${repeatedLines} lines`)
console.log('A sample has the results of a detection without shards')
