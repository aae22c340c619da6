// What an image of a batch is called: its path in the folder that was given; of a path on the server only the name.
import { fileName } from '../ui/format.ts'

/** `may/1.jpg`, and of `/home/ann/may/1.jpg` or `C:\\may\\1.jpg` only `1.jpg`. */
export function imageName(image: string): string {
  return /^(?:[\\/]|[A-Za-z]:)/.test(image) ? fileName(image) : image
}
