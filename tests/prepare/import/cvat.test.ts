// CVAT's XML, on a small fixture in the form of a real export.
import { describe, expect, it } from 'vitest'
import { byName, importFrom, makeSource, image } from './source.ts'

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
const boxLine = '10,10,60,10,60,30,10,30'

describe('cvat', () => {
  // The box from (20, 50) to (80, 70) turned by 90 degrees about its centre (50, 60): its upper left corner comes to (60, 30).
  it('reads boxes turned about their centre, polygons, polylines and ellipses, with their transcripts', async () => {
    const source = await makeSource({
      'images/a & b.jpg': image(),
      'images/sub/中.png': image(),
      'images/c.jpg': image(),
      'annotations.xml': cvatFile(`
  <image id="0" name="a &amp; b.jpg" width="200" height="100">
    ${boxElement}
      <attribute name="Transcription">Caf&#233; &lt;5&gt;</attribute>
    </box>
    <box label="text" xtl="20" ytl="50" xbr="80" ybr="70" rotation="90.00"><attribute name="text">up</attribute></box>
    <polygon label="text" points="70.50,10.00;90.25,10.00;90.25,30.00"><attribute name="text">tri</attribute></polygon>
    <polyline label="text" points="110,10;150,10;150,30;110,30"><attribute name="text">line</attribute></polyline>
    <ellipse label="ignore" cx="150" cy="50" rx="20" ry="10"/>
    <tag label="good"/>
    <box label="plate" xtl="10" ytl="10" xbr="60" ybr="30"><attribute name="illegible">true</attribute></box>
    <mask label="text" rle="3, 5" left="10" top="10" width="50" height="20"/>
  </image>
  <image id="1" name="sub/中.png" width="200" height="100">
  ${boxElement}</box>
  </image>
  <image id="2" name="c.jpg" width="200" height="100">
    <polyline label="text" points="110,10;150,10"/>
    <points label="text" points="1,1"/>
  </image>`),
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('cvat')
    const lines = byName(imported)
    expect(lines['中.txt']).toEqual([`${boxLine},`])
    expect(lines['a & b.txt'].filter((line) => line.split(',').length < 12)).toEqual([
      `${boxLine},Café <5>`,
      '60,30,60,90,40,90,40,30,up',
      '70.5,10,90.25,10,90.25,30,80.375,20,tri',
      '110,10,150,10,150,30,110,30,line',
      `${boxLine},###`,
      `${boxLine},###`,
    ])
    expect(lines['a & b.txt']).toHaveLength(7)
    expect(imported.notes).toEqual([
      'line-closed annotations.xml:12 | 4 points',
      'mask-refused annotations.xml:16 | run-length encoding',
      'shape-skipped annotations.xml:22 | polyline',
      'shape-skipped annotations.xml:23 | points',
      'labels-dropped annotations.xml | text',
      'image-unread annotations.xml:21 | 2 texts of unknown place on c.jpg',
    ])
  })

  it('keeps the division of a project', async () => {
    const source = await makeSource({
      'images/Train/1.jpg': image(),
      'images/Test/1.jpg': image(),
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
    expect(Object.keys(imported.groundTruths)).toEqual(['train_gts/1.txt', 'test_gts/1.txt'])
  })

  it('tells what is wrong with its line: numbers, missing images, videos, XML that is cut off', async () => {
    const imageElement = (name: string, shapes: string) =>
      `<image id="0" name="${name}" width="200" height="100">\n${shapes}\n</image>`
    const source = await makeSource({
      '1.jpg': image(),
      '2.jpg': image(),
      '3.jpg': image(),
      'a.xml': cvatFile(
        [
          imageElement(
            '1.jpg',
            '<box label="t" xtl="ten" ytl="1" xbr="2" ybr="3"/>\n<polygon points="1,2;3"/>\n<box xtl="1" ytl="1"/>',
          ),
          imageElement('gone.jpg', ''),
          imageElement('2.jpg', `${boxElement}</box>`),
          imageElement('1.jpg', `${boxElement}</box>`),
          imageElement('3.jpg', `${boxElement}</box>`),
        ].join('\n'),
      ),
      'b.xml': '<annotations>\n<image>\n</annotations>',
      'c.xml': '<annotations><track id="0" label="x"/></annotations>',
      'd.xml': '<?xml version="1.0"?>\n<voc/>',
    })
    const imported = await importFrom(source, { format: 'cvat' })
    expect(byName(imported)).toEqual({ '2.txt': [`${boxLine},`], '3.txt': [`${boxLine},`] })
    expect(imported.notes).toEqual([
      'entry-malformed a.xml:6 | "ten"',
      'entry-malformed a.xml:7 | "3"',
      'entry-malformed a.xml:8 | nothing',
      'image-missing a.xml:10 | gone.jpg',
      'labels-dropped a.xml | text',
      expect.stringMatching(/^file-malformed b.xml:3 \| .*line 3/),
      'file-malformed c.xml:1 | tracks of a video; export as "CVAT for images 1.1"',
      'file-unused d.xml',
      'image-twice a.xml:16 | the first is in a.xml:5',
      'image-unread a.xml:5 | 3 texts of unknown place on 1.jpg',
    ])
  })
})
