// Why the F-score is what it is: the errors by kind, what it would be without each, where they are worst, and what helps.
import type { ErrorShare } from '../../../src/server/api.ts'
import { fileName, score } from '../ui/format.ts'
import { useSpeech } from '../words/language-context.tsx'

interface ErrorKindsProps {
  readonly errors: readonly ErrorShare[]
  /** Shows an image, by its index as a text. */
  readonly onImage: (index: string) => void
}

export function ErrorKinds({ errors, onImage }: ErrorKindsProps) {
  const { say, language } = useSpeech()
  const found = errors.filter(({ missed, falseFinds }) => missed + falseFinds > 0)
  const none = errors.filter((share) => !found.includes(share))
  const largest = Math.max(...found.map(({ gain }) => gain), Number.EPSILON)
  if (found.length === 0) return null
  return (
    <div className="stack">
      <h3>{say('errors.title')}</h3>
      <ul className="error-kinds">
        {found.map((share) => (
          <li key={share.kind}>
            <div className="row">
              <strong>{share.name[language]}</strong>
              <span className="soft small grow">{share.meaning[language]}</span>
              <span className="small num row">
                <span className="nowrap">
                  {say('errors.counts', { missed: share.missed, falseFinds: share.falseFinds })}
                </span>
                <span className="nowrap">
                  {say('errors.without', { f: score(share.fScore), gain: score(share.gain) })}
                </span>
              </span>
            </div>
            <meter min={0} max={largest} value={share.gain} aria-label={say('errors.gain')} />
            <p className="small">
              <span className="soft">
                {say('run.remedy')}
                {say('colon')}
              </span>
              {share.remedy[language]}
            </p>
            <p className="small row">
              <span className="soft">
                {say('errors.worst')}
                {say('colon')}
              </span>
              {share.worst.map(({ index, image, count }) => (
                <button key={image} type="button" className="link" onClick={() => onImage(String(index))}>
                  {fileName(image)} ({count})
                </button>
              ))}
            </p>
          </li>
        ))}
      </ul>
      {none.length > 0 && (
        <p className="soft small">
          {say('errors.none')}
          {say('colon')}
          {none.map(({ name }) => name[language]).join(language === 'zh' ? '、' : ', ')}
        </p>
      )}
    </div>
  )
}
