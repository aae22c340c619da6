// How recognisers are called, apart from what opens them.

/** The recogniser that comes along. */
export const defaultRecognizer = 'ppocr'

/** For help texts. */
export const recognizerWords =
  'ppocr (Chinese and English, comes along), tesseract:<language> (packages to install), or a folder or npm package with a PP-OCR recogniser'
