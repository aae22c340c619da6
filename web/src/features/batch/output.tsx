// The results of a batch: gallery, one image large, failures, everything as a ZIP.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { address, answer, api } from '../../api/client.ts'
import { Answered } from '../../api/failure-message.tsx'
import { AddToData } from '../../correct/add-to-data.tsx'
import { Button, ButtonLink, DownloadLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { imageName } from '../../upload/image-name.ts'
import { BatchImage, walkOf } from './batch-image.tsx'
import { PassedOverList } from '../../upload/passed-over.tsx'
import { SkippedList } from '../../upload/skipped.tsx'

/** Until the first page is there. */
const none = { images: 0, found: 0, failed: 0, texts: 0, failures: [], passedOver: [], unread: undefined }
/** Tiles that are added at a time. */
const pageSize = 60

/** The results that hold what is searched for, a page at a time; the page before stays while another search is under way. */
function useResults(output: string, search: string) {
  return useInfiniteQuery({
    queryKey: ['output', output, search],
    queryFn: ({ pageParam }) =>
      answer(
        api.outputs[':output'].$get({
          param: { output },
          query: { start: String(pageParam), count: String(pageSize), ...(search !== '' && { search }) },
        }),
      ),
    placeholderData: (before) => before,
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const known = pages.reduce((sum, page) => sum + page.results.length, 0)
      return last.results.length === 0 || known >= last.found ? undefined : known
    },
  })
}

export function OutputView({ output }: { readonly output: string }) {
  const say = useSay()
  const [chosen, choose] = useParameter('image', '')
  const [search, setSearch] = useParameter('search', '', 'typed')
  const query = useResults(output, search)
  useLoadOn(query, chosen)
  return (
    <Answered query={query}>
      {({ pages }) => {
        const results = pages.flatMap((page) => page.results)
        const { images, found, failed, texts, failures, passedOver, unread } = pages[0] ?? none
        const shown = results.find(({ index }) => String(index) === chosen)
        return (
          <Card
            title={say('batch.done', { images, failed, texts })}
            actions={
              <>
                <ButtonLink to="/batch">{say('batch.another')}</ButtonLink>
                <AddToData label={say('correct.add.all')} from={{ is: 'batch', output }} />
                <DownloadLink href={address(['outputs', output, 'texts'])} name={`${output}.csv`}>
                  {say('batch.csv')}
                </DownloadLink>
                <DownloadLink look="primary" href={address(['outputs', output, 'zip'])} name={`${output}.zip`}>
                  {say('batch.zip')}
                </DownloadLink>
              </>
            }
          >
            <SkippedList skipped={failures.map(({ image, error }) => ({ what: image, why: error }))} count={failed} />
            <PassedOverList passedOver={passedOver} />
            {unread !== undefined && <Message tone="warn" title={say('detect.unread', { why: unread })} />}
            <input
              type="search"
              className="input"
              value={search}
              placeholder={say('batch.search')}
              aria-label={say('batch.search')}
              onChange={({ target }) => setSearch(target.value)}
            />
            {search !== '' && <p role="status">{say('batch.found', { n: found })}</p>}
            {shown?.success === true && (
              <BatchImage output={output} result={shown} walk={walkOf(results, shown, choose)} />
            )}
            <Tiles {...{ output, results, chosen, choose }} />
            {query.hasNextPage && (
              <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {say('batch.more', { shown: results.length, total: found })}
              </Button>
            )}
          </Card>
        )
      }}
    </Answered>
  )
}

/** An image that an address points to may stand on a later page, and who walks on needs the page after this one. */
function useLoadOn(query: ReturnType<typeof useResults>, chosen: string): void {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const results = data?.pages.flatMap((page) => page.results) ?? []
  const at = results.findIndex(({ index }) => String(index) === chosen)
  const isWanted = chosen !== '' && results.length > 0 && (at === -1 || at >= results.length - 2)
  useEffect(() => {
    if (isWanted && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isWanted, hasNextPage, isFetchingNextPage, fetchNextPage, results.length])
}

interface TilesProps {
  readonly output: string
  readonly results: readonly {
    readonly index: number
    readonly image: string
    readonly success: boolean
    readonly texts: number
  }[]
  readonly chosen: string
  readonly choose: (index: string) => void
}

function Tiles({ output, results, chosen, choose }: TilesProps) {
  const say = useSay()
  return (
    <ul className="gallery">
      {results.map(({ index, image, success, texts }) => (
        <li key={index}>
          <button
            type="button"
            className="tile"
            title={image}
            aria-pressed={chosen === String(index)}
            disabled={!success}
            onClick={() => choose(chosen === String(index) ? '' : String(index))}
          >
            {success ? (
              <img src={address(['outputs', output, 'images', index], { side: 320 })} alt="" loading="lazy" />
            ) : (
              <span className="no-image">{say('state.failed')}</span>
            )}
            <span className="caption">
              {imageName(image)}
              {success && ` · ${say('batch.texts', { n: texts })}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
