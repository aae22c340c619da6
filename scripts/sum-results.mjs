// Adds up the reports of several test runs: node scripts/sum-results.mjs FOLDER FAILED_STEPS. Ends with "N passed, N failed".
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, failedSteps] = process.argv.slice(2)
let passed = 0
let failed = 0
for (const name of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  console.log(`${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed`)
}
// A step that failed without a failing test (a type error, a demo that stopped) counts as one.
failed = Math.max(failed, Number(failedSteps))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
