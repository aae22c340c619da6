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
  },
  'image-undecodable': {
    expectedBmp: {
      en: 'a BMP image of 1, 4, 8, 16, 24 or 32 bits a pixel',
      zh: '每像素 1、4、8、16、24 或 32 位的 BMP 图片',
    },
    next: {
      en: 'convert the image to JPEG or PNG, or take it out of the list',
      zh: '请转换为 JPEG 或 PNG，或将其从列表中删去',
    },
  },
  'image-empty': {
    found: { en: '0 bytes', zh: '0 字节' },
    next: { en: 'copy the image again from its source', zh: '请从来源重新复制该图片' },
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
  },
  'image-unreadable': {
    expected: { en: 'a readable file', zh: '可读取的文件' },
    next: { en: 'check what the path leads to, and its permissions', zh: '请检查该路径指向的内容及其权限' },
  },
  'image-missing': {
    found: { en: 'no such file', zh: '没有该文件' },
    next: { en: 'check the path', zh: '请检查路径' },
  },
  'no-images': {
    expected: { en: 'image files ({endings})', zh: '图片文件（{endings}）' },
    nextUnread: { en: 'convert them to JPEG or PNG', zh: '请转换为 JPEG 或 PNG' },
    next: {
      en: 'pass images or folders: ocrdet detect photo.jpg scans/',
      zh: '请指定图片或文件夹：ocrdet detect photo.jpg scans/',
    },
  },
} as const
