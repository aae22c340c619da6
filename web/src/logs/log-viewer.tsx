// The log of a run: filter over the whole file, only the visible lines in the page, new lines announced instead of jumping.
import { lineTags as tags } from '../../../src/run/log-tags.ts'
import { Field } from '../ui/field.tsx'
import { useParameter } from '../ui/use-url.ts'
import { useSay } from '../words/language-context.tsx'
import { LogLines } from './log-lines.tsx'
import { type LiveLines, useLog } from './use-log.ts'

interface LogViewerProps {
  readonly run: string
  readonly live: LiveLines
}

export function LogViewer({ run, live }: LogViewerProps) {
  const say = useSay()
  const [line] = useParameter('line', '')
  const [text, setText] = useParameter('find', '', 'typed')
  const [chosenText, setChosen] = useParameter('tags', '')
  const chosen = tags.filter((tag) => chosenText.split(',').includes(tag))
  const reading = useLog(run, { text, tags: chosen }, live)
  const toggle = (tag: (typeof tags)[number]): void =>
    setChosen((chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag]).join(','))
  const { matching, total } = reading.log
  const isFiltered = text !== '' || chosen.length > 0
  return (
    <div className="stack">
      <div className="row log-tools">
        <div className="grow">
          <Field label={say('log.filter')}>
            {(ids) => (
              <input
                {...ids}
                type="search"
                className="input"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        </div>
        <fieldset className="row">
          <legend className="sr-only">{say('log.tags')}</legend>
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className="button small tag-choice"
              aria-pressed={chosen.includes(tag)}
              onClick={() => toggle(tag)}
            >
              {tag}
            </button>
          ))}
        </fieldset>
      </div>
      <LogLines reading={reading} target={!isFiltered && line !== '' ? Number(line) : undefined} />
      <p className="small soft">{say('log.count', { matching, total })}</p>
    </div>
  )
}
