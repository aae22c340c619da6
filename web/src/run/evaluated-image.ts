// What is asked for one image of a run's last evaluation.
import { address, answer, api } from '../api/client.ts'

/** Its boxes, and which image they belong to. */
export function evaluatedImage(run: string, index: number) {
  return {
    queryKey: ['run', run, 'evaluation', index],
    queryFn: async () => {
      const asked = api.runs[':run'].evaluation[':index'].$get({ param: { run, index: String(index) } })
      return { index, ...(await answer(asked)) }
    },
  }
}

/** The address of its file. */
export function evaluatedFile(run: string, index: number): string {
  return address(['runs', run, 'evaluation', index, 'image'], { side: 4096 })
}
