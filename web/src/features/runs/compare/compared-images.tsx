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

export function ComparedImages({ comparison }: { readonly comparison: Comparison }) {
  const say = useSay()
  const { runs, images } = comparison
  const [chosen, choose] = useParameter('image', '')
  const [shown, setShown] = useState(pageSize)
  const at = chosen === '' ? -1 : images.findIndex((row) => keyOf(row) === chosen)
  return (
    <Card title={say('compare.images')}>
      {images.length === 0 ? (
        <p className="soft">{say('compare.images.none')}</p>
      ) : (
        <ImageTable
          {...{ comparison, shown, at }}
          onChoose={(row) => choose(keyOf(row) === chosen ? '' : keyOf(row))}
        />
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

interface TableProps {
  readonly comparison: Comparison
  readonly shown: number
  /** The row that is chosen; -1 for none. */
  readonly at: number
  readonly onChoose: (row: Row) => void
}

function ImageTable({ comparison: { runs, images }, shown, at, onChoose }: TableProps) {
  const say = useSay()
  return (
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
        <tbody className="names">
          {images.slice(0, shown).map((row, place) => (
            <tr key={keyOf(row)} className={place === at ? 'selected' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  title={row.image}
                  aria-pressed={place === at}
                  className="link"
                  onClick={() => onChoose(row)}
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
  )
}
