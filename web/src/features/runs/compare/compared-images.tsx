// Images that runs disagree about: a table, and the chosen image as two of the runs see it.
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { score } from '../../../ui/format.ts'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { ComparedImage } from './compared-image.tsx'
import { type Comparison, nameOf } from './compared-tables.tsx'

const pageSize = 25

export function ComparedImages({ comparison: { runs, images } }: { readonly comparison: Comparison }) {
  const say = useSay()
  const [chosen, choose] = useParameter('image', '')
  const [shown, setShown] = useState(pageSize)
  const at = chosen === '' ? -1 : images.findIndex((row) => keyOf(row) === chosen)
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
                  <th key={row.id} scope="col" className="num run-heading" title={row.id}>
                    {nameOf(row)}
                  </th>
                ))}
                <th scope="col" className="num">
                  {say('compare.spread')}
                </th>
              </tr>
            </thead>
            <tbody>
              {images.slice(0, shown).map((row, place) => (
                <tr key={keyOf(row)} className={place === at ? 'selected' : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      aria-pressed={place === at}
                      className="link"
                      onClick={() => choose(place === at ? '' : keyOf(row))}
                    >
                      {row.image}
                    </button>
                  </th>
                  {row.fScores.map((value, index) => (
                    <td key={runs[index]?.id} className="num">
                      {score(value)}
                    </td>
                  ))}
                  <td className="num">{score(row.spread)}</td>
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
      {at !== -1 && (
        <ComparedImage
          runs={runs}
          indexes={images[at]?.indexes ?? []}
          walk={{ at, total: images.length, go: (to) => choose(keyOf(images[to])) }}
        />
      )}
    </Card>
  )
}

type Row = Comparison['images'][number]

/** Its places in the runs: a name may stand for several images. */
function keyOf(row: Row | undefined): string {
  return row?.indexes.map((index) => index ?? '').join('.') ?? ''
}
