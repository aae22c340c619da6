// CVAT's XML, on a small fixture in the form of a real export.
import { describe, expect, it } from 'vitest'
import { importFrom, makeSource, picture } from './source.ts'

function cvatFile(images: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta><task><name>a &amp; b</name></task></meta>
${images}
</annotations>
`
}

const boxElement =
  '<box label="text" source="manual" occluded="0" xtl="10.00" ytl="10.00" xbr="60.00" ybr="30.00" z_order="0">'

describe('cvat', () => {
  // The box from (20, 50) to (80, 70) turned by 90 degrees about its centre (50, 60): its upper left corner comes to (60, 30).
  it('keeps the division of a project', async () => {
    const source = await makeSource({
      'images/Train/1.jpg': picture(),
      'images/Test/1.jpg': picture(),
      'annotations.xml': cvatFile(
        ['Train', 'Test']
          .map(
            (part) =>
              `<image id="0" name="1.jpg" subset="${part}" width="200" height="100">${boxElement}</box></image>`,
          )
          .join('\n'),
      ),
    })
    const imported = await importFrom(source)
    expect(imported.summary.division).toEqual({ by: 'source' })
    expect(Object.keys(imported.truths)).toEqual(['train_gts/1.txt', 'test_gts/1.txt'])
  })
})
