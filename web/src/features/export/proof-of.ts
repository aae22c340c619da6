// A proof as it stands beside an exported file, checked. Pure.

/** What a proof tells. */
export interface ProofFacts {
  readonly passed: boolean
  readonly failures: readonly string[]
  readonly notes: readonly string[]
  readonly exportedScores: { readonly fScore: number }
  readonly originalScores?: { readonly fScore: number } | undefined
  readonly loggedFScore?: number | undefined
  /** Whether the file computes in 8 bits. */
  readonly int8?: boolean
  readonly largestProbabilityDifference?: number | undefined
  readonly changedBoxes?: number | undefined
  readonly boxes?: number | undefined
  readonly images?: number | undefined
}

/** The word for what was proven: only what was compared is said to match. */
export function verdictOf({ passed, loggedFScore, originalScores, int8 = false }: ProofFacts) {
  if (!passed) return 'export.failed'
  if (int8 && originalScores !== undefined) return 'export.passed.int8'
  if (loggedFScore !== undefined) return 'export.passed'
  return originalScores === undefined ? 'export.passed.hash' : 'export.passed.checkpoint'
}

/** The proof in a report; undefined for none and for one in another form. */
export function proofOf(report: Readonly<Record<string, unknown>> | undefined): ProofFacts | undefined {
  if (report === undefined || typeof report['passed'] !== 'boolean') return undefined
  const exported = scoreOf(report['exportedScores'] ?? report['exported'])
  if (exported === undefined) return undefined
  const number = (name: string): number | undefined => {
    const value = report[name]
    return typeof value === 'number' ? value : undefined
  }
  return {
    passed: report['passed'],
    failures: textsOf(report['failures']),
    notes: textsOf(report['notes']),
    exportedScores: exported,
    originalScores: scoreOf(report['originalScores'] ?? report['original']),
    loggedFScore: number('loggedFScore'),
    int8: report['int8'] !== undefined && report['int8'] !== false,
    largestProbabilityDifference: number('largestProbabilityDifference'),
    changedBoxes: number('changedBoxes'),
    boxes: number('boxes'),
    images: number('images'),
  }
}

function scoreOf(value: unknown): { fScore: number } | undefined {
  const fScore = (value as { fScore?: unknown } | undefined)?.fScore
  return typeof fScore === 'number' ? { fScore } : undefined
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
