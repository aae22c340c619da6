// Holds the gate against training on 10,000 mutated files (`npm run test:gate`); fails at the first file on which they disagree.
import { proveGate } from '../tests/data/gate/prove.ts'

const files = Number(process.argv[2] ?? 10_000)
const seed = Number(process.argv[3] ?? Date.now() % 100_000)
/** Data sets worked on at a time: decoding waits for threads of its own. */
const parts = 4

console.log(`${files} mutated files, seed ${seed} (again: tsx scripts/prove-gate.ts ${files} ${seed})`)
const started = performance.now()
const proofs = await Promise.all(
  Array.from({ length: parts }, (_, part) => proveGate(Math.ceil(files / parts), seed * parts + part)),
)
const sum = (of: 'files' | 'accepted' | 'refused'): number => proofs.reduce((total, proof) => total + proof[of], 0)
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(`${sum('files')} mutated files, no crash, no disagreement; ${seconds} s`)
console.log(`samples that both accept: ${sum('accepted')}; that both refuse: ${sum('refused')}`)
