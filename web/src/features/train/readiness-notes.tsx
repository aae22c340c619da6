// What speaks against the training that the form describes, each with the way out.
import type { Readiness } from '../../../../src/server/api.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useSpeech } from '../../words/language-context.tsx'

interface NotesProps {
  readonly readiness: Readiness
  readonly data: string
  /** Changes a setting of the form. */
  readonly onSet: (name: string, value: unknown) => void
}

export function ReadinessNotes({ readiness, data, onSet }: NotesProps) {
  const { say, language } = useSpeech()
  const { errors, problems, fewImages, steps, smallTexts } = readiness
  return (
    <>
      {errors > 0 && (
        <Message tone="bad" title={say('train.errors', { n: errors })}>
          <ul className="small">
            {problems.map(({ code, title, count, problems: places }) => (
              <li key={code}>
                {title[language]}
                {count > 1 && ` (${count})`}{' '}
                {places.map(({ file, line }) => (
                  <code key={`${file} ${line}`} className="break">
                    {line === undefined ? file : `${file}:${line}`}{' '}
                  </code>
                ))}
              </li>
            ))}
          </ul>
          <div>
            <ButtonLink small to={`/data/view?${new URLSearchParams({ data, tab: 'check' })}`}>
              {say('train.errors.look')}
            </ButtonLink>
          </div>
        </Message>
      )}
      {fewImages.map(({ title, problems: splits, next }) => (
        <Message key={title.en} tone="warn" title={title[language]}>
          <ul className="small">
            {splits.map(({ file, message, found }) => (
              <li key={file}>
                <code>{file}</code>
                {[message?.[language], found?.[language]].filter(Boolean).map((text) => `${say('colon')}${text}`)}
              </li>
            ))}
            <li>
              {say('error.next')}
              {say('colon')}
              {next[language]}
            </li>
          </ul>
        </Message>
      ))}
      {steps !== undefined && (
        <Message tone="warn" title={say('train.few-steps', steps)}>
          <div>
            <Button small onClick={() => onSet('num_epochs', steps.epochs)}>
              {say('train.few-steps.more', steps)}
            </Button>
          </div>
        </Message>
      )}
      {smallTexts !== undefined && <SmallTexts {...{ smallTexts, onSet }} />}
    </>
  )
}

interface SmallTextsProps {
  readonly smallTexts: NonNullable<Readiness['smallTexts']>
  readonly onSet: NotesProps['onSet']
}

function SmallTexts({ smallTexts: { texts, of, least, better }, onSet }: SmallTextsProps) {
  const { say } = useSpeech()
  return (
    <Message tone="warn" title={say('train.small-texts', { texts, of, least })}>
      {better === undefined ? (
        <p className="small">{say('train.small-texts.none')}</p>
      ) : (
        <div>
          <Button small onClick={() => onSet('input_size', better)}>
            {say('train.small-texts.use', { size: better.join(' × ') })}
          </Button>
        </div>
      )}
    </Message>
  )
}
