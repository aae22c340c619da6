// How recognisers are called, apart from what opens them.

import { errorDetails } from '../core/error-details.ts'

/** The recogniser that comes along. */
export const defaultRecognizer = 'ppocr'

/** For help texts. */
export const recognizerWords = errorDetails['recognizer-missing'].expectedWords.en
