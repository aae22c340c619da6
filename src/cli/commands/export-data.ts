// `ocrdet export-data`: writes a data set in the format of another program.
import { errorDetails } from '../../core/error-details.ts'
import { oneOf, text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, requiredFlag, switchFlag } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { renderExportData } from '../views/export-data.ts'

export const exportDataCommand = command({
  about: [
    'Writes the images and texts of a data set for another program, into a new folder. The data set is only read.',
    'paddleocr: train_label.txt and test_label.txt, with the new folder as data_dir.',
    'coco: annotations/train.json and annotations/test.json; ### texts are crowds, transcripts are utf8_string.',
    'labelme: a JSON file beside each image, with the transcript as label.',
    'label-studio: train.json and test.json, tasks with polygons and transcripts; images as its local file storage serves them.',
    'cvat: train.xml and test.xml, "CVAT for images 1.1", with the attribute transcription.',
  ],
  arguments: { dir: oneArgument('Data set folder with train_list.txt and test_list.txt, or one of them.') },
  flags: {
    to: requiredFlag(oneOf('paddleocr', 'coco', 'labelme', 'label-studio', 'cvat'), 'The format.'),
    out: requiredFlag(text(errorDetails['bad-flag'].expectedFolder), 'New or empty folder to write into.'),
    link: switchFlag('Makes links to the images instead of copies: hard links where there are no symbolic ones.'),
  },
  examples: [
    { line: 'custom_data --to paddleocr --out custom_paddle', does: 'labels and images for PaddleOCR' },
    { line: 'custom_data --to coco --out custom_coco --link', does: 'the same as COCO, without copying images' },
  ],
  async run({ args, flags: { to, out, link } }, context) {
    const { exportData } = await import('../../tasks/data/export-data.ts')
    const report = await exportData({
      data: args.dir,
      out,
      format: to,
      mode: link ? 'link' : 'copy',
      onProgress: countProgress(context.screen, 'Writing images'),
    })
    showResult(context, report, renderExportData)
    return exitCodes.good
  },
})
