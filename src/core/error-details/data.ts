// What errors about data sets and imports say, in English and Chinese. A table; `{name}` are facts of the case.

export const dataDetails = {
  'split-done-already': {
    expected: { en: 'a folder without lists, or with one', zh: '没有列表或只有一个列表的文件夹' },
    found: { en: 'train_list.txt and test_list.txt', zh: 'train_list.txt 和 test_list.txt' },
    next: { en: 'look at it with: {command}', zh: '查看数据集：{command}' },
    message: { en: 'The data set is divided already; nothing was written', zh: '数据集已经划分，未写入任何内容' },
  },
  'split-nothing': {
    expected: {
      en: 'images with a .txt file of the same name, such as train_images/1.jpg and train_gts/1.txt',
      zh: '带有同名 .txt 文件的图片，例如 train_images/1.jpg 和 train_gts/1.txt',
    },
    found: { en: 'none', zh: '没有' },
    next: { en: 'for annotations in another format: {command}', zh: '其他格式的标注请用：{command}' },
    message: { en: 'No image with a ground truth was found', zh: '没有找到带标注的图片' },
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
    nextNone: { en: 'put the annotation files into the folder of the source', zh: '请把标注文件放入来源文件夹' },
    foundFailure: { en: '{place}: {facts}', zh: '{place}：{facts}' },
    foundFacts: { en: 'expected {expected}, found {found}', zh: '期望 {expected}，实际为 {found}' },
    foundNone: { en: 'no file but images', zh: '除图片外没有其他文件' },
    foundFiles: { en: 'files: {list}', zh: '文件：{list}' },
    foundNoEnding: { en: '{count} no extension', zh: '{count} 个无扩展名' },
    message: { en: 'The format of the source cannot be recognised', zh: '无法识别来源的格式' },
    messageWord: { en: 'There is no format {word}', zh: '没有 {word} 这种格式' },
    nextLeave: {
      en: 'leave it out, and it is found by looking into the files',
      zh: '请不要指定格式，程序会查看文件来识别',
    },
  },
  'import-format-ambiguous': {
    expected: { en: 'one format', zh: '一种格式' },
    next: { en: 'name the one you want: {command}', zh: '请指明需要的格式：{command}' },
    message: { en: 'The source holds files of several formats', zh: '来源中有多种格式的文件' },
  },
  'import-own-layout': {
    found: { en: 'train_list.txt and test_list.txt', zh: 'train_list.txt 和 test_list.txt' },
    next: { en: 'look at it with: {command}', zh: '查看数据集：{command}' },
    message: { en: 'The source is a data set already and needs no import', zh: '来源已是可用的数据集，无需导入' },
  },
  'source-missing': {
    expected: { en: 'a folder, or an annotation file', zh: '文件夹或标注文件' },
    nextPath: { en: 'check the path', zh: '请检查路径' },
    next: { en: 'name the folder', zh: '请指定文件夹' },
    foundFile: { en: 'a file', zh: '文件' },
    foundImage: { en: 'an image', zh: '图片' },
    foundNothing: { en: 'nothing of that name', zh: '没有该名称的文件或文件夹' },
    message: { en: 'The source cannot be opened', zh: '无法打开来源' },
  },
  'source-packed': {
    expected: { en: 'a folder, or an annotation file', zh: '文件夹或标注文件' },
    next: { en: 'unpack it, and name the folder', zh: '请解压后指定文件夹' },
    message: { en: 'The source is a packed archive', zh: '来源是压缩包' },
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
    message: { en: 'The source holds more texts than one import takes', zh: '来源中的文本数量超过一次导入的上限' },
  },
  'source-without-images': {
    expected: { en: 'images in the folder or below it ({endings})', zh: '文件夹及其子文件夹中的图片（{endings}）' },
    next: {
      en: 'name the folder that holds them (of an import: --images <folder>); convert others to JPEG or PNG',
      zh: '请指定图片所在文件夹（导入时：--images <文件夹>）；其他格式请转换为 JPEG 或 PNG',
    },
    found: { en: 'none', zh: '没有' },
    foundUnread: { en: '{count} {ending} ({format}, not read)', zh: '{count} 个 {ending}（{format}，无法读取）' },
    message: { en: 'There is no image in the source', zh: '来源中没有图片' },
  },
  'target-inside-source': {
    expected: { en: 'a folder outside the source', zh: '来源之外的文件夹' },
    next: { en: 'give another folder', zh: '请指定其他文件夹' },
    message: {
      en: 'The new folder would lie inside the source, which is never written to; nothing was written',
      zh: '新文件夹位于来源之内，而来源从不写入；未写入任何内容',
    },
  },
  'target-not-empty': {
    expected: { en: 'a new or empty folder', zh: '新的或空的文件夹' },
    next: { en: 'give another folder', zh: '请指定其他文件夹' },
    expectedFile: { en: 'a name that no file has yet', zh: '尚未使用的文件名' },
    nextFile: { en: 'replace that file, or keep both under different names', zh: '替换该文件，或换一个名称保留两者' },
    messageFile: {
      en: 'A file of that name is there already; nothing was written',
      zh: '已有同名文件；未写入任何内容',
    },
    foundFile: { en: 'a file', zh: '文件' },
    found: { en: '{count} {count:entry|entries}, such as {name}', zh: '{count} 项，例如 {name}' },
    message: { en: 'Something is there already; nothing was written', zh: '目标位置已有内容；未写入任何内容' },
  },
  'nothing-to-repair': {
    expected: { en: 'lists that name images with ground truths', zh: '列有带标注图片的列表' },
    found: { en: 'none', zh: '没有' },
    message: {
      en: 'The data set has no image that could be used; nothing was written',
      zh: '数据集中没有可用的图片，未写入任何内容',
    },
    next: {
      en: 'look at what is wrong with: {check}; labels of another tool come in with: {command}',
      zh: '查看问题：{check}；其他工具的标注可这样导入：{command}',
    },
  },
  'split-too-few': {
    expected: { en: '2 images or more', zh: '至少 2 张图片' },
    next: { en: 'add images; a useful test part has 20 or more', zh: '请添加图片；测试集至少 20 张才有意义' },
    message: {
      en: 'There are too few images to divide into a training and a test part',
      zh: '图片太少，无法划分为训练集和测试集',
    },
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
    message: { en: 'A list is there already; nothing was written', zh: '列表已存在，未写入任何内容' },
  },
  'link-refused': {
    message: {
      en: 'This system links neither symbolically nor hard',
      zh: '此系统既不能创建符号链接，也不能创建硬链接',
    },
    expected: { en: 'a disk that holds links', zh: '支持链接的磁盘' },
    next: { en: 'leave out --link, so that the images are copied', zh: '请去掉 --link，改为复制图片' },
  },
} as const
