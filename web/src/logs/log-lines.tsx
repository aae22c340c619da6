// The lines of a log, of which only those in sight exist; the reader's place never moves by itself.
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'
import { type Line, maxHeight } from './log-window.ts'
import type { LogReading } from './use-log.ts'

const lineHeight = 20
/** Lines above and below the visible ones. */
const margin = 20

interface LogLinesProps {
  readonly reading: LogReading
  /** Line of the file to show and mark. */
  readonly target: number | undefined
}

export function LogLines({ reading: { log, need, markSeen, atEnd }, target }: LogLinesProps) {
  const say = useSay()
  const scroll = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const height = Math.min(maxHeight, log.matching * lineHeight)
  const first = Math.max(0, lineAtTop(top, log.matching, height, scroll.current?.clientHeight ?? 0) - margin)
  const end = Math.min(log.matching, first + 2 * margin + Math.ceil((scroll.current?.clientHeight ?? 400) / lineHeight))
  const isReady = log.matching > 0
  useEffect(() => need(first, end), [need, first, end, isReady])
  useFollowing(scroll, { matching: log.matching, height, target, atEnd })
  const onScroll = (): void => {
    const place = scroll.current
    if (place === null) return
    atEnd.current = isAtEnd(place)
    if (atEnd.current) markSeen()
    setTop(place.scrollTop)
  }
  const toEnd = (): void => {
    scroll.current?.scrollTo({ top: scroll.current.scrollHeight })
    // the button that had the focus goes
    scroll.current?.focus()
  }
  const offset = log.matching * lineHeight <= maxHeight ? first * lineHeight : Math.max(0, top - margin * lineHeight)
  return (
    <div className="log">
      <div
        className="log-scroll"
        ref={scroll}
        onScroll={onScroll}
        tabIndex={0}
        role="region"
        aria-label={say('log.lines')}
      >
        <svg className="log-height" width="1" height={height} aria-hidden="true" />
        <div
          className="log-body"
          ref={(body) => void (body !== null && (body.style.transform = `translateY(${offset}px)`))}
        >
          {Array.from({ length: Math.max(0, end - first) }, (_, index) => (
            <LineRow key={first + index} line={log.lines.get(first + index)} target={target} />
          ))}
        </div>
        {log.matching === 0 && <p className="soft log-none">{say('log.empty')}</p>}
      </div>
      {log.unseen > 0 && (
        <Button small look="primary" onClick={toEnd}>
          {say('log.new', { n: log.unseen })}
        </Button>
      )}
    </div>
  )
}

interface Following {
  readonly matching: number
  /** Of all lines, in pixels. */
  readonly height: number
  readonly target: number | undefined
  readonly atEnd: { current: boolean }
}

/** Goes to the target once, and stays at the end while the reader is there. */
function useFollowing(scroll: RefObject<HTMLElement | null>, { matching, height, target, atEnd }: Following): void {
  const jumped = useRef(false)
  /** Where this function left the box; above it, the reader has scrolled and the event of that is on its way. */
  const followedTo = useRef(0)
  useEffect(() => {
    const place = scroll.current
    if (place === null || matching === 0) return
    if (place.scrollTop < followedTo.current && !isAtEnd(place)) atEnd.current = false
    if (target !== undefined && !jumped.current) {
      jumped.current = true
      atEnd.current = false
      place.scrollTop = Math.max(0, ((target - 1) / matching) * height - place.clientHeight / 2)
    } else if (atEnd.current) place.scrollTop = place.scrollHeight
    // lines that all fit into the box are seen without scrolling
    if (place.scrollHeight <= place.clientHeight) atEnd.current = true
    followedTo.current = atEnd.current ? place.scrollTop : 0
  }, [scroll, matching, height, target, atEnd])
}

/** Whether the last line is in sight. */
function isAtEnd({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop + clientHeight >= scrollHeight - lineHeight
}

/** The first line in sight; of very long logs, in proportion to the scroll bar. */
function lineAtTop(top: number, matching: number, height: number, visible: number): number {
  if (matching * lineHeight <= maxHeight) return Math.floor(top / lineHeight)
  const share = top / Math.max(1, height - visible)
  return Math.floor(share * Math.max(0, matching - visible / lineHeight))
}

function LineRow({ line, target }: { readonly line: Line | undefined; readonly target: number | undefined }) {
  if (line === undefined) return <div className="log-line"> </div>
  const mark = /^\[[A-Z]+\]/.exec(line.text)?.[0] ?? ''
  return (
    <div className={line.number === target ? 'log-line target' : 'log-line'}>
      <span className="no">{line.number}</span>
      <span className={`tag ${line.tag.toLowerCase()}`}>{mark}</span>
      {line.text.slice(mark.length)}
    </div>
  )
}
