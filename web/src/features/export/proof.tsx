// Whether the exported file does what the log says, with both F-scores.
import { FactTiles } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { number, score } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'
import { type ProofFacts, verdictOf } from './proof-of.ts'

export function Proof({ proof }: { readonly proof: ProofFacts }) {
  const say = useSay()
  const { passed, failures, notes, exportedScores, originalScores, loggedFScore } = proof
  return (
    <Message tone={passed ? 'good' : 'bad'} title={say(verdictOf(proof))}>
      <FactTiles
        facts={[
          [say('export.f.exported'), score(exportedScores.fScore)],
          [say('export.f.logged'), score(loggedFScore)],
          [say('export.f.original'), score(originalScores?.fScore)],
          [say('export.difference'), number(proof.largestProbabilityDifference)],
          [say('export.changed'), `${proof.changedBoxes ?? '–'} / ${proof.boxes ?? '–'}`],
        ]}
      />
      {[...failures, ...notes].map((text) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
    </Message>
  )
}
