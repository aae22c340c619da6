// The settings of a training that a browser sends: checked like a configuration file, and kept inside the folders served.
import { parseConfig } from '../../run/config.ts'
import { isSettingName, type Config } from '../../run/settings/table.ts'
import { starterName } from '../../core/starter-name.ts'
import { scratchName } from '../../run/initial-weights.ts'
import { listRuns } from '../../run/resolve.ts'
import { insideFolders, readableFolders } from '../files/served-folders.ts'
import type { Services } from '../services.ts'

/** What `init` may say besides a run and the path of a file. */
const initialWords: ReadonlySet<string> = new Set(['', 'latest', starterName, scratchName])

/**
 * The whole configuration; the data set's path and that of initial weights are real ones inside the folders.
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
  const isReference = initialWords.has(config.init) || isRun
  return {
    ...config,
    train_data_dir: insideFolders(config.train_data_dir, readable),
    init: isReference ? config.init : insideFolders(config.init, readable),
  }
}

/** What a training is started with: the settings that were sent, as they were checked. All others it chooses itself. */
export function settingsFile(config: Config, sent: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(config).filter(([name]) => Object.hasOwn(sent, name))
  return `${JSON.stringify(Object.fromEntries(given), null, 2)}\n` // JSON is YAML
}

/** The same for every path that the lists of the data set name. @throws UserError path-outside */
export async function refuseLeadingOut(services: Services, config: Config): Promise<void> {
  await services.reader.ask('refuseLeadingOut', {
    data: config.train_data_dir,
    within: readableFolders(services),
  })
}
