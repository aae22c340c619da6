// Every rule, in the order in which they look.
import type { FindingCode } from './kinds.ts'
import { type PipelineCode, pipelineConsequences } from './pipeline.ts'
import type { Cause, Rule } from './rule.ts'
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

/** A rule that is forgotten does not compile; findings that only the pipeline check makes have none. */
const table: { readonly [Code in Exclude<FindingCode, PipelineCode> | 'labels-all-ignored']: Rule<Code> } = {
  'file-not-found': fileNotFound,
  'box-format-invalid': boxFormatInvalid,
  'image-broken': imageBroken,
  'labels-all-ignored': labelsAllIgnored,
  'out-of-memory': outOfMemory,
  'disk-refused': diskRefused,
  'data-refused': dataRefused,
  'error-in-log': errorInLog,
  'loss-not-finite': lossNotFinite,
  'f-score-zero': fScoreZero,
  'fine-tuning-worse': fineTuningWorse,
  'no-best-model': noBestModel,
  'best-model-missing': bestModelMissing,
  'never-evaluated': neverEvaluated,
  'ended-without-closing': endedWithoutClosing,
  'stopped-by-user': stoppedByUser,
  'log-silent': logSilent,
  'log-damaged': logDamaged,
  'config-unreadable': configUnreadable,
  'device-fallback': deviceFallback,
  'loss-stuck': lossStuck,
  'labels-not-learnt': labelsNotLearnt,
  'labels-finer-than-boxes': labelsFinerThanBoxes,
  'labels-coarser-than-boxes': labelsCoarserThanBoxes,
  'loss-diverged': lossDiverged,
  'rate-too-high': rateTooHigh,
  'rate-too-low': rateTooLow,
  'loss-plateau': lossPlateau,
  'loss-oscillates': lossOscillates,
  'over-fitted': overFitted,
  'f-score-fell': fScoreFell,
  'recall-collapsed': recallCollapsed,
  'precision-collapsed': precisionCollapsed,
  'still-improving': stillImproving,
  'rate-unusual': rateUnusual,
  'batch-unusual': batchUnusual,
  'few-steps': fewSteps,
  'rate-vanished': rateVanished,
  'frozen-fresh': frozenFresh,
  'input-too-small': inputTooSmall,
  'threshold-choice': thresholdChoice,
  'few-images': fewImages,
  'few-test-images': fewTestImages,
  'most-labels-ignored': mostLabelsIgnored,
}

export const rules = Object.values(table) as readonly Rule[]

/** What a finding explains, as its rule says. */
export function consequencesOf(code: FindingCode): readonly FindingCode[] {
  const causes: Readonly<Partial<Record<FindingCode, Cause>>> = table
  const ofStages: Readonly<Partial<Record<FindingCode, readonly FindingCode[]>>> = pipelineConsequences
  return causes[code]?.consequences ?? ofStages[code] ?? []
}
