// The door of training: start one, go on with one, and what it tells meanwhile.
export { train, type TrainTask } from './train/start.ts'
export { resume, type ResumeTask } from './train/resume.ts'
export type { IterationProgress, Phase, TrainingEvent, TrainingSummary } from './train/events.ts'
