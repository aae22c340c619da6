// What errors about settings say, in English and Chinese. A table; `{name}` are facts of the case.

export const settingsDetails = {
  'bad-config': {
    message: { en: 'The setting "{key}" cannot be used', zh: '参数 "{key}" 的值不可用' },
    messageMany: { en: 'The configuration has {count} problems:', zh: '配置有 {count} 个问题：' },
    row: {
      en: '{about}: expected {expected}, found {found}[. {next}]',
      zh: '{about}：期望 {expected}，实际为 {found}[。{next}]',
    },
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
    expectedFile: { en: 'a YAML file of settings', zh: '由参数组成的 YAML 文件' },
    foundCharacters: { en: '{count} characters', zh: '{count} 个字符' },
    expectedYaml: { en: 'valid YAML', zh: '有效的 YAML' },
    foundColumn: { en: '{fault} (column {column})', zh: '{fault}（第 {column} 列）' },
    expectedPlain: { en: 'plain values', zh: '普通的值' },
    foundEndless: { en: 'an alias that holds itself', zh: '包含自身的别名' },
    expectedMapping: { en: 'settings, one `name: value` a line', zh: '参数，每行一个 `name: value`' },
    foundOther: { en: 'something else', zh: '其他内容' },
    expectedBelow: { en: 'at most {high} ({value})', zh: '不超过 {high}（{value}）' },
    expectedDivisor: { en: 'a divisor of batch_size ({batch})', zh: 'batch_size（{batch}）的约数' },
    nextIdle: { en: 'Leave it out', zh: '请去掉该参数' },
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
