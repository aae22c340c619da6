// The kinds of notes about an import in Chinese: a headline for each; the English sentence and remedy stand in notes.ts.
import type { NoteCode } from './notes.ts'

/** Sentences without a final full stop. */
export const chineseNotes: Readonly<Record<NoteCode, string>> = {
  'file-unreadable': '文件无法读取',
  'file-malformed': '文件不符合该格式的要求',
  'file-unused': '文件不属于任何图片,未读取',
  'not-utf8': '文件不是 UTF-8 编码',

  'picture-missing': '来源中没有这张图片,已略去',
  'picture-ambiguous': '来源中有多张同名图片,已略去',
  'picture-broken': '图片无法使用,已略去',
  'picture-size-differs': '图片尺寸与标注时不同,已略去',
  'picture-twice': '图片被标注了两次,只采用第一次',
  'picture-unannotated': '图片没有标注,已略去',
  'picture-renamed': '图片在数据集中改了名',
  'hard-linked': '系统不支持符号链接,图片为硬链接',

  'entry-malformed': '标注无法理解,已略去',
  'mask-refused': '不读取掩码;有外框的掩码以其外框作为 ### 区域',
  'shape-skipped': '该形状不围成区域,已略去',
  'outline-empty': '轮廓面积为零,该文本已略去',
  'outline-outside': '轮廓完全在图片之外,该文本已略去',
  'outline-uncrossed': '轮廓自相交,已重排四个角点',
  'outline-crossing': '轮廓自相交,其外接矩形作为 ### 区域',
  'outline-too-fine': '轮廓角点过多,其外接矩形作为 ### 区域',
  'line-closed': '未闭合的线已闭合为轮廓',
  'several-parts': '该标注有多个轮廓,各成一处文本',
  'boxes-turned': '文本标注在未旋转的图片上,已按 EXIF 方向旋转',
  'boxes-scaled': '文本标注在其他尺寸的图片上,已按比例缩放',
  'older-annotation': '该任务有多次标注,采用最新的一次',
  'labels-dropped': '不保留类别名;检测器只区分文字与背景',
  'validation-as-test': '来源没有测试部分,验证部分作为测试集',
  'validation-as-train': '来源同时有验证部分和测试部分,验证部分并入训练集',
  'parts-incomplete': '只有部分图片分属训练和测试,已按随机种子重新划分',
  'one-part-only': '所有图片同属一个部分,已按随机种子划分',
}
