// Every command: its name, what it does in one sentence, and where it is declared. Only the one that is typed is loaded.
import type { Command } from './command.ts'

export interface CommandEntry {
  readonly summary: string
  readonly load: () => Promise<Command>
}

/** In the order of the help: the way from images to a detector. */
export const commands = {
  demo: {
    summary: 'Runs the full pipeline once with synthetic images, in a few minutes.',
    load: async () => (await import('./commands/demo.ts')).demoCommand,
  },
  synth: {
    summary: 'Makes a small data set of rendered text.',
    load: async () => (await import('./commands/synth.ts')).synthCommand,
  },
  import: {
    summary: 'Makes a data set from the labels of another tool.',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  split: {
    summary: 'Divides one folder into a training and a test list.',
    load: async () => (await import('./commands/split.ts')).splitCommand,
  },
  label: {
    summary: 'Labels photographs with a model, to be corrected by a person.',
    load: async () => (await import('./commands/label.ts')).labelCommand,
  },
  'export-data': {
    summary: 'Writes a data set for PaddleOCR, labelme, Label Studio or CVAT, or as COCO.',
    load: async () => (await import('./commands/export-data.ts')).exportDataCommand,
  },
  check: {
    summary: 'Looks at a whole data set and lists everything wrong with it.',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  train: {
    summary: 'Trains a detector on a data set.',
    load: async () => (await import('./commands/train.ts')).trainCommand,
  },
  resume: {
    summary: 'Goes on with a training exactly where it ended.',
    load: async () => (await import('./commands/resume.ts')).resumeCommand,
  },
  sweep: {
    summary: 'Trains with many settings and says which are best.',
    load: async () => (await import('./commands/sweep.ts')).sweepCommand,
  },
  stop: {
    summary: 'Stops a training or a sweep cleanly, wherever it goes on.',
    load: async () => (await import('./commands/stop.ts')).stopCommand,
  },
  mpi: {
    summary: 'Measures what connects the processes of a cluster, and what a step pays for it.',
    load: async () => (await import('./commands/mpi.ts')).mpiCommand,
  },
  reproduce: {
    summary: 'Starts the training of a run once more, on the same data.',
    load: async () => (await import('./commands/reproduce.ts')).reproduceCommand,
  },
  runs: {
    summary: 'Lists all runs: state, scores, course; sorted and filtered.',
    load: async () => (await import('./commands/runs.ts')).runsCommand,
  },
  show: {
    summary: 'Shows one run on one page: settings, curves, checkpoints, findings.',
    load: async () => (await import('./commands/show.ts')).showCommand,
  },
  compare: {
    summary: 'Puts runs side by side: settings, scores, curves, images.',
    load: async () => (await import('./commands/compare.ts')).compareCommand,
  },
  config: {
    summary: 'Shows settings, or what differs between runs or files.',
    load: async () => (await import('./commands/config.ts')).configCommand,
  },
  plot: {
    summary: 'Draws the curves of runs into an image.',
    load: async () => (await import('./commands/plot.ts')).plotCommand,
  },
  results: {
    summary: 'Writes every point of a run as CSV.',
    load: async () => (await import('./commands/results.ts')).resultsCommand,
  },
  logs: {
    summary: 'Shows the log of a run, filtered, and follows it while it grows.',
    load: async () => (await import('./commands/logs.ts')).logsCommand,
  },
  diagnose: {
    summary: 'Says whether a training is healthy, what is wrong, and what to do.',
    load: async () => (await import('./commands/diagnose.ts')).diagnoseCommand,
  },
  eval: {
    summary: 'Scores a model on a data set (precision, recall, F-score).',
    load: async () => (await import('./commands/eval.ts')).evalCommand,
  },
  export: {
    summary: 'Writes a trained model as an ONNX file.',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  verify: {
    summary: 'Proves that an exported file finds what its training logged.',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  detect: {
    summary: 'Finds and reads the texts on images.',
    load: async () => (await import('./commands/detect.ts')).detectCommand,
  },
  read: {
    summary: 'Prints the texts of images, as plain text or for other programs.',
    load: async () => (await import('./commands/read.ts')).readCommand,
  },
  serve: {
    summary: 'Serves all of this to a browser.',
    load: async () => (await import('./commands/serve.ts')).serveCommand,
  },
  allow: {
    summary: 'Lets the running server read one more folder.',
    load: async () => (await import('./commands/allow.ts')).allowCommand,
  },
  name: {
    summary: 'Gives a run a name that every command takes.',
    load: async () => (await import('./commands/name.ts')).nameCommand,
  },
  unname: {
    summary: 'Takes a name away; the run stays.',
    load: async () => (await import('./commands/unname.ts')).unnameCommand,
  },
  note: {
    summary: 'Writes or shows a note about a run.',
    load: async () => (await import('./commands/note.ts')).noteCommand,
  },
  tag: {
    summary: 'Adds tags to a run, or takes them away.',
    load: async () => (await import('./commands/tag.ts')).tagCommand,
  },
  archive: {
    summary: 'Replaces old runs by verified archives.',
    load: async () => (await import('./commands/archive.ts')).archiveCommand,
  },
  restore: {
    summary: 'Brings an archived run back.',
    load: async () => (await import('./commands/restore.ts')).restoreCommand,
  },
  rm: {
    summary: 'Removes a run for good.',
    load: async () => (await import('./commands/rm.ts')).rmCommand,
  },
} as const satisfies Record<string, CommandEntry>

export type CommandName = keyof typeof commands

export const commandNames = Object.keys(commands) as CommandName[]

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(commands, word)
}
