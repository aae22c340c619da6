// What is said of annotations at an import, in English and Chinese.
import { askTool, drawAgain, type NoteKinds } from './kind.ts'

export const textNotes = {
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
  'region-without-lines': {
    severity: 'warning',
    message: {
      en: 'The region has a text but no lines; it became a ### region',
      zh: '该区域有文字但没有文本行，作为 ### 区域',
    },
    next: {
      en: 'run the line segmentation in the tool that made the file',
      zh: '请在制作该文件的工具中进行文本行分割',
    },
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
} as const satisfies NoteKinds
