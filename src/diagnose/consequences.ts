// What comes of a training that failed as a whole: lists that several causes share. Each rule says what it explains.

/** What comes of a training that never had a chance. */
export const neverStarted = [
  'ended-without-closing',
  'error-in-log',
  'never-evaluated',
  'f-score-zero',
  'no-best-model',
  'log-damaged',
] as const
/** What comes of a training that learns nothing. */
export const learntNothing = [
  'f-score-zero',
  'no-best-model',
  'map-below-threshold',
  'no-region-large-enough',
  'scores-below-threshold',
  'boxes-miss-texts',
  'loss-plateau',
  'recall-collapsed',
  'precision-collapsed',
  'f-score-fell',
  'threshold-choice',
  'labels-finer-than-boxes',
  'labels-coarser-than-boxes',
] as const

/** What comes of labels that are cut otherwise than boxes. */
export const otherUnit = [
  'precision-collapsed',
  'recall-collapsed',
  'boxes-miss-texts',
  'f-score-zero',
  'no-best-model',
  'threshold-choice',
] as const
