// The pictures of an evaluation as tiles, worst first, and one of them with switches for what became of each box.
import { useMemo, useState } from 'react'
import type { Result } from '../../../src/server/api.ts'
import { PictureWithBoxes } from '../picture/picture-with-boxes.tsx'
import { CheckField } from '../ui/field.tsx'
import { fileName, score } from '../ui/format.ts'
import { useSay, useSpeech } from '../words/language-context.tsx'
import { evaluatedBoxes, outcomes, type Outcome } from './evaluated-boxes.ts'

interface GalleryProps {
  readonly pictures: Result<'runEvaluation'>['pictures']
  /** Index of the picture that is looked at, as a text; empty: none. */
  readonly chosen: string
  readonly onChoose: (index: string) => void
  /** The address of a picture's file. */
  readonly fileOf: (index: number) => string
  /** At most this many tiles at first. */
  readonly limit: number
}

export function Gallery({ pictures, chosen, onChoose, fileOf, limit }: GalleryProps) {
  const say = useSay()
  const [shown, setShown] = useState(limit)
  return (
    <>
      <ul className="gallery">
        {pictures.slice(0, shown).map((one) => (
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
      {pictures.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + limit)}>
          {shown} / {pictures.length} +
        </button>
      )}
    </>
  )
}

interface BoxesProps {
  readonly picture: Result<'evaluatedPicture'>
  readonly file: string
}

/** One picture of an evaluation with switches for each outcome. */
export function EvaluatedBoxes({ picture, file }: BoxesProps) {
  const { say, language } = useSpeech()
  const [hidden, setHidden] = useState<readonly Outcome[]>(['ignored'])
  const boxes = useMemo(() => evaluatedBoxes(picture, { hidden, language }), [picture, hidden, language])
  const { width = 800, height = 800 } = picture
  return (
    <PictureWithBoxes picture={file} width={width} height={height} boxes={boxes}>
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
    </PictureWithBoxes>
  )
}
