// Deletes a run into the trash, and brings it back.
import type { QueryClient } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { queryClient } from '../../../api/queries.ts'

/** Everything that lists runs is asked again. */
export function trashChanged(queries: QueryClient): void {
  for (const key of ['bin', 'runs', 'models']) void queries.invalidateQueries({ queryKey: [key] })
}

/** The bin's name for the run. */
export async function deleteRun(run: string): Promise<string> {
  const { bin } = await answer(api.runs[':run'].$delete({ param: { run } }))
  trashChanged(queryClient)
  return bin
}

/** The run that is back. */
export async function bringBack(bin: string): Promise<string> {
  const { run } = await answer(api.bin[':bin'].restore.$post({ param: { bin } }))
  trashChanged(queryClient)
  return run
}
