// Trainings: the form, the estimate, start, stop, resume.
import { UserError } from '../../core/errors.ts'
import { ConfigError, onePart } from '../../run/config-error.ts'
import { groupTitles } from '../../run/settings/kinds.ts'
import { presetNames, presets, withPreset } from '../../run/settings/presets.ts'
import { settingNames, settingOf } from '../../run/settings/table.ts'
import type { SettingForm, trainingEndpoints } from '../contract/training.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import { readableFolders } from '../files/served-folders.ts'
import { failureOf } from '../http/failure.ts'
import type { Handlers } from '../http/mount.ts'
import { runOf, type Services } from '../services.ts'
import { checkedSettings, refuseLeadingOut, settingsFile } from '../training/settings.ts'

export function trainingHandlers(services: Services): Handlers<typeof trainingEndpoints> {
  const { launches, reader, options } = services
  const { workdirs } = options
  return {
    settingForms: () => ({
      groups: Object.entries(groupTitles).map(([name, title]) => ({ name, title })),
      settings: settingNames.map(formOf),
      presets: presetNames.map((name) => ({ name, ...presets[name] })),
    }),
    estimate: async ({ body }) => {
      try {
        const config = checkedSettings(services, body.settings)
        const variants = presetNames.map((name) => withPreset(config, presets[name]))
        const within = readableFolders(services)
        const { time, variantSeconds, ...rest } = await reader.ask('estimate', { config, variants, workdirs, within })
        const ofPresets = presetNames.map((name, index) => ({ name, seconds: variantSeconds[index] }))
        return { problems: [], ...rest, ...(time && { time, presets: ofPresets }) }
      } catch (error) {
        if (error instanceof UserError) return { problems: problemsOf(error) }
        throw error
      }
    },
    readiness: ({ body }) => {
      const within = readableFolders(services)
      return services.examiner.ask('readiness', { config: checkedSettings(services, body.settings), within })
    },
    startTraining: async ({ body }) => {
      const config = checkedSettings(services, body.settings)
      await refuseLeadingOut(services, config)
      return launches.train(settingsFile(config, body.settings))
    },
    launch: ({ params }) => launches.get(params.launch),
    stopTraining: async ({ params }) => {
      await services.reader.ask('stopTraining', runOf(services, params.run))
      return { done: true }
    },
    resumeTraining: ({ params, body: { numEpochs } }) => launches.resume(runOf(services, params.run), numEpochs),
  }
}

function formOf(name: (typeof settingNames)[number]): DeepReadonly<SettingForm> {
  const { kind, default: preset, group, sentence, sentenceZh, unit, advanced = false } = settingOf(name)
  return {
    name,
    group,
    sentence: { en: sentence, zh: sentenceZh },
    expected: kind.expected,
    ...(unit !== undefined && { unit }),
    advanced,
    ...(preset !== undefined && { default: preset }),
    control: kind.control,
  }
}

/** One problem a setting, so that each field of the form shows its own. */
function problemsOf(error: UserError) {
  if (!(error instanceof ConfigError)) return [{ ...failureOf(error), setting: settingOfPath(error) }]
  return error.problems.map((problem) => ({ ...failureOf(new UserError(onePart(problem))), setting: problem.key }))
}

/** Other errors are about the data set: its path is the only one that is looked at. */
function settingOfPath({ code }: UserError): string {
  return code === 'path-outside' || code === 'file-missing' ? 'train_data_dir' : ''
}
