// What an image is called when it is saved: its own name, whatever address it came from. Pure.

/** `scan.jpg` of `may/scan.tiff`: what the server sends is a JPEG. */
export function imageFileName(name: string): string {
  return `${stemOf(name)}.jpg`
}

/** `scan_boxes.png` of `may/scan.tiff`. */
export function drawingFileName(name: string): string {
  return `${stemOf(name)}_boxes.png`
}

function stemOf(name: string): string {
  const last = name.split(/[\\/]/).findLast((part) => part !== '') ?? name
  return last.replace(/\.\w+$/, '')
}
