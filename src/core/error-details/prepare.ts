// What errors about dividing, importing, repairing and synthesising data sets say, in English and Chinese. A table; `{name}` are facts of the case.

export const prepareDetails = {
  'split-one-group': {
    expected: { en: '2 groups or more by {rule}', zh: '按 {rule} 分组后至少 2 组' },
    next: {
      en: 'leave the grouping out, or give a pattern such as {example}',
      zh: '请不要分组，或给出分组模式，例如 {example}',
    },
    message: { en: 'All images fall into one group, so nothing can be divided', zh: '所有图片同属一组，无法划分' },
    found: {
      en: '{count} images in the group "{key}", such as {path}',
      zh: '{count} 张图片属于组 "{key}"，例如 {path}',
    },
  },
  'group-pattern': {
    expected: { en: 'a JavaScript regular expression such as {example}', zh: 'JavaScript 正则表达式，例如 {example}' },
    message: { en: 'The pattern of the groups is no regular expression', zh: '分组模式不是有效的正则表达式' },
    next: { en: 'repair the pattern, and put it in quotes for the shell', zh: '请修正该模式，并在终端中用引号括起来' },
  },
  'synth-folder-not-empty': {
    found: { en: '{count} {count:entry|entries}, such as {name}', zh: '{count} 项，例如 {name}' },
    message: { en: 'The folder holds other files; nothing was written', zh: '文件夹中有其他文件，未写入任何内容' },
    expected: {
      en: 'a new or empty folder, or one that an earlier synthetic data set was written into',
      zh: '新的或空的文件夹，或此前生成过合成数据集的文件夹',
    },
    next: { en: 'give another folder', zh: '请指定其他文件夹' },
  },
  'import-nothing': {
    foundNote: { en: '{where}: {message}[ ({found})]', zh: '{where}：{message}[（{found}）]' },
    foundNone: { en: 'no annotation of this format', zh: '没有此格式的标注' },
    message: {
      en: 'No image of the source could be imported as {format}; nothing was written',
      zh: '来源中没有可按 {format} 导入的图片，未写入任何内容',
    },
    nextFolder: {
      en: 'name the folder that holds the images: --images <folder>',
      zh: '请指定图片所在的文件夹：--images <文件夹>',
    },
    next: { en: 'check the source, or name another format', zh: '请检查来源，或指明其他格式' },
  },
  'path-not-listable': {
    message: { en: 'No line of a list can hold the path of this image', zh: '列表的一行无法写下该图片的路径' },
    expected: {
      en: 'paths without line breaks and without both kinds of quotes',
      zh: '不含换行符且不同时含两种引号的路径',
    },
    next: { en: 'rename the image or its folder', zh: '请重命名该图片或其文件夹' },
  },
  'synth-options': {
    message: { en: 'A synthetic data set cannot be made like this', zh: '无法按这些选项生成合成数据集' },
    expected: {
      en: 'whole numbers: 1 to 1000000 images in each split, sides of 64 to 4096 pixels, any seed',
      zh: '整数：每个列表 1 到 1000000 张图片，边长 64 到 4096 像素，种子任意',
    },
    next: { en: 'give other numbers', zh: '请给出其他数值' },
  },
} as const
