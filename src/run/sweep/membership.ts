// Which sweep a run belongs to: a small file in the run folder, written before the training begins and never changed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomic } from '../../core/files.ts'
import { readRegularText } from '../../core/read-file.ts'
import { isFields, noticeDamaged } from '../../core/state-file.ts'

/** The file's name in a run folder. */
export const membershipName = 'sweep.json'

/** A run's place in its sweep. */
export interface Membership {
  /** The sweep's name. */
  readonly name: string
  /** From 1. */
  readonly trial: number
  /** The settings that are not the same in all trials. */
  readonly varied: readonly string[]
  /** Tells it from another sweep of that name. */
  readonly plan: string
}

/** Undefined for a run that belongs to none; a damaged file is told. */
export function readMembership(folder: string): Membership | undefined {
  const path = join(folder, membershipName)
  if (!existsSync(path)) return undefined
  const value = parsed(path)
  if (isFields(value) && isMembership(value)) return value
  noticeDamaged(path, 'the run counts as one of no sweep')
  return undefined
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readRegularText(path))
  } catch {
    return undefined
  }
}

function isMembership(value: Partial<Record<keyof Membership, unknown>>): value is Membership & typeof value {
  const { name, trial, varied, plan } = value
  const isList = Array.isArray(varied) && varied.every((one) => typeof one === 'string')
  return typeof name === 'string' && Number.isInteger(trial) && typeof plan === 'string' && isList
}

export function writeMembership(folder: string, { name, trial, varied, plan }: Membership): void {
  writeFileAtomic(join(folder, membershipName), `${JSON.stringify({ name, trial, varied, plan })}\n`)
}
