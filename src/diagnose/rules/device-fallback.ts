// Fact: a graphics card was wanted, but the training ran on the processor.
import { quote } from '../finding.ts'
import { type Rule, unable } from '../rule.ts'

/** How the original system's and PyTorch's messages say it; "tested provider" is our own free choice. */
const fallbackText =
  /fall(?:ing|s|en)? ?back|no gpu|gpu not (?:found|detected|available)|cuda (?:is )?not available|without gpu/i

export const deviceFallback: Rule = {
  code: 'device-fallback',
  look: ({ history, config }) => {
    const { device, deviceLine, warnings } = history
    if (device === undefined || deviceLine === undefined) return unable('no-device-line')
    if (!/^cpu\b/i.test(device)) return []
    const wished = config?.device === 'cuda' || config?.device === 'webgpu'
    const said = [deviceLine, ...warnings].find(({ text }) => fallbackText.test(text))
    if (!wished && said === undefined) return []
    const evidence = [
      quote(said ?? deviceLine),
      ...(wished ? [{ kind: 'setting' as const, name: 'device', value: config.device }] : []),
    ]
    return [{ code: 'device-fallback', evidence, facts: { device } }]
  },
}
