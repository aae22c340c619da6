// The settings of a training that a browser sends: checked like a configuration file, and kept inside the folders served.
import { parseConfig } from '../../run/config.ts'
import { isSettingName, type Config } from '../../run/settings/table.ts'
import { listRuns } from '../../run/resolve.ts'
import { insideFolders, readableFolders } from '../files/served-folders.ts'
import type { Services } from '../services.ts'

/**
 * The whole configuration; the data set's path and that of start weights are real ones inside the folders.
 * @throws ConfigError with every problem; UserError path-outside, file-missing
 */
export function checkedSettings(
  { options }: Pick<Services, 'options'>,
  settings: Readonly<Record<string, unknown>>,
): Config {
  const { workdirs } = options
  const config = parseConfig(settings, (key) => (isSettingName(key) ? `settings.${key}` : 'settings'))
  const readable = readableFolders({ options })
  const isRun = listRuns(workdirs).some(({ id, names }) => id === config.init || names.includes(config.init))
  const isReference = config.init === '' || config.init === 'latest' || isRun
  return {
    ...config,
    train_data_dir: insideFolders(config.train_data_dir, readable),
    init: isReference ? config.init : insideFolders(config.init, readable),
  }
}

/** The same for every path that the lists of the data set name. @throws UserError path-outside */
export async function refuseLeadingOut(services: Services, config: Config): Promise<void> {
  await services.reader.ask('refuseLeadingOut', {
    data: config.train_data_dir,
    within: readableFolders(services),
  })
}
