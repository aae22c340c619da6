// Words of the ways into the editor: from an evaluation, a finding or a detection, and of dividing a set there.
import { wordTable } from './language.ts'

export const correctWords = wordTable({
  'correct.label': { zh: '修正此标注', en: 'Correct this label' },
  'correct.image': { zh: '修正这张图片的标注', en: 'Correct the labels of this image' },
  'correct.changed.image': {
    zh: '评估之后，这张图片的内容已改变。',
    en: 'Since the evaluation this image got other content.',
  },
  'correct.changed.labels': {
    zh: '评估之后，这张图片的标注已改变。',
    en: 'Since the evaluation the labels of this image changed.',
  },
  'correct.changed.moved': {
    zh: '评估之后，这张图片换了名称或列表；已按内容找到。',
    en: 'Since the evaluation this image got another name or list; it was found by its content.',
  },
  'correct.missing': {
    zh: '橙色虚线框：没有与其相同的标注。',
    en: 'The dashed orange box: no text is outlined like that.',
  },
  'correct.missing.add': { zh: '添加为文本', en: 'Add it as a text' },
})
