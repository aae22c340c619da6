// The errors of an evaluation by kind, as the web interface gets them: largest gain first, worst images by index.
import { errorWords, type ErrorKind, type ErrorShare } from '../../tasks/models/evaluation.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { ErrorShare as SentShare, SentKind } from '../contract/evaluation.ts'

/** @param indexOf the number of each image by its name */
export function sentErrors(
  errors: readonly ErrorShare[],
  indexOf: ReadonlyMap<string, number>,
): DeepReadonly<SentShare[]> {
  return errors
    .map(({ groundTruths: missed, detections: falseFinds, worst, ...share }) => ({
      ...share,
      missed,
      falseFinds,
      worst: worst.map(({ image, errors: count }) => ({ image, count, index: indexOf.get(image) ?? 0 })),
    }))
    .sort((a, b) => b.gain - a.gain)
}

/** The kind of one box with its name; null for a box that is no error. */
export function sentKind(kind: ErrorKind | null | undefined): DeepReadonly<SentKind> | null {
  return kind === null || kind === undefined ? null : { kind, name: errorWords[kind].name }
}
