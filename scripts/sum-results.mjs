// Adds up the reports of several test runs: node scripts/sum-results.mjs FOLDER FAILED_STEPS. Ends with "N passed, N failed".
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const [folder, failedSteps] = process.argv.slice(2)
let passed = 0
let failed = 0
for (const name of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  console.log(`${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed`)
  for (const file of report.testResults) printFailures(file)
}
// A step that failed without a failing test (a type error, a demo that stopped) counts as one.
failed = Math.max(failed, Number(failedSteps))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** What failed, here at the end of a long output: the name and the first lines of each message. */
function printFailures({ name: file, message, assertionResults }) {
  for (const { status, fullName, failureMessages } of assertionResults)
    if (status === 'failed')
      console.log(`FAILED ${relative('.', file)}: ${fullName}\n${firstLines(failureMessages.join('\n'))}`)
  if (message) console.log(`FAILED ${relative('.', file)}\n${firstLines(message)}`)
}

function firstLines(text) {
  return text.split('\n').slice(0, 12).join('\n')
}
