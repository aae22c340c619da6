// The images of an evaluation as tiles, worst first, and one of them in the viewer.
import { useMemo, useState } from 'react'
import type { Result } from '../../../src/server/api.ts'
import { ImageWithBoxes, type ImageWithBoxesProps } from '../image/image-with-boxes.tsx'
import type { Walk } from '../image/walk.tsx'
import { Button } from '../ui/button.tsx'
import { fileName, score } from '../ui/format.ts'
import { useSay, useSpeech } from '../words/language-context.tsx'
import { CorrectLabels, type Correction, correctionOf } from './correction.tsx'
import { evaluatedBoxes } from './evaluated-boxes.ts'

interface GalleryProps {
  readonly images: Result<'runEvaluation'>['images']
  /** Index of the image that is looked at, as a text; empty: none. */
  readonly chosen: string
  readonly onChoose: (index: string) => void
  /** The address of an image's file. */
  readonly fileOf: (index: number) => string
  /** At most this many tiles at first. */
  readonly limit: number
}

export function Gallery({ images, chosen, onChoose, fileOf, limit }: GalleryProps) {
  const say = useSay()
  const [shown, setShown] = useState(limit)
  return (
    <>
      <ul className="gallery">
        {images.slice(0, shown).map((one) => (
          <li key={one.index}>
            <button
              type="button"
              className="tile"
              title={one.image}
              aria-pressed={String(one.index) === chosen}
              onClick={() => onChoose(String(one.index) === chosen ? '' : String(one.index))}
            >
              <img src={fileOf(one.index)} alt="" loading="lazy" />
              <span className="caption">
                {fileName(one.image)} · F {score(one.fScore)}
                <br />
                {say('run.evaluation.counts', one)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {images.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + limit)}>{say('batch.more', { shown, total: images.length })}</Button>
        </div>
      )}
    </>
  )
}

interface BoxesProps extends Pick<ImageWithBoxesProps, 'maps' | 'onMaps'> {
  readonly image: Result<'evaluatedImage'>
  readonly file: string
  readonly walk?: Walk | undefined
  readonly correction?: Correction
}

/** What counts for nothing is shown when it is asked for. */
const hiddenAtFirst = ['ignored'] as const

/** One image of an evaluation. */
export function EvaluatedBoxes({ image, file, correction, ...rest }: BoxesProps) {
  const { say, language } = useSpeech()
  const place = correction?.data
  const boxes = useMemo(() => {
    const correct = correction && correctionOf(correction)
    return evaluatedBoxes(image, { language, say, correct })
  }, [image, language, say, place])
  const { image: name, width = 800, height = 800 } = image
  return (
    <ImageWithBoxes image={file} {...{ name, width, height, boxes, hiddenAtFirst }} {...rest}>
      {correction && <CorrectLabels correction={correction} />}
    </ImageWithBoxes>
  )
}

/** From one image to the next in the order of the tiles. */
export function walkAlong(
  images: readonly { readonly index: number }[],
  chosen: string,
  onChoose: (index: string) => void,
): Walk | undefined {
  const at = images.findIndex(({ index }) => String(index) === chosen)
  if (at === -1) return undefined
  return { at, total: images.length, go: (to) => onChoose(String(images[to]?.index ?? chosen)) }
}
