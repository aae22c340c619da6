// Where detections are computed: the flag --device, and what becomes of it.
import { settings } from '../../run/settings/table.ts'
import { chooseDevice, type Device, type DeviceName } from '../../tasks/train/device.ts'
import type { Context } from '../context.ts'
import { valueFlagOr } from '../flags.ts'

/** The processor, unless a card is asked for: what is found on a card differs in the last digits. */
export const defaultDevice = 'cpu'

export const deviceFlag = valueFlagOr<DeviceName>(
  defaultDevice,
  settings.device.kind,
  'Where the network is computed; auto takes the fastest that works.',
)

/**
 * The device that was asked for, which is said with the reason unless it is the processor.
 * @throws UserError `device-missing` when it cannot be used here
 */
export async function deviceOf(asked: DeviceName, { screen }: Context): Promise<Device['session']['provider']> {
  if (asked === 'cpu') return asked
  const { session, name, reason } = await chooseDevice(asked, 'auto')
  screen.log(`computed on ${name} (${reason})`)
  return session.provider
}
