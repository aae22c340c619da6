// Code that uses an exported file with the preprocessing that it was trained with.
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client.ts'
import { Answered } from '../../api/failure-message.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'

const kinds = ['node', 'python', 'cpp'] as const

export function Snippets({ file }: { readonly file: string }) {
  const say = useSay()
  const [kind, setKind] = useParameter('code', 'node')
  const query = useQuery({
    queryKey: ['exports', file, 'snippets'],
    queryFn: () => answer(api.exports[':file'].snippets.$get({ param: { file } })),
  })
  return (
    <Answered query={query}>
      {(snippets) => (
        <Tabs
          label={say('export.snippets')}
          value={kind}
          onChange={setKind}
          tabs={kinds.map((one) => ({
            value: one,
            title: say(`export.snippet.${one}`),
            content: () => (
              <div className="code">
                <CopyButton text={() => snippets[one]} />
                <pre tabIndex={0}>{snippets[one]}</pre>
              </div>
            ),
          }))}
        />
      )}
    </Answered>
  )
}
