// What repairing does about a problem: every fix with its words, and the usual fix for every kind of problem.
import type { Language } from '../../core/language.ts'
import type { ProblemCode } from '../../data/problem-kinds.ts'

/**
 * `fixed`: nothing is lost. `dropped`: something is not in the copy. `by-hand`: a person must look. `kept`: copied as it is, and
 * fine so.
 */
export type Action = 'fixed' | 'dropped' | 'by-hand' | 'kept'

interface FixWords extends Readonly<Record<Language, string>> {
  readonly action: Action
}

/** Every fix, as a sentence without a final full stop. */
export const fixes = {
  kept: { action: 'kept', en: 'Copied as it is', zh: '原样复制' },
  'saved-plainly': {
    action: 'fixed',
    en: 'Saved as UTF-8 with LF line ends and no byte order mark',
    zh: '另存为 UTF-8，LF 换行，无字节顺序标记',
  },
  'entry-dropped': { action: 'fixed', en: 'Listed once', zh: '只列出一次' },
  'first-entry-kept': {
    action: 'by-hand',
    en: 'The first line was kept; check that it names the right ground truth',
    zh: '保留了第一行；请检查其标注文件是否正确',
  },
  'line-left-out': {
    action: 'by-hand',
    en: 'The line was left out; add the image again if it is wanted',
    zh: '删去了该行；如需该图片请重新加入',
  },
  'own-ground-truth-to-check': {
    action: 'by-hand',
    en: 'Each image has a copy of the ground truth; check which image it belongs to',
    zh: '每张图片各有一份标注；请检查它到底属于哪一张',
  },
  'out-of-train': {
    action: 'fixed',
    en: 'Taken out of the training list, so that the test stays fair',
    zh: '已从训练列表中删去，使测试结果可信',
  },
  'twin-dropped': { action: 'fixed', en: 'Only the first of the two was copied', zh: '只复制了其中第一张' },
  'twin-dropped-to-check': {
    action: 'by-hand',
    en: 'Only one of the two was copied; check whether the other one had the better boxes',
    zh: '只复制了其中一张；请检查另一张的标注是否更好',
  },
  'image-dropped': {
    action: 'dropped',
    en: 'The image was left out',
    zh: '未复制该图片',
  },
  renamed: { action: 'fixed', en: 'Copied under the right extension', zh: '复制时改为正确的扩展名' },
  'boxes-turned': {
    action: 'fixed',
    en: 'The boxes were turned as the image is, so that they fit what is shown',
    zh: '标注框已随图片方向旋转，与显示的画面一致',
  },
  'unlisted-left': { action: 'kept', en: 'Not copied, as no list names them', zh: '列表未列出，未复制' },
  respelled: {
    action: 'fixed',
    en: 'The numbers were written with plain digits and commas',
    zh: '数字和逗号已改为半角',
  },
  'text-left-out': {
    action: 'by-hand',
    en: 'The line was left out; draw the box again, or the text is learnt as background',
    zh: '删去了该行；请重新标注，否则这处文字会被当作背景学习',
  },
  'corners-ordered': { action: 'fixed', en: 'The corners were put in order', zh: '角点已按顺序排列' },
  'region-ignored': {
    action: 'by-hand',
    en: 'The rectangle around it was marked ###; draw the text again to have it learnt',
    zh: '其外接矩形标为 ###；重新标注后才会被学习',
  },
  'rectangle-written': { action: 'fixed', en: 'Written as its bounding rectangle', zh: '改为其外接矩形' },
  'turned-round': { action: 'fixed', en: 'Written clockwise', zh: '改为顺时针顺序' },
  'region-dropped': { action: 'dropped', en: 'The line was left out', zh: '删去了该行' },
  'box-dropped': {
    action: 'dropped',
    en: 'The line was left out, as nothing of it can be seen',
    zh: '框内没有可见内容，删去了该行',
  },
  'box-cut': { action: 'fixed', en: 'The box was cut at the edge', zh: '标注框已在图片边缘处截断' },
  'second-box-dropped': { action: 'fixed', en: 'Only one of the two boxes was written', zh: '两个框只保留一个' },
  'comma-added': { action: 'fixed', en: 'Written with a comma and an empty transcript', zh: '补上逗号和空的文字内容' },
  quoted: {
    action: 'fixed',
    en: 'The transcript was put in quotes, so that it is not taken for corners',
    zh: '文字内容加上引号，不会被误认为角点',
  },
  'column-dropped': {
    action: 'fixed',
    en: 'Written without the column; texts that do not count by it were marked ###',
    zh: '写出时去掉该列；按该列不计的文字标为 ###',
  },
  'not-repairable': { action: 'by-hand', en: 'Only a person can repair this', zh: '需要人工处理' },
} as const satisfies Record<string, FixWords>

export type Fix = keyof typeof fixes

/** Kinds of problems that are decided line by line, on the texts as they become (see repair-ground-truth.ts). */
type LineCode =
  | 'wrong-separator'
  | 'coordinate-count'
  | 'coordinate-not-a-number'
  | 'transcript-missing'
  | 'transcript-of-numbers'
  | 'corners-after-a-box'
  | 'extra-column'
  | 'too-many-corners'
  | 'counter-clockwise'
  | 'self-crossing'
  | 'self-crossing-ignored'
  | 'zero-area'
  | 'zero-area-ignored'
  | 'box-outside-image'
  | 'box-past-edge'
  | 'duplicate-box'
  | 'boxes-fit-raw-size'

/** What is done about every other kind. */
export const usualFixes: Readonly<Record<Exclude<ProblemCode, LineCode>, Fix>> = {
  'root-missing': 'not-repairable',
  'root-unreadable': 'not-repairable',
  'no-lists': 'not-repairable',
  'list-missing': 'not-repairable',
  'test-part-only': 'kept',
  'list-unreadable': 'not-repairable',
  'list-empty': 'not-repairable',
  'list-line-unclear': 'line-left-out',
  'name-respelled': 'kept',
  'duplicate-entry': 'entry-dropped',
  'conflicting-entry': 'first-entry-kept',
  'shared-ground-truth': 'own-ground-truth-to-check',
  'in-both-splits': 'out-of-train',

  'not-utf8': 'saved-plainly',
  'not-text': 'image-dropped',
  'byte-order-mark': 'saved-plainly',
  'line-endings': 'saved-plainly',

  'image-missing': 'image-dropped',
  'image-unreadable': 'image-dropped',
  'image-empty': 'image-dropped',
  'image-undecodable': 'image-dropped',
  'image-truncated': 'image-dropped',
  'image-too-large': 'image-dropped',
  'image-extension': 'renamed',
  'image-pages': 'kept',
  'exif-orientation': 'kept',
  'duplicate-image': 'twin-dropped',
  'leaked-image': 'out-of-train',
  'similar-image': 'kept',
  'leaked-similar-image': 'not-repairable',

  'ground-truth-missing': 'image-dropped',
  'ground-truth-unreadable': 'image-dropped',
  'image-without-text': 'kept',

  'text-too-small': 'kept',
  'no-texts': 'not-repairable',
  'all-texts-ignored': 'not-repairable',
  'most-texts-ignored': 'not-repairable',
  'few-images': 'not-repairable',
  'small-texts': 'not-repairable',
  'unlisted-images': 'unlisted-left',
}

/** Whether a kind is decided by its code alone. */
export function hasUsualFix(code: ProblemCode): code is keyof typeof usualFixes {
  return Object.hasOwn(usualFixes, code)
}
