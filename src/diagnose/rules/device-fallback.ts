// Fact: a graphics card was wanted, but the training ran on the processor.
import { quote } from '../finding.ts'
import { type Rule, skipped } from '../rule.ts'

/** How the original system's and PyTorch's messages say it; "tested provider" is our own free choice. */
const fallbackText =
  /fall(?:ing|s|en)? ?back|no gpu|gpu not (?:found|detected|available)|cuda (?:is )?not available|without gpu/i

export const deviceFallback: Rule<'device-fallback'> = {
  code: 'device-fallback',
  check: ({ history, config }) => {
    const { device, deviceLine, warnings } = history
    if (device === undefined || deviceLine === undefined) return skipped('no-device-line')
    if (!/^cpu\b/i.test(device)) return []
    const requested = config?.device === 'cuda' || config?.device === 'webgpu'
    const fallback = [deviceLine, ...warnings].find(({ text }) => fallbackText.test(text))
    if (!requested && fallback === undefined) return []
    const evidence = [
      quote(fallback ?? deviceLine),
      ...(requested ? [{ kind: 'setting' as const, name: 'device', value: config.device }] : []),
    ]
    return [{ code: 'device-fallback', evidence, facts: { device } }]
  },
}
