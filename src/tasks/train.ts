// The entry point of training: start one, resume one, and what it tells meanwhile.
export { train, type TrainTask } from './train/start.ts'
export { resume, type ResumeTask } from './train/resume.ts'
export type { IterationProgress, Phase, TrainingEvent, TrainingSummary } from './train/events.ts'
