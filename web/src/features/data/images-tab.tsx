// The images of a data set as a gallery with search, and one of them large.
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client.ts'
import { Answered } from '../../api/failure-message.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Message } from '../../ui/feedback.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { fileName } from '../../ui/format.ts'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { dataAddress, fileAddress, type Split } from './addresses.ts'
import { DataImage } from './image.tsx'

const pageSize = 60

export function ImagesTab({ data }: { readonly data: string }) {
  const say = useSay()
  const [splitText, setSplit] = useParameter('split', 'train')
  const [search, setSearch] = useParameter('search', '', 'typed')
  const [startText, setStart] = useParameter('start', '0')
  const [image, choose] = useParameter('image', '')
  const split: Split = splitText === 'test' ? 'test' : 'train'
  const start = Number(startText)
  const query = useQuery({
    queryKey: ['images', data, split, search, start],
    queryFn: () =>
      answer(
        api.datasets.images.$get({
          query: { data, split, start: String(start), count: String(pageSize), ...(search !== '' && { search }) },
        }),
      ),
    placeholderData: (previous) => previous,
  })
  if (image !== '')
    return (
      <DataImage {...{ data, split }} index={Number(image)} total={query.data?.totals[split] ?? 0} onChoose={choose} />
    )
  return (
    <div className="stack">
      <div className="row">
        <SelectField
          label={say('data.split')}
          value={split}
          options={(['train', 'test'] as const).map((value) => ({
            value,
            label: say('counted', { what: say(`data.split.${value}`), n: query.data?.totals[value] ?? '…' }),
          }))}
          onChange={setSplit}
        />
        <div className="grow">
          <TextField label={say('data.search')} value={search} onChange={setSearch} />
        </div>
      </div>
      <Answered query={query}>
        {({ images, matching, totals }) => (
          <>
            {totals.train + totals.test === 0 && <NothingListed data={data} />}
            <p className="small soft" role="status">
              {say('data.matching', { n: matching })}
            </p>
            <Tiles {...{ images, data, split }} onChoose={choose} />
            <Pager start={start} matching={matching} onStart={(next) => setStart(String(next))} />
          </>
        )}
      </Answered>
    </div>
  )
}

/** Perhaps the folder of another tool. */
function NothingListed({ data }: { readonly data: string }) {
  const say = useSay()
  return (
    <Message title={say('data.empty')}>
      <div>
        <ButtonLink look="primary" to={dataAddress({ data, tab: 'check' })}>
          {say('data.empty.check')}
        </ButtonLink>
      </div>
    </Message>
  )
}

interface TilesProps {
  readonly images: readonly { readonly index: number; readonly name: string; readonly texts: number }[]
  readonly data: string
  readonly split: Split
  readonly onChoose: (index: string) => void
}

function Tiles({ images, data, split, onChoose }: TilesProps) {
  const say = useSay()
  return (
    <ul className="gallery">
      {images.map(({ index, name, texts }) => (
        <li key={index}>
          <button type="button" className="tile" onClick={() => onChoose(String(index))}>
            <img src={fileAddress(data, split, index, 320)} alt="" loading="lazy" />
            <span className="caption">
              {fileName(name)} · {say('batch.texts', { n: texts })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

interface PagerProps {
  readonly start: number
  readonly matching: number
  readonly onStart: (start: number) => void
}

function Pager({ start, matching, onStart }: PagerProps) {
  const say = useSay()
  if (matching <= pageSize) return null
  return (
    <div className="row">
      <Button disabled={start === 0} onClick={() => onStart(Math.max(0, start - pageSize))}>
        {say('data.previous')}
      </Button>
      <span className="num">
        {start + 1}–{Math.min(matching, start + pageSize)} / {matching}
      </span>
      <Button disabled={start + pageSize >= matching} onClick={() => onStart(start + pageSize)}>
        {say('data.next')}
      </Button>
    </div>
  )
}
