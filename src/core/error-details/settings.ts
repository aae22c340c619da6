// What errors about settings say, in English and Chinese. A table; `{name}` are facts of the case.

export const settingsDetails = {
  'bad-config': {
    message: { en: 'The setting "{key}" cannot be used', zh: '参数 "{key}" 的值不可用' },
    messageUnreadable: { en: 'The configuration cannot be read', zh: '无法读取配置' },
    expectedWhole: { en: 'a whole number from {min} to {max}', zh: '{min} 到 {max} 之间的整数' },
    expectedMultiple: { en: 'a multiple of {step} from {min} to {max}', zh: '{min} 到 {max} 之间 {step} 的倍数' },
    expectedNumber: { en: 'a number from {min} to {max}', zh: '{min} 到 {max} 之间的数值' },
    expectedAbove: { en: 'a number above {min}, at most {max}', zh: '大于 {min} 且不超过 {max} 的数值' },
    expectedWordOrWhole: {
      en: '{words}, or a whole number from {min} to {max}',
      zh: '{words}，或 {min} 到 {max} 之间的整数',
    },
    expectedOneOf: { en: 'one of {choices}', zh: '以下之一：{choices}' },
    expectedToggle: { en: 'true or false', zh: 'true 或 false' },
    expectedName: { en: 'the name of a setting', zh: '参数的名称' },
    nextGuess: { en: 'Did you mean {guess}?', zh: '是否想写 {guess}？' },
    nextHelp: { en: 'See ocrdet train --help for all settings', zh: '所有参数见 ocrdet train --help' },
    expectedText: { en: 'the path of a data set folder', zh: '数据集文件夹的路径' },
    expectedInit: { en: 'starter, none, a .pth file or a run', zh: 'starter、none、.pth 文件或实验' },
    expectedSize: {
      en: '[height, width], each a multiple of {step} from {min} to {max}',
      zh: '[高, 宽]，均为 {min} 到 {max} 之间 {step} 的倍数',
    },
    expectedDuration: { en: 'a duration such as 90s, 15m, 2h, 30d or 4w', zh: '时长，例如 90s、15m、2h、30d 或 4w' },
  },
} as const
