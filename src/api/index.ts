// The public API: everything that `import ... from 'ocrdet'` offers. What is not exported here or in graph.ts may change at any time.
/**
 * Fine-tunes, evaluates and runs a text detector (ResNet-18 DBNet) from a program on Node, without Python.
 * @packageDocumentation
 */
export { errorCodes, type ErrorCode } from '../core/error-words.ts'
export { UserError, type UserErrorParts } from '../core/errors.ts'
export { ConfigError, type ConfigProblem } from '../run/config-error.ts'
export { DatasetError } from '../tasks/data/load-data.ts'
export { checkDataset, type CheckOptions } from './data.ts'
export {
  openDetector,
  type DetectOptions,
  type Detection,
  type Detector,
  type DetectorSettings,
  type OpenDetectorOptions,
  type TextInstance,
} from './detector.ts'
export {
  diagnose,
  type DiagnoseOptions,
  type Diagnosis,
  type DiagnosisRule,
  type Finding,
  type RuleFinding,
} from './diagnosis.ts'
export type { ImageSource, RawImage } from './image.ts'
export { exportModel, verify, type ExportOptions, type VerifyOptions } from './models.ts'
export type { Progress, RunsFolder, Stoppable } from './options.ts'
export { readRun, type ReadRunOptions, type RunContent, type RunReport, type RunSettings } from './runs.ts'
export type { TrainSettings } from './settings.ts'
export {
  resume,
  train,
  type ResumeOptions,
  type SummaryEvent,
  type Training,
  type TrainingEvent,
  type TrainOptions,
} from './training.ts'

// Shapes of what the functions return.
export type { Language } from '../core/language.ts'
export type { NetworkView, SplitTotals, TextHeights } from '../data/check.ts'
export type { ProblemCode } from '../data/problems.ts'
export type { DetectionNote } from '../detect/notes.ts'
export type { TileChoice } from '../detect/tiles.ts'
export type { Verdict } from '../diagnose/kinds.ts'
export type { Evidence, Window } from '../diagnose/finding.ts'
export type { Measure } from '../diagnose/measures.ts'
export type { Severity, Tier } from '../diagnose/kinds.ts'
export type { Sign } from '../diagnose/signs.ts'
export type { Provenance } from '../export/onnx.ts'
export type { Scores } from '../geometry/icdar.ts'
export type { Facts, FactValue } from '../run/config.ts'
export type { LogMessage, TrainColumns, ValPoint } from '../run/curves.ts'
export type { LogLine, MessageLine, ResumeLine, SaveLine, TrainLine, ValLine } from '../run/log-line.ts'
export type { TrainField, UnknownFields, ValField } from '../run/log-fields.ts'
export type { CheckpointFile } from '../run/reader.ts'
export type { RunState } from '../run/state.ts'
export type { RunStateName } from '../run/state-names.ts'
export type { CheckReport, DescribedProblem } from '../tasks/data/check.ts'
export type { DiagnosisSource } from '../tasks/runs/diagnose.ts'
export type { ExportReport } from '../tasks/models/export.ts'
export type {
  IterationProgress,
  Phase,
  TrainingEvent as ReportedEvent,
  TrainingSummary,
} from '../tasks/train/events.ts'
export type { VerifyReport } from '../tasks/models/verify.ts'
