// What errors about images say, in English and Chinese. A table; `{name}` are facts of the case.

export const imagesDetails = {
  'image-truncated': {
    expectedBytes: { en: '{needed} bytes', zh: '{needed} 字节' },
    foundBytes: { en: '{count} bytes', zh: '{count} 字节' },
    next: {
      en: 'copy the image again from its source, or take it out of the list',
      zh: '请从来源重新复制该图片，或将其从列表中删去',
    },
    expected: { en: 'a complete image', zh: '完整的图片' },
    message: { en: 'The image file ends before its last pixel', zh: '图片文件不完整，缺少部分像素' },
  },
  'image-undecodable': {
    foundBmp: { en: '{bits} bits, compression {compression}, {size}', zh: '{bits} 位，压缩方式 {compression}，{size}' },
    expectedBmp: {
      en: 'a BMP image of 1, 4, 8, 16, 24 or 32 bits a pixel',
      zh: '每像素 1、4、8、16、24 或 32 位的 BMP 图片',
    },
    next: {
      en: 'convert the image to JPEG or PNG, or take it out of the list',
      zh: '请转换为 JPEG 或 PNG，或将其从列表中删去',
    },
    message: { en: 'The image cannot be decoded', zh: '无法解码图片' },
  },
  'image-empty': {
    found: { en: '0 bytes', zh: '0 字节' },
    next: { en: 'copy the image again from its source', zh: '请从来源重新复制该图片' },
    message: { en: 'The image file is empty', zh: '图片文件为空' },
  },
  'image-too-large': {
    next: { en: 'scale the image down, or cut it into parts', zh: '请缩小图片，或将其切分' },
    messagePages: { en: 'The image file has too many pages', zh: '图片文件的页数过多' },
    expectedPages: { en: 'at most {max} pages or frames', zh: '不超过 {max} 页或帧' },
    foundPages: { en: 'more than {max}', zh: '超过 {max}' },
    nextPages: { en: 'take out the page that is meant, as an image of its own', zh: '请将需要的一页另存为单独的图片' },
    messageTime: { en: 'Decoding the image takes too long', zh: '图片解码耗时过长' },
    expectedTime: { en: 'pixels within {seconds} seconds', zh: '在 {seconds} 秒内解码完成' },
    foundTime: { en: 'not done by then', zh: '届时仍未完成' },
    nextTime: {
      en: 'save the image again as JPEG or PNG, smaller or without interlacing',
      zh: '请将图片重新保存为更小的或不带交错的 JPEG 或 PNG',
    },
    expectedPixels: { en: 'at most {max} pixels', zh: '不超过 {max} 像素' },
    expectedSides: { en: 'sides of at most {max} pixels', zh: '边长不超过 {max} 像素' },
    expectedKind: { en: 'at most {max} pixels of this kind', zh: '此类图片不超过 {max} 像素' },
    message: { en: 'The image is too large to decode', zh: '图片过大，无法解码' },
    messagePixels: { en: 'The image has too many pixels', zh: '图片像素过多' },
  },
  'image-unreadable': {
    expected: { en: 'a readable file', zh: '可读取的文件' },
    next: { en: 'check what the path leads to, and its permissions', zh: '请检查该路径指向的内容及其权限' },
    message: { en: 'The image file cannot be read', zh: '无法读取图片文件' },
    foundFolder: { en: 'a folder', zh: '文件夹' },
  },
  'image-missing': {
    found: { en: 'no such file', zh: '没有该文件' },
    next: { en: 'check the path', zh: '请检查路径' },
    message: { en: 'Image not found', zh: '找不到图片' },
  },
  'shards-other': {
    message: {
      en: 'This folder holds other work in shards',
      zh: '此文件夹中是另一次分片任务',
    },
    expected: { en: 'the same images, model, settings and number of shards', zh: '相同的图片、模型、参数和分片数' },
    found: {
      en: '{images} images in {shards} shards, with {model}',
      zh: '{images} 张图片，{shards} 个分片，模型 {model}',
    },
    next: { en: 'name another folder: --out <folder>', zh: '请用 --out <文件夹> 指定其他文件夹' },
    messageNone: { en: 'This folder holds no such work in shards', zh: '此文件夹中没有此类分片任务' },
    foundNone: { en: 'no shards.json for it', zh: '没有相应的 shards.json' },
    nextNone: { en: 'begin with --shards', zh: '请先使用 --shards' },
    expectedShard: { en: 'a shard from 0 to {last}', zh: '0 到 {last} 之间的分片' },
  },
  'shards-incomplete': {
    message: {
      en: '{missing} of {images} images have no result, in {count} {count:shard|shards}: {shards}',
      zh: '{images} 张图片中有 {missing} 张没有结果，涉及 {count} 个分片：{shards}',
    },
    next: { en: 'run the same command again: it goes on where they ended', zh: '请再次运行相同的命令，将从中断处继续' },
  },
  'no-images': {
    expected: { en: 'image files ({endings})', zh: '图片文件（{endings}）' },
    nextUnread: { en: 'convert them to JPEG or PNG', zh: '请转换为 JPEG 或 PNG' },
    next: {
      en: 'pass images, or folders that hold some',
      zh: '请指定图片或含有图片的文件夹',
    },
    foundNoPath: { en: 'no path', zh: '没有路径' },
    found: { en: 'none in {paths}[, but {others}]', zh: '{paths} 中没有[，但有 {others}]' },
    foundWithoutEnding: { en: '{count} without ending[ ({format})]', zh: '{count} 个无扩展名的文件[（{format}）]' },
    message: { en: 'There is no image to look at', zh: '没有可检测的图片' },
    messageList: { en: 'The list of images is no text', zh: '图片列表不是文本' },
    expectedList: { en: 'a text file with one path a line', zh: '每行一个路径的文本文件' },
    nextList: { en: 'pass a list of paths, images, or folders', zh: '请指定路径列表、图片或文件夹' },
    messageAdded: { en: 'There is no image to add', zh: '没有可添加的图片' },
    expectedAdded: { en: 'images that can still be read', zh: '仍可读取的图片' },
    nextAdded: { en: 'detect on them again, then add them', zh: '请重新检测，再添加' },
    messageInput: { en: 'There is no image on standard input', zh: '标准输入中没有图片' },
    expectedInput: { en: 'the bytes of an image', zh: '图片的字节' },
    foundTerminal: { en: 'a terminal', zh: '终端' },
    nextInput: { en: 'pipe an image into it: ocrdet read -', zh: '请用管道传入图片：ocrdet read -' },
  },
  'pixels-invalid': {
    expected: {
      en: 'a path, a Uint8Array, or {shape} with width * height * channels bytes (1, 3 or 4 channels, at most {max} pixels)',
      zh: '路径、Uint8Array，或含 width * height * channels 字节的 {shape}（1、3 或 4 个通道，不超过 {max} 像素）',
    },
    foundBytes: { en: '{count} bytes for {size}', zh: '{count} 字节，而 {size}' },
    found: { en: 'no Uint8Array for {size}', zh: '不是 Uint8Array，而 {size}' },
    message: { en: 'These pixels do not make an image', zh: '这些像素不能组成图片' },
    next: {
      en: 'pass the decoded pixels without padding between rows, or the bytes of the image file',
      zh: '请传入行间无填充的解码像素，或图片文件的字节',
    },
  },
} as const
