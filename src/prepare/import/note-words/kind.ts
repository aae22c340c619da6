// What a kind of note consists of, and remedies that several have.
import type { InBoth } from '../../../core/language.ts'

/** `error`: something of the source is not in the data set. `warning`: something was changed. `info`: how something was understood. */
export type NoteSeverity = 'error' | 'warning' | 'info'

export interface NoteKind {
  readonly severity: NoteSeverity
  /** One sentence without a final full stop. */
  readonly message: InBoth<string>
  /** What to do, as an instruction. */
  readonly next: InBoth<string>
}

/** Of several kinds. */
export const askTool = {
  en: 'export again from the tool that made the file, or repair it by hand',
  zh: '请从制作该文件的工具中重新导出，或手动修正',
} as const
/** Of several kinds. */
export const drawAgain = {
  en: 'draw it again in the tool that made the file, or repair it by hand',
  zh: '请在制作该文件的工具中重新绘制，或手动修正',
} as const
/** Of several kinds. */
export const checkImage = {
  en: 'copy the image again from its source, or convert it to JPEG or PNG',
  zh: '请从来源重新复制图片，或转换为 JPEG 或 PNG',
} as const

/** Kinds by their code. */
export type NoteKinds = Readonly<Record<string, NoteKind>>
