// How readers are called, apart from what opens them: help texts need no more.
export { defaultRecognizer, recognizerWords } from '../../recognize/words.ts'
export { normalization } from '../../recognize/reading-scores.ts'

/** The word for no reader. */
export const noRecognizer = 'none'
