// How recognisers are called, apart from what opens them.

/** The recogniser that comes along. */
export const defaultRecognizer = 'ppocr'

/** For help texts. */
export const recognizerWords =
  'ppocr (Chinese and English, comes along), tesseract:<language> (packages to install), or a folder with a PP-OCR recogniser'
