// Waits until a started training has its run folder.
import type { Launch } from '../../../src/server/api.ts'
import { answer, api, ApiError } from './client.ts'

/** How often, and how many times, it is asked. */
const patience = { milliseconds: 500, times: 120 }

/** The run's id. @throws ApiError when the training did not start */
export async function runOfLaunch(launch: Launch): Promise<string> {
  let known = launch
  for (let time = 0; time < patience.times; time++) {
    if (known.run !== undefined) return known.run
    if (known.state === 'failed') break
    await new Promise((resolve) => {
      setTimeout(resolve, patience.milliseconds)
    })
    known = await answer(api.trainings[':launch'].$get({ param: { launch: known.id } }))
  }
  throw new ApiError(known.failure ?? { code: 'start-failed', message: known.state })
}
