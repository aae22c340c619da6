// What errors about data sets and imports say, in English and Chinese. A table; `{name}` are facts of the case.

export const dataDetails = {
  'split-done-already': {
    expected: { en: 'a folder without lists, or with one', zh: '没有列表或只有一个列表的文件夹' },
    found: { en: 'train_list.txt and test_list.txt', zh: 'train_list.txt 和 test_list.txt' },
    next: { en: 'look at it with: {command}', zh: '查看数据集：{command}' },
  },
  'split-nothing': {
    expected: {
      en: 'images with a .txt file of the same name, such as train_images/1.jpg and train_gts/1.txt',
      zh: '带有同名 .txt 文件的图片，例如 train_images/1.jpg 和 train_gts/1.txt',
    },
    found: { en: 'none', zh: '没有' },
    next: { en: 'for annotations in another format: {command}', zh: '其他格式的标注请用：{command}' },
  },
  'import-format-unknown': {
    expected: { en: 'one of {list}', zh: '以下格式之一：{list}' },
    next: { en: 'name the format if you know it: {command}', zh: '若知道格式，请指明：{command}' },
    nextBroken: {
      en: 'repair {file}, or export it again from the tool that made it',
      zh: '请修正 {file}，或从制作该文件的工具中重新导出',
    },
    nextOther: {
      en: 'export the annotations again in one of these formats: JSON as coco, or XML as cvat',
      zh: '请以上述格式之一重新导出标注：JSON 用 coco，XML 用 cvat',
    },
    nextNone: {
      en: 'put the annotation files into the folder of the source',
      zh: '请把标注文件放入来源文件夹',
    },
  },
  'import-format-ambiguous': {
    expected: { en: 'one format', zh: '一种格式' },
    next: { en: 'name the one you want: {command}', zh: '请指明需要的格式：{command}' },
  },
  'import-own-layout': {
    found: { en: 'train_list.txt and test_list.txt', zh: 'train_list.txt 和 test_list.txt' },
    next: { en: 'look at it with: {command}', zh: '查看数据集：{command}' },
  },
  'source-missing': {
    expected: { en: 'a folder, or an annotation file', zh: '文件夹或标注文件' },
    nextPath: { en: 'check the path', zh: '请检查路径' },
    next: { en: 'name the folder', zh: '请指定文件夹' },
  },
  'source-packed': {
    expected: { en: 'a folder, or an annotation file', zh: '文件夹或标注文件' },
    next: { en: 'unpack it, and name the folder', zh: '请解压后指定文件夹' },
  },
  'source-too-big': {
    expected: {
      en: 'at most {most} texts and images in all annotation files',
      zh: '全部标注文件中的文本与图片合计不超过 {most}',
    },
    found: { en: 'more, from {file} on', zh: '从 {file} 起超出上限' },
    next: {
      en: 'import it in parts, a folder or an annotation file at a time',
      zh: '请分批导入：每次一个文件夹或一个标注文件',
    },
  },
  'source-without-images': {
    expected: { en: 'images in the folder or below it ({endings})', zh: '文件夹及其子文件夹中的图片（{endings}）' },
    next: {
      en: 'name the folder that holds them: --images <folder>; convert others to JPEG or PNG',
      zh: '请指定图片所在文件夹：--images <文件夹>；其他格式请转换为 JPEG 或 PNG',
    },
  },
  'target-inside-source': {
    expected: { en: 'a folder outside the source', zh: '来源之外的文件夹' },
    next: { en: 'give another folder', zh: '请指定其他文件夹' },
  },
  'target-not-empty': {
    expected: { en: 'a new or empty folder', zh: '新的或空的文件夹' },
    next: { en: 'give another folder', zh: '请指定其他文件夹' },
  },
  'nothing-to-repair': {
    expected: { en: 'lists that name images with ground truths', zh: '列有带标注图片的列表' },
    found: { en: 'none', zh: '没有' },
  },
  'split-too-few': {
    expected: { en: '2 images or more', zh: '至少 2 张图片' },
    next: { en: 'add images; a useful test part has 20 or more', zh: '请添加图片；测试集至少 20 张才有意义' },
  },
  'split-lists-exist': {
    expected: {
      en: 'a folder without train_list.txt and test_list.txt',
      zh: '没有 train_list.txt 和 test_list.txt 的文件夹',
    },
    next: {
      en: 'write the new lists into another folder: --to <new folder>',
      zh: '请将新列表写入其他文件夹：--to <新文件夹>',
    },
  },
} as const
