// Makes a small data set of rendered text, to try everything without images of one's own.
export { synthesize as synth } from '../../prepare/synth/synthesize.ts'
