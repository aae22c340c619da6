// What the list of models tells of the starter weights.
import { stat } from 'node:fs/promises'
import { starterName } from '../../core/starter-name.ts'
import { findWeights } from '../../tasks/models/models.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { Model } from '../contract/detect.ts'

let reported: Promise<DeepReadonly<Model>> | undefined

/** Reads the file once: it is part of the installation. @throws UserError starter-damaged */
export async function readStarter(): Promise<DeepReadonly<Model>> {
  reported ??= lookAtStarter()
  try {
    return await reported
  } catch (error) {
    reported = undefined // the next look may find it repaired
    throw error
  }
}

async function lookAtStarter(): Promise<DeepReadonly<Model>> {
  const { path, label, settings } = await findWeights(starterName, '')
  const { mtime, size } = await stat(path)
  return {
    reference: starterName,
    label,
    kind: 'starter',
    threshold: settings.postProcessing.binaryThreshold,
    inputSize: settings.preprocessing.size,
    modified: mtime.toISOString(),
    bytes: size,
  }
}
