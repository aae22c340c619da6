// What errors about sweeps say, in English and Chinese. A table; `{name}` are facts of the case.

export const sweepsDetails = {
  'bad-sweep': {
    message: { en: '"{key}" of the sweep cannot be used', zh: '参数搜索中的 "{key}" 不可用' },
    messageMany: { en: 'The sweep has {count} problems:', zh: '参数搜索有 {count} 个问题：' },
    expectedKey: { en: 'one of {keys}', zh: '以下之一：{keys}' },
    expectedName: {
      en: 'a name of letters, digits, dots, - and _, at most 64',
      zh: '由字母、数字、点、- 和 _ 组成的名称，最多 64 个字符',
    },
    nextSettings: {
      en: 'Put {key} below settings (the same in all trials) or below parameters (varied)',
      zh: '请将 {key} 写在 settings（各次训练相同）或 parameters（变化）之下',
    },
    expectedNoData: {
      en: 'a setting other than the data set: scores on different images cannot be compared',
      zh: '数据集以外的参数：在不同图片上的得分无法比较',
    },
    expectedParts: {
      en: 'values, value, or min and max with distribution, step or count',
      zh: 'values、value，或 min 和 max（可加 distribution、step 或 count）',
    },
    expectedOneForm: { en: 'values, value, or min and max', zh: 'values、value，或 min 和 max，三者取其一' },
    expectedList: { en: 'a list of values', zh: '由取值组成的列表' },
    expectedCount: { en: 'from 1 to {most} values', zh: '1 到 {most} 个取值' },
    nextValues: { en: 'List its values instead', zh: '请改为列出取值' },
    nextStep: { en: 'Add a step, such as step: 32', zh: '请加上步长，例如 step: 32' },
    expectedMax: { en: 'at least min ({min})', zh: '不小于 min（{min}）' },
    expectedPositive: { en: 'a min above 0 for log_uniform', zh: 'log_uniform 要求 min 大于 0' },
    expectedEither: {
      en: 'either step, or count, which goes with log_uniform too',
      zh: 'step 与 count 二选一；log_uniform 只能用 count',
    },
    expectedStep: {
      en: 'a number above 0 that makes no more than 1000 values',
      zh: '大于 0 且取值不超过 1000 个的数',
    },
    expectedSeeds: {
      en: 'different whole numbers from 0 to 4294967295, such as [0, 1, 2]',
      zh: '互不相同的整数（0 到 4294967295），例如 [0, 1, 2]',
    },
    expectedParameters: {
      en: 'settings with the values to try, or two seeds or more',
      zh: '要变化的参数及其取值，或至少两个 seeds',
    },
    foundNone: { en: 'nothing that varies', zh: '没有任何变化' },
    expectedTrials: { en: 'how many combinations to draw', zh: '要抽取的组合数' },
    expectedNoTrials: {
      en: 'no number of trials: a grid has all combinations (method: random draws some)',
      zh: '网格搜索包含全部组合，不能指定 trials（method: random 可抽取一部分）',
    },
    expectedData: {
      en: 'a data set: settings with train_data_dir, or --data <folder>',
      zh: '数据集：在 settings 中写 train_data_dir，或使用 --data <文件夹>',
    },
    expectedOnce: { en: 'below settings or below parameters', zh: '写在 settings 或 parameters 之一' },
    expectedOnceSeed: { en: 'either seeds, or seed among the parameters', zh: 'seeds 与参数 seed 二选一' },
    foundTwice: { en: 'both', zh: '两处都有' },
    expectedGrid: {
      en: 'a list, or a range with step or count: a grid has every combination',
      zh: '列表，或带 step 或 count 的范围：网格搜索需要全部组合',
    },
    foundRange: { en: 'a range', zh: '一个范围' },
    expectedFewer: { en: 'at most {most} trainings', zh: '最多 {most} 次训练' },
    foundInTrial: { en: '{found} (with {values})', zh: '{found}（组合：{values}）' },
  },
  'sweep-unknown': {
    message: { en: 'There is no sweep "{reference}"', zh: '没有参数搜索 "{reference}"' },
    expected: {
      en: 'a sweep.yaml, or the name or the folder of a sweep that was started',
      zh: 'sweep.yaml 文件，或已开始的参数搜索的名称或文件夹',
    },
    found: { en: 'the sweeps {names}', zh: '已有 {names}' },
    foundNone: { en: 'no sweep yet', zh: '还没有参数搜索' },
    next: { en: 'Did you mean {guess}?', zh: '是否想写 {guess}？' },
    messageOrRun: { en: 'There is no run or sweep "{reference}"', zh: '没有名为 "{reference}" 的实验或参数搜索' },
    expectedOrRun: {
      en: 'a run (its folder, id or name), or the name of a sweep',
      zh: '实验（文件夹、编号或名称），或参数搜索的名称',
    },
    expectedTrial: { en: 'a trial from 1 to {last}', zh: '1 到 {last} 之间的序号' },
    messageTrial: { en: 'The sweep {name} has no trial {trial}', zh: '参数搜索 {name} 没有第 {trial} 次训练' },
  },
  'sweep-other': {
    message: { en: 'Another sweep is called {name}', zh: '已有另一个名为 {name} 的参数搜索' },
    expected: {
      en: 'the same sweep.yaml and data set as at its start',
      zh: '与开始时相同的 sweep.yaml 和数据集',
    },
    found: { en: 'other {what}', zh: '不同之处：{what}' },
    next: {
      en: 'give this one another name (--name {other}), or go on with the one that is there: {command}',
      zh: '请为本次搜索另取名称（--name {other}），或继续已有的搜索：{command}',
    },
  },
  'sweep-running': {
    message: { en: 'The sweep {name} is being worked on', zh: '参数搜索 {name} 正在进行' },
    next: { en: 'wait for its end, or stop it: {command}', zh: '请等待结束，或停止它：{command}' },
  },
  'sweep-not-running': {
    message: { en: 'The sweep {name} is not running', zh: '参数搜索 {name} 没有在进行' },
    expected: { en: 'a sweep that is being worked on', zh: '正在进行的参数搜索' },
    found: {
      en: 'no living process; trials that have ended: {ended} of {count}',
      zh: '没有运行中的进程；{count} 次训练中有 {ended} 次已结束',
    },
    nextStatus: { en: 'see how its trials ended: {command}', zh: '查看各次训练的结果：{command}' },
    nextGoOn: { en: 'to go on with it: {command}', zh: '如需继续：{command}' },
  },
} as const
