// One image as two runs see it, with a slider between them; which two is chosen here.
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import type { ShownBox } from '../../../image/boxes.ts'
import { ImageWithBoxes } from '../../../image/image-with-boxes.tsx'
import type { Walk } from '../../../image/walk.tsx'
import { evaluatedBoxes } from '../../../run/evaluated-boxes.ts'
import { evaluatedFile, evaluatedImage } from '../../../run/evaluated-image.ts'
import { useEvaluationMaps } from '../../../run/use-evaluation-maps.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { Loading } from '../../../ui/feedback.tsx'
import { useParameter } from '../../../ui/use-url.ts'
import { useSpeech } from '../../../words/language-context.tsx'
import { nameOf } from './compared-tables.tsx'

interface ComparedImageProps {
  readonly runs: readonly RunRow[]
  /** The image's place in the evaluation of each run. */
  readonly indexes: readonly (number | null)[]
  readonly walk: Walk
}

interface Seen {
  readonly row: RunRow
  readonly index: number
}

const hiddenAtFirst = ['true', 'ignored'] as const

export function ComparedImage({ runs, indexes, walk }: ComparedImageProps) {
  const { say } = useSpeech()
  const [left, setLeft] = useParameter('left', '')
  const [right, setRight] = useParameter('right', '')
  const seen = runs.flatMap((row, at): Seen[] => {
    const index = indexes[at] ?? null
    return index === null ? [] : [{ row, index }]
  })
  const before = seen.find(({ row }) => row.id === left) ?? seen[0]
  const after = seen.find(({ row }) => row.id === right) ?? seen.find((one) => one !== before)
  if (before === undefined || after === undefined) return null
  const options = seen.map(({ row }) => ({ value: row.id, label: nameOf(row) }))
  return (
    <div className="stack">
      {seen.length > 2 && (
        <div className="columns">
          <SelectField
            label={`A ◀ ${say('compare.left')}`}
            value={before.row.id}
            options={options}
            onChange={setLeft}
          />
          <SelectField
            label={`B ▶ ${say('compare.right')}`}
            value={after.row.id}
            options={options}
            onChange={setRight}
          />
        </div>
      )}
      <TwoRuns {...{ before, after, walk }} />
    </div>
  )
}

interface TwoRunsProps {
  readonly before: Seen
  readonly after: Seen
  readonly walk: Walk
}

function TwoRuns({ before, after, walk }: TwoRunsProps) {
  const { say, language } = useSpeech()
  const [first, second] = useQueries({
    queries: [before, after].map(({ row, index }) => ({
      ...evaluatedImage(row.id, index),
      placeholderData: (now: unknown) => now as undefined,
    })),
    combine: (results) => results.map(({ data }) => data),
  })
  const boxes = useMemo(() => {
    const sided = (image: typeof first, side: 'before' | 'after', letter: string): ShownBox[] =>
      image === undefined
        ? []
        : evaluatedBoxes(image, { language, say }).map((box) => ({ ...box, side, label: `${letter}${box.label}` }))
    return [...sided(first, 'before', 'A'), ...sided(second, 'after', 'B')]
  }, [first, second, language, say])
  const maps = useEvaluationMaps([
    { run: before.row.id, index: before.index, side: 'A' },
    { run: after.row.id, index: after.index, side: 'B' },
  ])
  if (first === undefined || second === undefined) return <Loading />
  const { image: name, width = 800, height = 800 } = first
  return (
    <ImageWithBoxes
      image={evaluatedFile(before.row.id, first.index)}
      {...{ name, width, height, boxes, hiddenAtFirst, walk }}
      {...maps}
      sides={[`A · ${nameOf(before.row)}`, `B · ${nameOf(after.row)}`]}
    />
  )
}
