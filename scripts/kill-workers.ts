// Kills each kind of the server's worker processes 50 times under load (`npm run test:kill-workers`); fails when the server dies or hangs.
import { assert } from '../src/core/assert.ts'
import { killWorkers, workerKinds } from '../tests/server/kill-workers.ts'

const times = Number(process.argv[2] ?? 50)
for (const kind of workerKinds) {
  const { kills, deaths, answers, afterwards } = await killWorkers(kind, times)
  const told = Object.entries(answers).map(([code, count]) => `${count} ${code}`)
  console.log(
    `${kind}: ${kills} kills, ${deaths} deaths of the server; answers: ${told.join(', ')}; afterwards ${afterwards}`,
  )
  assert(deaths === 0, 'the server stays')
}
process.exit()
