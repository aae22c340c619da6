// Images that runs disagree about: a table, and the chosen image as each run sees it.
import { useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { useEvaluation } from '../../../api/queries.ts'
import { EvaluatedImage } from '../../../run/evaluation-card.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { score } from '../../../ui/format.ts'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { type Comparison, nameOf } from './compared-tables.tsx'

const pageSize = 25

export function ComparedImages({ comparison: { runs, images } }: { readonly comparison: Comparison }) {
  const say = useSay()
  const [chosen, choose] = useParameter('image', '')
  const [shown, setShown] = useState(pageSize)
  return (
    <Card title={say('compare.images')}>
      {images.length === 0 ? (
        <p className="soft">{say('compare.images.none')}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={say('compare.images')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('compare.image')}</th>
                {runs.map((row) => (
                  <th key={row.id} scope="col" className="num">
                    {nameOf(row)}
                  </th>
                ))}
                <th scope="col" className="num">
                  {say('compare.spread')}
                </th>
              </tr>
            </thead>
            <tbody>
              {images.slice(0, shown).map(({ image, fScores, spread }) => (
                <tr key={image} className={image === chosen ? 'selected' : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      aria-pressed={image === chosen}
                      className="link"
                      onClick={() => choose(image === chosen ? '' : image)}
                    >
                      {image}
                    </button>
                  </th>
                  {fScores.map((value, index) => (
                    <td key={runs[index]?.id} className="num">
                      {score(value)}
                    </td>
                  ))}
                  <td className="num">{score(spread)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {images.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + pageSize)}>
            {say('batch.more', { shown, total: images.length })}
          </Button>
        </div>
      )}
      {chosen !== '' && runs.map((row) => <OfRun key={row.id} row={row} name={chosen} />)}
    </Card>
  )
}

function OfRun({ row, name }: { readonly row: RunRow; readonly name: string }) {
  const { data } = useEvaluation(row.id)
  const index = data?.images.find((image) => image.image === name)?.index
  if (index === undefined) return null
  return (
    <section className="stack">
      <h3>{nameOf(row)}</h3>
      <EvaluatedImage run={row.id} index={index} />
    </section>
  )
}
