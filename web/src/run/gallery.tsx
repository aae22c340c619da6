// The images of an evaluation as tiles, worst first, and one of them with switches for what became of each box.
import { useMemo, useState } from 'react'
import type { Result } from '../../../src/server/api.ts'
import { ImageWithBoxes } from '../image/image-with-boxes.tsx'
import { CheckField } from '../ui/field.tsx'
import { fileName, score } from '../ui/format.ts'
import { useSay, useSpeech } from '../words/language-context.tsx'
import { evaluatedBoxes, outcomes, type Outcome } from './evaluated-boxes.ts'

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
        <button type="button" className="button" onClick={() => setShown(shown + limit)}>
          {shown} / {images.length} +
        </button>
      )}
    </>
  )
}

interface BoxesProps {
  readonly image: Result<'evaluatedImage'>
  readonly file: string
}

/** One image of an evaluation with switches for each outcome. */
export function EvaluatedBoxes({ image, file }: BoxesProps) {
  const { say, language } = useSpeech()
  const [hidden, setHidden] = useState<readonly Outcome[]>(['ignored'])
  const boxes = useMemo(() => evaluatedBoxes(image, { hidden, language, say }), [image, hidden, language, say])
  const { width = 800, height = 800 } = image
  return (
    <ImageWithBoxes image={file} width={width} height={height} boxes={boxes}>
      <div className="stack">
        {outcomes.map((outcome) => (
          <CheckField
            key={outcome}
            label={<span className={`outcome ${outcome}`}>{say(`box.${outcome}`)}</span>}
            checked={!hidden.includes(outcome)}
            onChange={(on) => setHidden(on ? hidden.filter((one) => one !== outcome) : [...hidden, outcome])}
          />
        ))}
      </div>
    </ImageWithBoxes>
  )
}
