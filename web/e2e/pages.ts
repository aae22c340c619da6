// The address of every page, for a folder that was made by makeWorkshop.
import type { Workshop } from './workshop.ts'

/** Addresses by a short name. */
export function addressesOf({ data, runs, output }: Workshop): Readonly<Record<string, string>> {
  const [first = '', second = ''] = runs
  const view = new URLSearchParams({ data }).toString()
  return {
    detect: '/detect',
    batch: '/batch',
    output: `/batch/${output}`,
    data: '/data',
    'data-images': `/data/view?${view}`,
    'data-image': `/data/view?${view}&image=0`,
    'data-check': `/data/view?${view}&tab=check`,
    'data-edit': `/data/edit?${view}`,
    train: `/train?${view}`,
    live: `/train/${first}`,
    runs: '/runs',
    'run-curves': `/runs/${first}`,
    'run-findings': `/runs/${first}?tab=findings`,
    'run-log': `/runs/${first}?tab=log`,
    'run-evaluation': `/runs/${first}?tab=evaluation&image=0`,
    'run-config': `/runs/${first}?tab=config`,
    'run-files': `/runs/${first}?tab=files`,
    'run-keep': `/runs/${first}?tab=keep`,
    compare: `/runs/compare?runs=${first},${second}`,
    export: '/export?file=model_320x320.onnx&code=python',
  }
}
