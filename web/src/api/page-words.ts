// What failures say on the page: buttons where the command line has commands, names of settings for flags, no addresses and no temporary paths. Pure.
import type { Failure } from '../../../src/server/api.ts'
import type { InBoth, Language } from '../words/language.ts'

/** What is done here, for failures whose advice is a command or a flag elsewhere. */
const advice: Readonly<Partial<Record<Failure['code'], InBoth>>> = {
  'split-nothing': { zh: '请先检查该文件夹，然后点击“导入”。', en: 'Check the folder, then press Import' },
  'import-format-unknown': {
    zh: '如果知道标注格式，请在列表中选择',
    en: 'Choose the format in the list, if you know it',
  },
  'import-format-ambiguous': { zh: '请在列表中选择标注格式', en: 'Choose the format in the list' },
  'import-own-layout': { zh: '这已经是可训练的数据集，请直接检查', en: 'This is a data set already: check it' },
  'nothing-to-repair': {
    zh: '请重新检查；其他工具的标注请用“导入”',
    en: 'Check it again; labels of another tool are imported',
  },
  'source-without-images': {
    zh: '请把图片与标注放在同一文件夹；其他格式请转换为 JPEG 或 PNG',
    en: 'Put the images into the folder of the annotations; convert others to JPEG or PNG',
  },
  'import-nothing': { zh: '请把图片与标注放在同一文件夹', en: 'Put the images into the folder of the annotations' },
  'no-images': { zh: '请选择图片或含有图片的文件夹', en: 'Choose images, or a folder that holds some' },
  'starter-damaged': {
    zh: '请重新安装 ocrdet，或选择其他模型',
    en: 'Install ocrdet again, or choose another model',
  },
  'model-not-a-detector': { zh: '请选择在“导出”页生成的文件', en: 'Choose a file that was made on the page Export' },
  'model-missing': { zh: '请选择列表中的模型', en: 'Choose a model of the list' },
  'model-size-fixed': { zh: '请在“导出”页按需要的尺寸重新导出', en: 'Export it again in the size that is needed' },
  'run-without-weights': {
    zh: '请选择其他实验，或在“备注与管理”中复现',
    en: 'Choose another run, or reproduce this one',
  },
  'name-taken': { zh: '请换一个名称', en: 'Choose another name' },
  'run-archived': { zh: '请先在该实验的页面恢复它', en: 'Restore it first, on the page of the run' },
  'run-none': { zh: '请先在“训练”页开始一次训练', en: 'Start a training first' },
  'run-not-resumable': {
    zh: '请用相同的配置重新训练（备注与管理 → 复现）',
    en: 'Train anew with the same settings: reproduce it',
  },
  'run-finished': { zh: '请用“延长训练”增加轮数', en: 'Extend it by more epochs' },
  'data-changed': { zh: '请恢复原来的数据', en: 'Bring the data back' },
  'bad-config': { zh: '请在表单中修改该参数', en: 'Change the setting in the form' },
  'training-not-started': { zh: '请查看该实验的日志', en: 'Look at the log of the run' },
}

/** Flags that are settings or choices of the page, too: named without dashes. */
const known =
  /--(batch-size|input-size|learning-rate|warmup-iters|max-grad-norm|auto-batch|device|size|binary-threshold|threshold)\b/g
const command = /\bocrdet [a-z]+|(?:^|[\s(:])--[a-z][a-z-]+|\/api\//

/** The advice as it can be followed here; undefined where it cannot. */
export function pageAdvice(code: string, next: string | undefined, language: Language): string | undefined {
  if (next === undefined) return undefined
  const named = next.replaceAll(known, (_, flag: string) => flag.replaceAll('-', ' '))
  if (!command.test(named)) return named
  const own: Readonly<Record<string, InBoth>> = advice
  return own[code]?.[language]
}

/** Parts of a request, as a program would name them. */
const requestPart = /\b(?:query|params|body)\.(\w+)/g
/** Where uploads lie for a while. */
const temporary = /\S*[\\/]ocrdet-uploads[^\s\\/]*[\\/](\S+)/g

/** Without what only programs know. */
export function withoutInternals(text: string): string {
  return text.replaceAll(requestPart, '$1').replaceAll(temporary, '$1')
}
