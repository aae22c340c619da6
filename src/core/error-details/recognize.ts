// What errors about recognisers say, in English and Chinese. A table; `{name}` are facts of the case.

export const recognizeDetails = {
  'recognizer-missing': {
    foundNone: { en: 'no {ending} file', zh: '没有 {ending} 文件' },
    foundSeveral: { en: '{count} {ending} files: {list}', zh: '{count} 个 {ending} 文件：{list}' },
    foundLanguage: { en: 'no language is called {name}', zh: '没有名为 {name} 的语言' },
    expectedWords: {
      en: 'ppocr (Chinese and English, comes along), tesseract:<language> (packages to install), or a folder or npm package with a PP-OCR recogniser',
      zh: 'ppocr（中文和英文，已随附）、tesseract:<语言>（需安装软件包），或含有 PP-OCR 识别器的文件夹或 npm 软件包',
    },
    message: { en: 'There is no such recogniser', zh: '没有这种识别器' },
    next: { en: 'check the word or the path, or leave out --recognizer', zh: '请检查名称或路径，或去掉 --recognizer' },
    messageWords: {
      en: 'Boxes around words need a reader that sees the gaps between them',
      zh: '按单词画框需要能看出词间空隙的识别器',
    },
    expectedPpocr: { en: 'ppocr or another recogniser of the PP-OCR family', zh: 'ppocr 或 PP-OCR 系列的其他识别器' },
    foundNoReader: { en: 'nothing reads the texts', zh: '没有识别器读取文本' },
    nextWords: { en: 'read the texts with it, or label lines', zh: '请用它读取文本，或按行标注' },
    messageFolder: { en: 'This folder is no recogniser of the PP-OCR family', zh: '此文件夹不是 PP-OCR 系列的识别器' },
    expectedFolder: {
      en: 'one .onnx file and one .txt file with a character on each line',
      zh: '一个 .onnx 文件和一个每行一个字符的 .txt 文件',
    },
    nextFolder: {
      en: 'put both files into one folder, or leave out --recognizer for the one that comes along',
      zh: '请将两个文件放入同一文件夹，或去掉 --recognizer 以使用随附的识别器',
    },
    messagePackage: { en: 'The recogniser that reads texts is not installed', zh: '未安装读取文本的识别器' },
    expectedPackage: { en: 'the npm package {packageName}', zh: 'npm 软件包 {packageName}' },
    nextPackage: {
      en: 'install it with: npm install {packageName}; or leave the texts out with --no-read',
      zh: '请安装：npm install {packageName}；或用 --no-read 不读取文本',
    },
    messageFile: { en: 'A file of the recogniser cannot be read', zh: '无法读取识别器的文件' },
    nextFile: {
      en: 'install it again with: npm install {packageName}; or leave the texts out with --no-read',
      zh: '请重新安装：npm install {packageName}；或用 --no-read 不读取文本',
    },
    messageTesseract: { en: 'Tesseract is not installed here for this language', zh: '此处未安装该语言的 Tesseract' },
    expectedTesseract: {
      en: 'the npm packages tesseract-wasm and @tesseract.js-data/{language}',
      zh: 'npm 软件包 tesseract-wasm 和 @tesseract.js-data/{language}',
    },
    nextTesseract: {
      en: 'install them with: npm install tesseract-wasm @tesseract.js-data/{language}',
      zh: '请安装：npm install tesseract-wasm @tesseract.js-data/{language}',
    },
  },
  'recognizer-invalid': {
    messageDictionary: { en: 'The dictionary does not belong to this recogniser', zh: '字典不属于该识别器' },
    message: { en: 'This is no recogniser of the PP-OCR family', zh: '不是 PP-OCR 系列的识别器' },
    expectedClasses: {
      en: 'an output of {classes} classes: {characters} characters of the dictionary, a space, and the blank',
      zh: '{classes} 类的输出：字典中的 {characters} 个字符、一个空格和空白符',
    },
    expected: {
      en: 'one input (N, 3, 48, W) and one output (N, steps, classes)',
      zh: '一个输入 (N, 3, 48, W) 和一个输出 (N, steps, classes)',
    },
    foundShapes: { en: 'inputs {inputs}, outputs {outputs}', zh: '输入 {inputs}，输出 {outputs}' },
    foundClasses: { en: '{classes} classes', zh: '{classes} 类' },
    next: { en: 'take model and dictionary of the same release', zh: '请使用同一版本的模型和字典' },
    expectedOperations: { en: 'convolutions, attention and what goes with them', zh: '卷积、注意力及其相关运算' },
    foundOperation: { en: 'the operation {operation}', zh: '运算 {operation}' },
    messageOutput: { en: 'The recogniser gives something else than probabilities', zh: '识别器的输出不是概率' },
    expectedOutput: { en: 'probabilities from 0 to 1', zh: '0 到 1 之间的概率' },
    nextOutput: {
      en: 'take another recogniser, or leave out --recognizer for the one that comes along',
      zh: '请换用其他识别器，或去掉 --recognizer 以使用随附的识别器',
    },
  },
} as const
