// What the functions of the API have in common: the folder of the runs, and settings checked against their table.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { parseConfig } from '../run/config.ts'
import { ConfigError, configProblem } from '../run/config-error.ts'
import { isSettingName, type Config, type SettingName } from '../run/settings/table.ts'

/** Where runs lie. */
export interface RunsFolder {
  /** Folder that holds the runs; `workdirs` unless given. */
  readonly workdirs?: string
}

/** Ends work early. */
export interface Stoppable {
  /** Ends the work before its next step; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

/** Hears of progress. */
export interface Progress {
  /** Called after each image with the number of images done, and of all. */
  readonly onProgress?: (done: number, total: number) => void
}

const words = errorDetails['bad-config']

/** How settings are called in errors. */
const where = 'settings'

/** The settings that were given; `undefined` counts as not given. */
export function givenSettings(values: object = {}): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/**
 * Some settings, checked against the table of all.
 * @param allowed the names that have an effect where they are given
 * @throws UserError `bad-config` with everything that is wrong
 */
export function checkedSettings<Name extends SettingName>(
  values: object | undefined,
  allowed: readonly Name[],
): { readonly [N in Name]?: Config[N] } {
  const given = givenSettings(values)
  const names: readonly string[] = allowed
  const idle = Object.keys(given).filter((name) => isSettingName(name) && !names.includes(name))
  if (idle.length > 0)
    throw new ConfigError(
      idle.map((key) => ({
        ...configProblem(key, {
          expected: say(words.expectedOneOf, { choices: names.join(', ') }),
          found: key,
          next: say(words.nextIdle),
        }),
        where,
      })),
    )
  const config = parseConfig({ train_data_dir: '.', ...given }, where)
  return Object.fromEntries(
    allowed.filter((name) => Object.hasOwn(given, name)).map((name) => [name, config[name]]),
  ) as {
    readonly [N in Name]?: Config[N]
  }
}
