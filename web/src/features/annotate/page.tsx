// The page on which the texts of a data set are corrected: which image, in which order, how far.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Result } from '../../../../src/server/api.ts'
import { Answered } from '../../api/failure-message.tsx'
import { boxIn } from '../../correct/address.ts'
import { OpenDialog } from '../../correct/open-dialog.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { fileName } from '../../ui/format.ts'
import { tell } from '../../ui/toasts.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { SplitSet } from './split-set.tsx'
import { forgetSet, type Order, orders, type Split, useEditedImages, useEditingState } from './editing.ts'
import { ImageEditor, type Pointed } from './image-editor.tsx'
import { LabelAgain } from './label-again.tsx'
import { WalkHead } from './walk-head.tsx'
import { flushAll, isAnythingUnsaved, loadSaved } from './savers.ts'

export function EditPage() {
  const say = useSay()
  const [data] = useParameter('data', '')
  const state = useEditingState(data)
  if (data === '')
    return (
      <Page title={say('edit.title')}>
        <Message title={say('edit.no-data')}>
          <ButtonLink to="/data">{say('page.data')}</ButtonLink>
        </Message>
      </Page>
    )
  return (
    <Page
      title={say('edit.title')}
      sentence={<span className="mono break">{data}</span>}
      actions={
        <>
          <ButtonLink to={`/data/view?${new URLSearchParams({ data })}`}>{fileName(data)}</ButtonLink>
          {state.data?.opened !== undefined && (
            <>
              <LabelAgain data={data} onDone={() => void forgetSet(data)} />
              <SplitSet data={data} state={state.data} />
            </>
          )}
          <ButtonLink to={`/train?${new URLSearchParams({ data })}`}>{say('data.train')}</ButtonLink>
        </>
      }
    >
      <Answered query={state}>{(found) => <Walked data={data} state={found} />}</Answered>
    </Page>
  )
}

interface WalkedProps {
  readonly data: string
  readonly state: Result<'editingState'>
}

function Walked({ data, state }: WalkedProps) {
  const say = useSay()
  const [splitText, setSplit] = useParameter('split', 'train')
  const [orderText, setOrder] = useParameter('order', 'helps-most')
  const [image, setImage] = useParameter('image', '')
  const { pointed, forget } = usePointed()
  // Who comes to correct one box is asked before, not after the first change.
  const [then, setThen] = useState(() => (pointed !== undefined && state.opened === undefined ? () => {} : undefined))
  useLeaving()
  const split: Split = splitText === 'test' ? 'test' : 'train'
  const order: Order = orders.find((one) => one === orderText) ?? 'helps-most'
  const walk = useEditedImages(data, split, order)
  const images = walk.data?.images ?? []
  const at = image === '' ? 0 : images.findIndex(({ index }) => String(index) === image)
  const step = (by: -1 | 1): void => {
    const next = images[at + by]
    forget()
    if (next !== undefined) setImage(String(next.index))
    else if (by === 1 && images.every(({ reviewed, index }) => reviewed || index === images[at]?.index))
      tell(say('edit.all-done'))
  }
  const current = images[at]
  return (
    <>
      <WalkHead
        {...{ state, split, order, at, images, step, setOrder }}
        setSplit={(value) => {
          forget()
          setSplit(value)
          setImage('')
        }}
        choose={(index) => {
          forget()
          setImage(String(index))
        }}
      />
      <Answered query={walk}>
        {() =>
          current === undefined ? (
            <Message title={say('edit.none')} />
          ) : (
            <Loaded
              key={`${data} ${split} ${current.index} ${current.name}`}
              name={current.name}
              place={{ data, split, index: current.index }}
              isOpen={state.opened !== undefined}
              askToOpen={(act) => setThen(() => act)}
              go={step}
              previous={images[at - 1]?.index}
              disagreement={current.disagreement}
              pointed={pointed}
            />
          )
        }
      </Answered>
      <OpenDialog data={state.root} then={then} onClose={() => setThen(undefined)} />
    </>
  )
}

/** The box or line that the address points to, and how to go on without it. */
function usePointed(): { readonly pointed: Pointed | undefined; readonly forget: () => void } {
  const [boxText, setBox] = useParameter('box', '', 'silent')
  const [lineText, setLine] = useParameter('line', '', 'silent')
  const box = boxIn(boxText)
  const line = /^\d{1,7}$/.test(lineText) ? Number(lineText) : undefined
  const forget = (): void => {
    setBox('')
    setLine('')
  }
  return { pointed: box === undefined && line === undefined ? undefined : { box, line }, forget }
}

/** @param name of the image: its place in the list becomes another one's when the set is divided */
function Loaded({ name, ...props }: Omit<Parameters<typeof ImageEditor>[0], 'image'> & { readonly name: string }) {
  const { place } = props
  const query = useQuery({
    queryKey: ['edited-image', place.data, place.split, place.index, name],
    queryFn: () => loadSaved(place),
    // Another tab may have changed it: it is always asked anew.
    staleTime: 0,
    gcTime: 0,
    refetchOnReconnect: false,
  })
  return (
    <Answered query={query}>{(image) => <ImageEditor key={query.dataUpdatedAt} {...props} image={image} />}</Answered>
  )
}

/** What waits is saved when the page goes; what cannot be is asked about by the browser. */
function useLeaving(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      flushAll()
      if (isAnythingUnsaved()) event.preventDefault()
    }
    addEventListener('pagehide', flushAll)
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('pagehide', flushAll)
      removeEventListener('beforeunload', warn)
    }
  }, [])
}
