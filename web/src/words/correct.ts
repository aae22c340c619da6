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
  'split.do': { zh: '划分训练集与测试集…', en: 'Split into training and test…' },
  'split.title': { zh: '划分训练集与测试集', en: 'Split into training and test' },
  'split.what': {
    zh: '从训练列表中选出一部分图片移入测试列表；已在测试列表中的图片保持不变。只改变两个列表：图片、标注、审核状态和历史都不变，并可撤销。相同或相似的图片会留在同一边。',
    en: 'Moves images from the training list to the test list until that has its share; what is there already stays there. Only the two lists change: images, labels, what was reviewed and every history stay, and it can be taken back. Images that are the same or look alike stay together.',
  },
  'split.share': { zh: '测试集占比', en: 'Share of the test images' },
  'split.group': { zh: '保持在一起', en: 'Keep together' },
  'split.group.none': { zh: '每张图片单独', en: 'Each image by itself' },
  'split.group.prefix': { zh: '文件名最后一个分隔符之前相同', en: 'File names that agree up to their last separator' },
  'split.group.folder': { zh: '同一文件夹', en: 'Images of one folder' },
  'split.start': { zh: '划分', en: 'Split' },
  'split.working': { zh: '正在比较图片', en: 'Comparing the images' },
  'split.done': {
    zh: '{moved} 张移入测试列表：训练 {train} 张，测试 {test} 张。',
    en: '{moved} {moved:image|images} moved to the test list: {train} for training, {test} for testing.',
  },
  'split.back': { zh: '撤销划分', en: 'Take the split back' },
  'split.taken-back': { zh: '已撤销划分。', en: 'The split was taken back.' },
  'again.link': { zh: '用此模型重新标注其余图片', en: 'Label the rest again with this run' },
  'correct.missing.add': { zh: '添加为文本', en: 'Add it as a text' },
})
