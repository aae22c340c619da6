// PAGE and ALTO XML, on small fixtures in the form of what Transkribus, eScriptorium and OCR programs write.
import { describe, expect, it } from 'vitest'
import { byName, importFrom, image, makeSource, type SourceFiles } from './source.ts'

/** As a test part, which is not divided. */
const testPart = (files: SourceFiles): Promise<string> =>
  makeSource(Object.fromEntries(Object.entries(files).map(([name, content]) => [`test/${name}`, content])))

const page = (inside: string, attributes = 'imageFilename="a.jpg" imageWidth="200" imageHeight="100"'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
  <Metadata><Creator>a tool</Creator></Metadata>
  <Page ${attributes}>${inside}</Page>
</PcGts>
`
const line = (points: string, text: string): string =>
  `<TextLine id="l"><Coords points="${points}"/><Baseline points="1,1 2,2"/>${text}</TextLine>`
const said = (text: string, index = ''): string => `<TextEquiv${index}><Unicode>${text}</Unicode></TextEquiv>`

describe('PAGE XML', () => {
  it('gives its lines with what was read of them, in whatever region they stand', async () => {
    const source = await testPart({
      'a.jpg': image(),
      'page/a.xml': page(`
        <ReadingOrder><OrderedGroup id="g"/></ReadingOrder>
        <TextRegion id="r"><Coords points="0,0 100,0 100,100 0,100"/>
          ${line('10,10 60,10 60,30 10,30', said('Caf&#233; &amp; more'))}
          ${line('10,40 60,42 60,60 35,65 10,60', said('second', ' index="1"') + said('first', ' index="0"'))}
          ${line('100,10 150,10 150,30 100,30', '')}
        </TextRegion>
        <TableRegion id="t"><TextRegion id="c">${line('100,40 150,40 150,60 100,60', said('cell'))}</TextRegion></TableRegion>
        <ImageRegion id="i"><Coords points="0,0 9,0 9,9"/></ImageRegion>`),
    })
    const imported = await importFrom(source)
    expect([imported.summary.format, imported.summary.detected]).toEqual(['page-xml', true])
    expect(byName(imported)['a.txt']).toEqual([
      '10,10,60,10,60,30,10,30,Café & more',
      '10,40,60,42,60,60,35,65,10,60,first',
      '100,10,150,10,150,30,100,30,',
      '100,40,150,40,150,60,100,60,cell',
    ])
    expect(imported.notes).toEqual(['test-part-only . | only test'])
  })

  it('of 2010 has its corners as elements, and with a prefix it is the same', async () => {
    const points = [10, 60].flatMap((x) => [10, 30].map((y) => `<pc:Point x="${x}" y="${y}"/>`))
    const [topLeft, bottomLeft, topRight, bottomRight] = points
    const corners = [topLeft, topRight, bottomRight, bottomLeft].join('')
    const source = await testPart({
      'a.jpg': image(),
      'a.xml': `<pc:PcGts xmlns:pc="x"><pc:Page imageFilename="a.jpg" imageWidth="200" imageHeight="100"><pc:TextRegion><pc:TextLine><pc:Coords>${corners}</pc:Coords><pc:TextEquiv><pc:Unicode>old</pc:Unicode></pc:TextEquiv></pc:TextLine></pc:TextRegion></pc:Page></pc:PcGts>`,
    })
    expect(byName(await importFrom(source))['a.txt']).toEqual(['10,10,60,10,60,30,10,30,old'])
  })

  it('finds its image by the name of the file where none is named, and scales what was marked on a larger one', async () => {
    const source = await testPart({
      'b.png': image(),
      'b.xml': page(
        `<TextRegion>${line('20,20 120,20 120,60 20,60', said('half'))}</TextRegion>`,
        'imageWidth="400" imageHeight="200"',
      ),
    })
    const imported = await importFrom(source)
    expect(byName(imported)['b.txt']).toEqual(['10,10,60,10,60,30,10,30,half'])
    expect(imported.notes).toContainEqual(expect.stringMatching(/^boxes-scaled test\/b\.xml:\d+/))
  })

  it('leaves no region out without a word that has a text and no lines', async () => {
    const source = await testPart({
      'a.jpg': image(),
      'a.xml': page(
        `<TextRegion id="r"><Coords points="10,10 60,10 60,30 10,30"/>${said('a paragraph')}</TextRegion><TextRegion>${line('100,10 150,10 150,30 100,30', said('line'))}</TextRegion>`,
      ),
    })
    const imported = await importFrom(source)
    expect(byName(imported)['a.txt']).toEqual(['10,10,60,10,60,30,10,30,###', '100,10,150,10,150,30,100,30,line'])
    expect(imported.notes).toContainEqual(expect.stringMatching(/^region-without-lines test\/a\.xml:\d+/))
  })

  it('keeps an image out of which a line has no place', async () => {
    const source = await testPart({
      'a.jpg': image(),
      'b.jpg': image(),
      'a.xml': page(
        `<TextRegion>${line('10,10 60,10', said('two corners'))}<TextLine>${said('none')}</TextLine></TextRegion>`,
      ),
      'b.xml': page(
        `<TextRegion>${line('10,10 60,10 60,30 10,30', said('good'))}</TextRegion>`,
        'imageFilename="b.jpg"',
      ),
    })
    const imported = await importFrom(source)
    expect(Object.keys(byName(imported))).toEqual(['b.txt'])
    expect(imported.notes.map((note) => note.split(' ')[0])).toEqual(
      expect.arrayContaining(['entry-malformed', 'image-unread']),
    )
  })
})

const alto = (inside: string, { unit = 'pixel', size = 'WIDTH="200" HEIGHT="100"', name = 'a.jpg' } = {}): string =>
  `<?xml version="1.0"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
  <Description><MeasurementUnit>${unit}</MeasurementUnit><sourceImageInformation><fileName>${name}</fileName></sourceImageInformation></Description>
  <Layout><Page ID="p" PHYSICAL_IMG_NR="1" ${size}><PrintSpace>${inside}</PrintSpace></Page></Layout>
</alto>
`
const word = (text: string): string => `<String CONTENT="${text}" HPOS="1" VPOS="1" WIDTH="5" HEIGHT="5"/>`

describe('ALTO XML', () => {
  it('gives its lines by outline or box, with their words and hyphens', async () => {
    const source = await testPart({
      'a.jpg': image(),
      'a.xml': alto(`
        <TextBlock ID="b">
          <TextLine HPOS="10" VPOS="10" WIDTH="50" HEIGHT="20">${word('one')}<SP/>${word('two')}</TextLine>
          <TextLine HPOS="0" VPOS="0" WIDTH="9" HEIGHT="9"><Shape><Polygon POINTS="10 40 60 42 60 60 10 60"/></Shape>${word('hy')}<HYP CONTENT="-"/></TextLine>
        </TextBlock>
        <ComposedBlock><TextBlock ID="c"><TextLine HPOS="100" VPOS="10" WIDTH="50" HEIGHT="20"/></TextBlock></ComposedBlock>`),
    })
    const imported = await importFrom(source)
    expect([imported.summary.format, imported.summary.detected]).toEqual(['alto', true])
    expect(byName(imported)['a.txt']).toEqual([
      '10,10,60,10,60,30,10,30,one two',
      '10,40,60,42,60,60,10,60,hy-',
      '100,10,150,10,150,30,100,30,',
    ])
  })

  it('in tenths of a millimetre is brought to pixels by the size of its page', async () => {
    const source = await testPart({
      'a.jpg': image(),
      'a.xml': alto(
        `<TextBlock><TextLine HPOS="100" VPOS="100" WIDTH="500" HEIGHT="200">${word('mm')}</TextLine></TextBlock>`,
        {
          unit: 'mm10',
          size: 'WIDTH="2000" HEIGHT="1000"',
        },
      ),
    })
    expect(byName(await importFrom(source))['a.txt']).toEqual(['10,10,60,10,60,30,10,30,mm'])
  })

  it('in another unit without a size of its page is not guessed', async () => {
    const source = await testPart({
      'a.jpg': image(),
      'b.jpg': image(),
      'a.xml': alto(`<TextBlock><TextLine HPOS="1" VPOS="1" WIDTH="5" HEIGHT="2"/></TextBlock>`, {
        unit: 'mm10',
        size: '',
      }),
      'b.xml': alto(`<TextBlock><TextLine HPOS="10" VPOS="10" WIDTH="50" HEIGHT="20"/></TextBlock>`, {
        size: '',
        name: 'b.jpg',
      }),
    })
    const imported = await importFrom(source)
    expect(Object.keys(byName(imported))).toEqual(['b.txt'])
  })
})
