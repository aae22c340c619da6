// One image of a batch in the viewer, with the way to the next.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Result } from '../../../../src/server/api.ts'
import { address, answer, api } from '../../api/client.ts'
import { Answered } from '../../api/failure-message.tsx'
import { AddToData } from '../../correct/add-to-data.tsx'
import type { ShownBox } from '../../image/boxes.ts'
import { DetectionNotes } from '../../image/detection-notes.tsx'
import { ImageWithBoxes } from '../../image/image-with-boxes.tsx'
import type { Walk } from '../../image/walk.tsx'
import { useSay } from '../../words/language-context.tsx'
import { imageName } from '../../upload/image-name.ts'

type BatchResult = Result<'output'>['results'][number]

interface BatchImageProps {
  readonly output: string
  readonly result: BatchResult
  readonly walk: Walk
}

export function BatchImage({ output, result, walk }: BatchImageProps) {
  const say = useSay()
  const { index } = result
  const size = useQuery({
    queryKey: ['output', output, 'size', index],
    queryFn: async () => {
      const param = { output, index: String(index) }
      return { index, ...(await answer(api.outputs[':output'].images[':index'].size.$get({ param }))) }
    },
    placeholderData: (before) => before,
    staleTime: Infinity,
  })
  const boxes = useMemo(() => batchBoxes(result), [result])
  return (
    <Answered query={size}>
      {({ index: measured, width, height, plain }) => (
        <ImageWithBoxes
          image={address(['outputs', output, 'images', measured], { side: 4096, plain: String(plain) })}
          name={imageName(result.image)}
          {...{ width, height, walk }}
          boxes={measured === index ? boxes : []}
        >
          <p>
            <strong className="break">{imageName(result.image)}</strong>{' '}
            <span className="soft small">
              {width} × {height}
            </span>
          </p>
          {!plain && <p className="small soft">{say('batch.drawn')}</p>}
          <DetectionNotes notes={result.notes} />
          <div>
            <AddToData
              key={index}
              label={say('correct.add.batch-one')}
              from={{ is: 'batch', output, images: [index] }}
            />
          </div>
        </ImageWithBoxes>
      )}
    </Answered>
  )
}

/** Numbered as in the files of the batch. */
function batchBoxes({ boxes, scores, read }: BatchResult): ShownBox[] {
  return boxes.map((box, at) => {
    const shown = { box, kind: 'found', label: String(at + 1), detail: (scores[at] ?? 0).toFixed(3) } as const
    const text = read[at] ?? ''
    return text === '' ? shown : { ...shown, text }
  })
}

/** Through the images that could be read, as far as their tiles are loaded. */
export function walkOf(results: readonly BatchResult[], shown: BatchResult, choose: (index: string) => void): Walk {
  const readable = results.filter(({ success }) => success)
  const go = (at: number): void => choose(String(readable[at]?.index ?? shown.index))
  return { at: readable.indexOf(shown), total: readable.length, go }
}
