// Runs beside each other: scores, settings that differ, curves over each other, image by image.
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { Answered } from '../../../api/failure-message.tsx'
import { ButtonLink } from '../../../ui/button.tsx'
import { Page } from '../../../ui/card.tsx'
import { Message } from '../../../ui/feedback.tsx'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { ComparedCurves } from './compared-curves.tsx'
import { ComparedImages } from './compared-images.tsx'
import { ScoresCard, SettingsCard } from './compared-tables.tsx'

export function ComparePage() {
  const say = useSay()
  const [runs] = useParameter('runs', '')
  const count = runs.split(',').filter((id) => id !== '').length
  const query = useQuery({
    queryKey: ['compare', runs],
    queryFn: () => answer(api.compare.$get({ query: { runs } })),
    enabled: count >= 2,
  })
  return (
    <Page
      title={say('compare.title')}
      sentence={say('compare.sentence', { n: count })}
      actions={<ButtonLink to="/runs">{say('page.runs')}</ButtonLink>}
    >
      {count < 2 ? (
        <Message title={say('compare.few')} />
      ) : (
        <Answered query={query}>
          {(comparison) => (
            <>
              <ScoresCard rows={comparison.runs} />
              <SettingsCard comparison={comparison} />
              <ComparedCurves rows={comparison.runs} />
              <ComparedImages comparison={comparison} />
            </>
          )}
        </Answered>
      )}
    </Page>
  )
}
