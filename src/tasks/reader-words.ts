// How readers are called, apart from what opens them: help texts need no more.
export { recognizerWords } from '../recognize/words.ts'

/** The word for no reader. */
export const noRecognizer = 'none'
