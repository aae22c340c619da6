// The entry point of training: start one, resume one, and what it tells meanwhile.
export { train, type TrainTask } from './start.ts'
export { resume, type ResumeTask } from './resume.ts'
export type { IterationProgress, Phase, TrainingEvent, TrainingSummary } from './events.ts'
