// A fresh folder for each test, removed after it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { UserError } from '../../src/core/errors.ts'

/** An empty folder that goes when the test ends. Its name has a space and Chinese in it, as real ones do. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet 训练 '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The UserError that `action` throws; anything else fails the test. */
export function userErrorOf(action: () => unknown): UserError {
  try {
    action()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('expected a UserError, nothing was thrown')
}
