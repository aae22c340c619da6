// Every rule, in the order in which they look.
import type { Rule } from './rule.ts'
import { batchUnusual } from './rules/batch-unusual.ts'
import { bestModelMissing } from './rules/best-model-missing.ts'
import { configUnreadable } from './rules/config-unreadable.ts'
import { deviceFallback } from './rules/device-fallback.ts'
import { endedWithoutClosing } from './rules/ended-without-closing.ts'
import { fScoreZero } from './rules/f-score-zero.ts'
import { fewImages, fewTestImages } from './rules/few-images.ts'
import { fewSteps } from './rules/few-steps.ts'
import { frozenFresh } from './rules/frozen-fresh.ts'
import { inputTooSmall } from './rules/input-too-small.ts'
import { labelsAllIgnored } from './rules/labels-all-ignored.ts'
import { logDamaged } from './rules/log-damaged.ts'
import { logSilent } from './rules/log-silent.ts'
import {
  boxFormatInvalid,
  dataRefused,
  diskRefused,
  errorInLog,
  fileNotFound,
  outOfMemory,
  imageBroken,
} from './rules/logged-errors.ts'
import { labelsNotLearnt } from './rules/labels-not-learnt.ts'
import { labelsCoarserThanBoxes, labelsFinerThanBoxes } from './rules/labels-unlike-boxes.ts'
import { lossDiverged } from './rules/loss-diverged.ts'
import { lossNotFinite } from './rules/loss-not-finite.ts'
import { lossOscillates } from './rules/loss-oscillates.ts'
import { lossPlateau } from './rules/loss-plateau.ts'
import { lossStuck } from './rules/loss-stuck.ts'
import { mostLabelsIgnored } from './rules/most-labels-ignored.ts'
import { neverEvaluated } from './rules/never-evaluated.ts'
import { noBestModel } from './rules/no-best-model.ts'
import { overFitted } from './rules/over-fitted.ts'
import { rateTooHigh } from './rules/rate-too-high.ts'
import { rateTooLow } from './rules/rate-too-low.ts'
import { rateUnusual } from './rules/rate-unusual.ts'
import { rateVanished } from './rules/rate-vanished.ts'
import { fineTuningWorse } from './rules/fine-tuning-worse.ts'
import { fScoreFell, precisionCollapsed, recallCollapsed } from './rules/score-falls.ts'
import { stillImproving } from './rules/still-improving.ts'
import { stoppedByUser } from './rules/stopped-by-user.ts'
import { thresholdChoice } from './rules/threshold-choice.ts'

export const rules: readonly Rule[] = [
  fileNotFound,
  boxFormatInvalid,
  imageBroken,
  labelsAllIgnored,
  outOfMemory,
  diskRefused,
  dataRefused,
  errorInLog,
  lossNotFinite,
  fScoreZero,
  fineTuningWorse,
  noBestModel,
  bestModelMissing,
  neverEvaluated,
  endedWithoutClosing,
  stoppedByUser,
  logSilent,
  logDamaged,
  configUnreadable,
  deviceFallback,
  lossStuck,
  labelsNotLearnt,
  labelsFinerThanBoxes,
  labelsCoarserThanBoxes,
  lossDiverged,
  rateTooHigh,
  rateTooLow,
  lossPlateau,
  lossOscillates,
  overFitted,
  fScoreFell,
  recallCollapsed,
  precisionCollapsed,
  stillImproving,
  rateUnusual,
  batchUnusual,
  fewSteps,
  rateVanished,
  frozenFresh,
  inputTooSmall,
  thresholdChoice,
  fewImages,
  fewTestImages,
  mostLabelsIgnored,
]
