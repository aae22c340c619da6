// A folder that the server may not read yet: asked for here, allowed on the server's machine; then the page goes on by itself.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Result } from '../../../src/server/api.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { useSay, useSpeech } from '../words/language-context.tsx'
import { answer, api } from './client.ts'
import { headlineOf } from './failure.ts'
import { queryClient } from './queries.ts'
import { useAction } from './use-action.ts'

type Question = Result<'folderQuestion'>

/** How often it is looked whether somebody answered, in milliseconds. */
const lookMs = 1000
/** Answers after which everything was asked for again. */
const goneOn = new Set<string>()

export function AskForFolder({ path }: { readonly path: string }) {
  const { say, language } = useSpeech()
  const question = useQuestion(path)
  const ask = useAction(async () => {
    const asked = await answer(api.folders.questions.$post({ json: { path } }))
    queryClient.setQueryData(keyOf(path), asked)
  })
  const isOpen = question?.state === 'waiting'
  return (
    <div className="stack ask-folder" role="status">
      {question !== undefined &&
        (isOpen ? <Waiting question={question} /> : <p>{say(`folder.ask.${question.state}`)}</p>)}
      {!isOpen && question?.state !== 'allowed' && (
        <div>
          <Button small disabled={ask.isBusy} onClick={() => void ask.run()}>
            {say('folder.ask')}
          </Button>
        </div>
      )}
      {ask.failure !== undefined && <p className="wrong">{headlineOf(ask.failure, language).title}</p>}
    </div>
  )
}

const keyOf = (path: string) => ['folder-question', path] as const

/** The question as it stands, also when its message was away for a moment; once it is allowed, everything that was refused is asked for again. */
function useQuestion(path: string): Question | undefined {
  const key = keyOf(path)
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: async () => {
      const known = queryClient.getQueryData<Question | null>(key) ?? undefined
      if (known === undefined) return null
      return answer(api.folders.questions[':question'].$get({ param: { question: known.id } }))
    },
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? lookMs : false),
  })
  const question = error === null ? (data ?? undefined) : undefined
  useEffect(() => {
    if (question?.state !== 'allowed' || goneOn.has(question.id)) return
    goneOn.add(question.id)
    void queryClient.invalidateQueries()
  }, [question])
  return question
}

function Waiting({ question: { code, command, isTerminal } }: { readonly question: Question }) {
  const say = useSay()
  return (
    <>
      <strong>{say('folder.ask.waiting')}</strong>
      <p>{isTerminal ? say('folder.ask.terminal', { code }) : say('folder.ask.command')}</p>
      <div className="row">
        <code className="break">{command}</code>
        <CopyButton text={() => command} />
      </div>
      {!isTerminal && <p className="soft small">{say('folder.ask.code', { code })}</p>}
    </>
  )
}
