// What is said about an import, in English and Chinese: every kind of note by its code.
import type { InBoth } from '../../core/language.ts'

/** `error`: something of the source is not in the data set. `warning`: something was changed. `info`: how something was understood. */
export type NoteSeverity = 'error' | 'warning' | 'info'

interface NoteKind {
  readonly severity: NoteSeverity
  /** One sentence without a final full stop. */
  readonly message: InBoth<string>
  /** What to do, as an instruction. */
  readonly next: InBoth<string>
}

const askTool = {
  en: 'export again from the tool that made the file, or repair it by hand',
  zh: '请从制作该文件的工具中重新导出，或手动修正',
} as const
const drawAgain = {
  en: 'draw it again in the tool that made the file, or repair it by hand',
  zh: '请在制作该文件的工具中重新绘制，或手动修正',
} as const
const checkImage = {
  en: 'copy the image again from its source, or convert it to JPEG or PNG',
  zh: '请从来源重新复制图片，或转换为 JPEG 或 PNG',
} as const

/** The closed list of kinds, by code. */
export const noteKinds = {
  'file-unreadable': {
    severity: 'error',
    message: { en: 'The file cannot be read', zh: '文件无法读取' },
    next: { en: 'check what the path leads to, and its permissions', zh: '请检查路径指向的内容及其权限' },
  },
  'file-too-big': {
    severity: 'error',
    message: {
      en: 'The file is larger than an annotation file of its format may be',
      zh: '文件超出该格式标注文件允许的大小',
    },
    next: {
      en: 'divide it into several files, or check that it is the file you mean',
      zh: '请拆分为多个文件，或确认文件是否正确',
    },
  },
  'file-malformed': {
    severity: 'error',
    message: { en: 'The file is not what its format asks for', zh: '文件不符合该格式的要求' },
    next: askTool,
  },
  'file-unused': {
    severity: 'info',
    message: { en: 'The file belongs to no image and was not read', zh: '文件不属于任何图片，未读取' },
    next: { en: 'nothing to do if it is no annotation', zh: '若不是标注文件，无需处理' },
  },
  'not-utf8': {
    severity: 'info',
    message: { en: 'The file is not UTF-8', zh: '文件不是 UTF-8 编码' },
    next: { en: 'check that the transcripts in the new data set read well', zh: '请检查新数据集中的文字内容是否正确' },
  },
  'image-missing': {
    severity: 'error',
    message: { en: 'The image is not in the source; it was left out', zh: '来源中没有这张图片，已略去' },
    next: {
      en: 'check its name and place; an import takes another folder of images with --images <folder>',
      zh: '请检查文件名和位置；图片在其他文件夹时，导入时使用 --images <文件夹>',
    },
  },
  'image-ambiguous': {
    severity: 'error',
    message: { en: 'Several images of the source have this name; it was left out', zh: '来源中有多张同名图片，已略去' },
    next: {
      en: 'give the folder of the right ones with --images <folder>, or take each folder by itself',
      zh: '请用 --images <文件夹> 指定正确的图片所在文件夹，或分别导入各文件夹',
    },
  },
  'id-shared': {
    severity: 'error',
    message: {
      en: 'Several images of the file have this id, so that nothing tells which of them its texts belong to',
      zh: '文件中有多张图片使用同一个 id，无法得知其文本属于哪一张',
    },
    next: {
      en: 'give each image an id of its own, and name it in the annotations of that image',
      zh: '请为每张图片指定各自的 id，并在该图片的标注中使用它',
    },
  },
  'image-broken': {
    severity: 'error',
    message: { en: 'The image cannot be used; it was left out', zh: '图片无法使用，已略去' },
    next: checkImage,
  },
  'image-size-differs': {
    severity: 'error',
    message: {
      en: 'The image has another size than the one its texts were marked on; it was left out',
      zh: '图片尺寸与标注时不同，已略去',
    },
    next: { en: 'put the image there on which the texts were marked', zh: '请换成标注时所用的图片' },
  },
  'image-unread': {
    severity: 'error',
    message: {
      en: 'A text of the image cannot be read, and would be learnt as background; the image was left out',
      zh: '图片中有无法读取的文本，否则会被当作背景学习；图片已略去',
    },
    next: {
      en: 'repair what is told about its texts, or mark those places as do not care',
      zh: '请修正所列文本的标注，或将这些位置标为忽略（###）',
    },
  },
  'image-twice': {
    severity: 'warning',
    message: {
      en: 'The image is annotated twice; only the first annotation was taken',
      zh: '图片被标注了两次，只采用第一次',
    },
    next: {
      en: 'check which of the two is right, and take the other one away',
      zh: '请确认哪一次标注正确，并删除另一次',
    },
  },
  'image-unannotated': {
    severity: 'info',
    message: { en: 'The image has no annotation; it was left out', zh: '图片没有标注，已略去' },
    next: {
      en: 'annotate it, with an empty annotation if it has no text, should it be used',
      zh: '若要使用，请标注；没有文字的图片请给出空标注',
    },
  },
  'image-respelled': {
    severity: 'info',
    message: {
      en: 'The image is spelt otherwise on the disk than in the annotation (case, or Unicode form); it was taken',
      zh: '磁盘上的图片名与标注中的写法不同（大小写或 Unicode 形式），已采用',
    },
    next: { en: 'nothing to do if it is the right image', zh: '若是正确的图片，无需处理' },
  },
  'image-renamed': {
    severity: 'info',
    message: { en: 'The image has another name in the data set', zh: '图片在数据集中改了名' },
    next: {
      en: 'nothing to do here; its name was taken, or holds characters that a list cannot hold',
      zh: '无需处理；原名已被占用，或含有列表无法保存的字符',
    },
  },
  'hard-linked': {
    severity: 'warning',
    message: {
      en: 'This system makes no symbolic links; the images are hard links',
      zh: '系统不支持符号链接，图片为硬链接',
    },
    next: {
      en: 'edit neither the images of the source nor those of the data set: they are the same files',
      zh: '请勿编辑来源或数据集中的图片：它们是同一个文件',
    },
  },
  'entry-malformed': {
    severity: 'error',
    message: { en: 'The annotation cannot be understood', zh: '标注无法理解' },
    next: askTool,
  },
  'mask-refused': {
    severity: 'error',
    message: {
      en: 'Masks (run-length encoded or painted) are not read; the box of the mask became a ### region, where it has one',
      zh: '不读取掩码；有外框的掩码以其外框作为 ### 区域',
    },
    next: { en: 'export outlines (polygons) instead of masks', zh: '请导出轮廓（多边形），不要导出掩码' },
  },
  'outline-unread': {
    severity: 'error',
    message: {
      en: 'The outline cannot be read; the box of the annotation became a ### region',
      zh: '轮廓无法读取，该标注的外框作为 ### 区域',
    },
    next: askTool,
  },
  'shape-skipped': {
    severity: 'error',
    message: {
      en: 'The shape encloses no region, so that what it marks is unknown',
      zh: '该形状不围成区域，无法得知其标记的内容',
    },
    next: {
      en: 'draw it again as a box or a polygon if it marks a text, else delete it',
      zh: '若标记的是文本，请重新绘制为矩形或多边形，否则删除',
    },
  },
  'outline-empty': {
    severity: 'error',
    message: { en: 'The outline encloses no area', zh: '轮廓面积为零' },
    next: drawAgain,
  },
  'outline-outside': {
    severity: 'error',
    message: {
      en: 'The outline lies wholly outside the image; the text was left out',
      zh: '轮廓完全在图片之外，该文本已略去',
    },
    next: { en: 'check that the annotation belongs to this image', zh: '请检查该标注是否属于这张图片' },
  },
  'outline-uncrossed': {
    severity: 'warning',
    message: { en: 'The outline crossed itself; its four corners were put in order', zh: '轮廓自相交，已重排四个角点' },
    next: { en: 'check the text in the new data set', zh: '请检查新数据集中的该文本' },
  },
  'outline-crossing': {
    severity: 'warning',
    message: {
      en: 'The outline crosses itself; the rectangle around it became a ### region',
      zh: '轮廓自相交，其外接矩形作为 ### 区域',
    },
    next: drawAgain,
  },
  'outline-too-fine': {
    severity: 'warning',
    message: {
      en: 'The outline has too many corners; the rectangle around it became a ### region',
      zh: '轮廓角点过多，其外接矩形作为 ### 区域',
    },
    next: { en: 'export it with fewer corners, or draw it again', zh: '请减少角点数后重新导出，或重新绘制' },
  },
  'line-closed': {
    severity: 'warning',
    message: { en: 'The open line was closed to an outline', zh: '未闭合的线已闭合为轮廓' },
    next: {
      en: 'check the text in the new data set; mark texts with boxes or polygons',
      zh: '请检查新数据集中的该文本；标注文本请用矩形或多边形',
    },
  },
  'transcript-quoted': {
    severity: 'info',
    message: {
      en: 'The transcript stands in double quotes in the data set, so that it reads back as it is',
      zh: '文字内容在数据集中加了双引号，以便原样读回',
    },
    next: {
      en: 'nothing to do here; a program that knows no quotes takes them for part of the text',
      zh: '无需处理；不识别引号的程序会把引号当作文字内容',
    },
  },
  'transcript-placeholder': {
    severity: 'warning',
    message: {
      en: 'The transcript is what the tool writes where nobody has transcribed the text; it was left empty',
      zh: '文字内容是标注工具的占位符（尚未转写），已留空',
    },
    next: {
      en: 'write it down in the tool if texts are to be read, else nothing',
      zh: '若需要识别文字，请在标注工具中补写；否则无需处理',
    },
  },
  'extra-column': {
    severity: 'info',
    message: {
      en: 'A column between the corners and the transcripts was understood, and is not part of them',
      zh: '识别出角点与文字内容之间的一列，不计入文字内容',
    },
    next: { en: 'nothing to do here', zh: '无需处理' },
  },
  'several-parts': {
    severity: 'info',
    message: {
      en: 'The annotation has several outlines; each became a text of its own',
      zh: '该标注有多个轮廓，各成一处文本',
    },
    next: { en: 'nothing to do if they are parts of one text', zh: '若它们是同一文本的多个部分，无需处理' },
  },
  'boxes-turned': {
    severity: 'info',
    message: {
      en: 'The texts were marked on the image as stored; they were turned by its EXIF orientation',
      zh: '文本标注在未旋转的图片上，已按 EXIF 方向旋转',
    },
    next: { en: 'check the texts in the new data set', zh: '请检查新数据集中的文本' },
  },
  'orientation-unsure': {
    severity: 'warning',
    message: {
      en: 'The image is turned by its EXIF orientation; its texts were taken as marked on the turned image',
      zh: '图片按 EXIF 方向旋转；文本按旋转后的图片读取',
    },
    next: {
      en: 'check the texts in the new data set; if they lie wrong, remove the EXIF orientation from the image',
      zh: '请检查新数据集中的文本；若位置有误，请去除图片的 EXIF 方向信息',
    },
  },
  'boxes-scaled': {
    severity: 'warning',
    message: {
      en: 'The texts were marked on the image at another size; they were scaled to it',
      zh: '文本标注在其他尺寸的图片上，已按比例缩放',
    },
    next: { en: 'check the texts in the new data set', zh: '请检查新数据集中的文本' },
  },
  'prediction-taken': {
    severity: 'warning',
    message: {
      en: 'The file has no annotation, only predictions of a model; these were taken as ground truth',
      zh: '文件中没有标注，只有模型的预测，已作为标注采用',
    },
    next: {
      en: 'check the texts in the new data set, or export annotations that a person has accepted',
      zh: '请检查新数据集中的文本，或导出人工确认过的标注',
    },
  },
  'transcripts-unplaced': {
    severity: 'warning',
    message: {
      en: 'The file does not say which transcript belongs to which outline; the transcripts were left out',
      zh: '文件未说明文字内容与轮廓的对应关系，文字内容已略去',
    },
    next: {
      en: 'export as JSON instead of JSON-MIN to keep them',
      zh: '若要保留文字内容，请导出为 JSON，而不是 JSON-MIN',
    },
  },
  'older-annotation': {
    severity: 'info',
    message: { en: 'The task has several annotations; the latest was taken', zh: '该任务有多次标注，采用最新的一次' },
    next: { en: 'nothing to do if the latest is the right one', zh: '若最新的一次正确，无需处理' },
  },
  'labels-dropped': {
    severity: 'info',
    message: {
      en: 'Class names are not carried over; a detector knows only text',
      zh: '不保留类别名；检测器只区分文字与背景',
    },
    next: { en: 'nothing to do here', zh: '无需处理' },
  },
  'validation-as-test': {
    severity: 'info',
    message: {
      en: 'The source has no test part; its validation part became the test list',
      zh: '来源没有测试部分，验证部分作为测试集',
    },
    next: { en: 'nothing to do here', zh: '无需处理' },
  },
  'validation-as-train': {
    severity: 'info',
    message: {
      en: 'The source has a validation part beside its test part; it joined the training list',
      zh: '来源同时有验证部分和测试部分，验证部分并入训练集',
    },
    next: { en: 'nothing to do here', zh: '无需处理' },
  },
  'parts-incomplete': {
    severity: 'warning',
    message: {
      en: 'Only some images belong to a part (train, test) of the source; all were divided by seed',
      zh: '只有部分图片分属训练和测试，已按随机种子重新划分',
    },
    next: {
      en: 'move the others into the folders of the parts, or leave them out, to keep the division of the source',
      zh: '若要保留来源的划分，请把其余图片移入相应部分的文件夹，或不导入它们',
    },
  },
  'test-part-only': {
    severity: 'warning',
    message: {
      en: 'The source is a test part and stays one: all images are in the test list, and there is no training list',
      zh: '来源是测试部分，保持不变：所有图片都在测试列表中，没有训练列表',
    },
    next: {
      en: 'measure a model on it with eval; to divide it all the same, give --test-share, such as --test-share 0.1',
      zh: '请用 eval 在其上评估模型；若仍要划分，请给出 --test-share，例如 --test-share 0.1',
    },
  },
  'alike-together': {
    severity: 'info',
    message: {
      en: 'Images that are the same, or look almost the same, were kept in one part',
      zh: '相同或几乎相同的图片放在同一部分',
    },
    next: {
      en: 'nothing to do here; one of each set is enough to learn from',
      zh: '无需处理；每组相同的图片有一张即可',
    },
  },
  'alike-divided': {
    severity: 'warning',
    message: {
      en: 'All images look almost the same, so they were divided nevertheless; the F-score may be too optimistic',
      zh: '所有图片几乎相同，仍作了划分；F 值可能虚高',
    },
    next: { en: 'look at the images, and take copies out', zh: '请查看图片，并去掉重复的图片' },
  },
  'one-part-only': {
    severity: 'info',
    message: {
      en: 'All images belong to one part of the source; they were divided by seed',
      zh: '所有图片同属一个部分，已按随机种子划分',
    },
    next: {
      en: 'put both parts below one folder to keep the division of the source',
      zh: '若要保留来源的划分，请把两部分放在同一个文件夹下',
    },
  },
} as const satisfies Readonly<Record<string, NoteKind>>

/** Stable, in kebab case, for `--json` and for tests. */
export type NoteCode = keyof typeof noteKinds
