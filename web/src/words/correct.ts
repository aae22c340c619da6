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
  'correct.add.one': { zh: '修正并加入我的数据', en: 'Correct this and add it to my data' },
  'correct.add.batch-one': { zh: '将这张图片加入我的数据', en: 'Correct this image and add it to my data' },
  'correct.add.all': { zh: '将全部图片加入我的数据', en: 'Add all images to my data' },
  'correct.add.what': {
    zh: '图片和找到的文本会复制到数据集的训练列表中，随后即可修正。',
    en: 'The image with the texts that were found is copied into the training list of a data set, where you correct it.',
  },
  'correct.add.set': { zh: '数据集', en: 'Data set' },
  'correct.add.new': { zh: '新数据集', en: 'A new data set' },
  'correct.add.do': { zh: '加入', en: 'Add' },
  'correct.add.working': { zh: '正在加入', en: 'Adding' },
  'correct.added': { zh: '已加入 {n} 张图片。', en: '{n} {n:image|images} added.' },
  'correct.duplicates': {
    zh: '{n} 张图片已在数据集中，没有重复加入：',
    en: '{n} {n:image is|images are} in the data set already and {n:was|were} not added again:',
  },
  'correct.skipped': {
    zh: '{n} 张图片已不在原处，或无法读取，没有加入。',
    en: '{n} {n:image is|images are} not where {n:it was|they were} or cannot be read, and {n:was|were} not added.',
  },
  'correct.missing.add': { zh: '添加为文本', en: 'Add it as a text' },
})
