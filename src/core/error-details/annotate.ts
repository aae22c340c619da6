// What errors about labelling and editing boxes say, in English and Chinese. A table; `{name}` are facts of the case.

export const annotateDetails = {
  'annotation-conflict': {
    message: {
      en: 'The annotations of this image were changed by another in the meantime; nothing was saved',
      zh: '该图片的标注在此期间已被修改，未保存任何内容',
    },
    expected: { en: 'the annotations that were opened (revision {revision})', zh: '打开时的标注（版本 {revision}）' },
    found: { en: 'an edit by {by} at {at}', zh: '{by} 于 {at} 所作的修改' },
    foundOutside: { en: 'a file that another program has written', zh: '由其他程序写入的文件' },
    next: {
      en: 'open the image again, and make your change on what is there now',
      zh: '请重新打开该图片，在当前标注上再作修改',
    },
  },
  'annotation-invalid': {
    message: { en: 'Box {number} cannot be saved', zh: '第 {number} 个文本框无法保存' },
    expected: {
      en: 'an outline that encloses an area and does not cross itself',
      zh: '围成一块区域、且边不相交的轮廓',
    },
    next: { en: 'move its corners, or delete it', zh: '请移动其顶点，或删除该文本框' },
  },
  'ground-truth-outside': {
    message: {
      en: 'The ground truth lies outside of the folder of this data set, and is not edited from here',
      zh: '标注文件位于该数据集文件夹之外，不能在此编辑',
    },
    expected: { en: 'a file below {root}', zh: '{root} 之下的文件' },
    next: { en: 'open the data set in which it lies', zh: '请打开该文件所在的数据集' },
  },
  'labelling-other': {
    message: {
      en: 'The folder holds a labelling that is not done, of other images, or with another model or other settings',
      zh: '该文件夹中有一次未完成的标注，其图片、模型或设置与本次不同',
    },
    expected: {
      en: 'the images, the model and the settings of that labelling: {plan}',
      zh: '那次标注的图片、模型和设置：{plan}',
    },
    next: {
      en: 'go on with the same images, model and settings, or name another folder',
      zh: '请用相同的图片、模型和设置继续，或指定其他文件夹',
    },
  },
  'not-open-for-editing': {
    message: { en: 'This data set is not open for editing', zh: '该数据集尚未开启编辑' },
    expected: {
      en: 'a data set that a person has opened for editing, which keeps a backup of its ground truth',
      zh: '已开启编辑的数据集（开启时会备份标注）',
    },
    next: { en: 'open it for editing on its page: a backup is made first', zh: '请在数据集页面开启编辑：会先备份标注' },
  },
  'set-in-use': {
    message: { en: 'Another program is writing in this data set', zh: '另一个程序正在写入该数据集' },
    expected: { en: 'one writer at a time', zh: '同一时间只有一个程序写入' },
    next: { en: 'try again in a moment', zh: '请稍后重试' },
  },
} as const
