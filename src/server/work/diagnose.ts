// A diagnosis with its words in both languages.
import type { Facts, Finding } from '../../diagnose/finding.ts'
import { findingWords } from '../../diagnose/words/findings.ts'
import type { InBoth } from '../../core/language.ts'
import { sayWith } from '../../diagnose/words/language.ts'
import { stageWords, signWords, verdictWords } from '../../diagnose/words/others.ts'
import { remedyWords } from '../../diagnose/words/remedies.ts'
import { diagnoseRun } from '../../tasks/runs/diagnose.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { Diagnosis as SentDiagnosis, Finding as SentFinding } from '../contract/runs.ts'

export interface DiagnoseWork {
  readonly folder: string
  readonly workdirs: string
}

export async function diagnoseWithWords({ folder, workdirs }: DiagnoseWork): Promise<DeepReadonly<SentDiagnosis>> {
  const { verdict, state, signs, findings, pipeline, ran, couldNot } = await diagnoseRun({
    reference: folder,
    workdirs,
  })
  return {
    verdict,
    verdictWords: verdictWords[verdict],
    state,
    signs: signs.map(({ sign, holds, facts }) => ({ sign, words: signWords[sign], holds, facts })),
    findings: findings.map(withWords),
    ...(pipeline && {
      pipeline: pipeline.map(({ stage, result, facts }) => ({ stage, words: stageWords[stage], result, facts })),
    }),
    ran: ran.length,
    couldNot: couldNot.length,
  }
}

function withWords({ code, severity, tier, topic, remedy, evidence, facts, consequences }: Finding): SentFindingOut {
  const wording = findingWords[code]
  return {
    code,
    severity,
    tier,
    topic,
    title: filled({ en: wording.en.title, zh: wording.zh.title }, facts),
    says: filled({ en: wording.en.says, zh: wording.zh.says }, facts),
    remedy: filled(remedyWords[remedy], facts),
    evidence,
    facts,
    consequences: consequences.map(withWords),
  }
}

type SentFindingOut = DeepReadonly<SentFinding>

function filled({ en, zh }: InBoth<string>, facts: Facts): InBoth<string> {
  return { en: sayWith(en, facts), zh: sayWith(zh, facts) }
}
