// MSRA-TD500 (and HUST-TR400): `IMG_0059.gt` beside `IMG_0059.JPG`, a line `index difficult x y w h angle` for each text line.
// http://www.iapr-tc11.org/mediawiki/index.php/MSRA_Text_Detection_500_Database_(MSRA-TD500): (x, y) is the upper left corner of the
// box before it is turned about its centre by the angle, in radians, clockwise on the screen. Texts marked difficult are not
// counted when they are missed, so they become do not care. There are no transcripts. The boxes lie on the images as stored: some of
// the photographs have an EXIF orientation.
import type { Format } from '../format.ts'
import { numbersOf, readPairs, sameStem } from '../pairs.ts'
import { rectangleAt, turned } from '../shapes.ts'
import type { TextParts } from '../types.ts'

function readLine(line: string): TextParts {
  const [, difficult, x, y, width, height, angle] = numbersOf(line.split(/\s+/), 7)
  const centre = [x + width / 2, y + height / 2] as const
  return { polygon: turned(rectangleAt(x, y, width, height), centre, angle), transcript: '', ignore: difficult === 1 }
}

export const msraTd500: Format = {
  title: 'MSRA-TD500 (*.gt: index, difficult, x, y, w, h, angle)',
  recognises: ({ file, kind }) => kind === 'text' && /\.gt$/i.test(file),
  read: (source) => readPairs(source, { imageStem: sameStem(/\.gt$/i), readLine, markedOn: 'stored' }),
}
