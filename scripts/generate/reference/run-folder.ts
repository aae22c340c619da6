// The files of a run folder, from the table of its paths.
import { relative } from 'node:path'
import { runPaths, type RunPaths } from '../../../src/run/layout.ts'
import { code, head, table } from './markdown.ts'

/** What each path holds. A new path without words does not compile. */
const meanings: { readonly [Name in keyof RunPaths]: string } = {
  folder: 'the run: `exp_` and the local time of its start, with `_2`, `_3` behind it for others of the same second',
  config:
    'every setting, resolved, with its sentence ([settings](settings.md)); under `facts` what the run recorded about itself. `train --config` with it repeats the run',
  log: 'the whole story ([grammar](log.md)); curves, scores and state are read from it alone',
  checkpoints:
    '`torch.load` reads every file in it: parameters and running statistics by the names of the published checkpoint, detection settings under `ocrdet.settings`',
  bestModel: 'the weights with the highest F-score (the initial ones, while none is better), for use alone',
  lastModel:
    'everything to resume exactly: weights, optimizer state, position; besides `epoch_N.pth` every `save_every` epochs, and `backup_epoch_N.pth` at the end',
  evalResults: 'the last evaluation of the test images; each file is replaced whole',
  predictions:
    'scores, and every box that was found, with its state (matched, false or ignored) and, after `eval --read`, what was read there',
  groundTruth: 'every annotation with its state: matched, missed or ignored',
  errors: 'why points are lost, by kind',
  metricsPerImage: 'one file an image: its scores and boxes',
  confusionMatrix: 'counts of matched, missed and false boxes',
  worstImages: 'the images with the lowest scores, with boxes',
  tensorboard: 'event files: loss and its parts, learning rate, images/s, scores, settings, a few images with boxes',
  heartbeat:
    'a sign of life (process, host, time), from which the state of a live run is concluded; evidence, not a lock',
  dataFiles: 'the hash of every image and ground truth file',
}

/** The text of docs/reference/run-folder.md. */
export function runFolderPage(): string {
  const folder = 'workdirs/exp_20260105_143022'
  const { folder: root, ...paths } = runPaths(folder)
  const names = Object.keys(paths) as (keyof typeof paths)[]
  const rows = names.map((name) => [code(relative(root, paths[name]).replaceAll('\\', '/')), meanings[name]])
  const first = head(
    'The run folder',
    '`src/run/layout.ts`',
    'Everything that a training leaves behind, and the only thing that anything else reads. Files are written beside their place and renamed, so that no reader sees half of one. `notes.json` holds the note and the tags of a person, where there are any; `slurm.json` the number of the job that trains the run; `sweep.json` the sweep that it belongs to, its trial and the settings that vary ([sweeps](../cluster.md)).',
  )
  return `${first}\n${table(['path', 'holds'], [[code(`${folder}/`), meanings.folder], ...rows])}\n`
}
