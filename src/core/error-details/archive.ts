// What errors about archives of runs say, in English and Chinese. A table; `{name}` are facts of the case.

export const archiveDetails = {
  'restore-in-the-way': {
    expected: { en: 'no run of that id', zh: '没有同编号的实验' },
    found: { en: 'a run or a file in its place', zh: '该位置已有实验或文件' },
    next: {
      en: 'Move it away, or restore into another folder with --workdirs',
      zh: '请将其移走，或用 --workdirs 恢复到其他文件夹',
    },
    message: { en: '{id} is there already', zh: '{id} 已存在' },
    expectedId: { en: 'no run of that id', zh: '没有该编号的实验' },
    foundRun: { en: 'a run in its place', zh: '原位置已有实验' },
  },
  'archive-unknown': {
    message: { en: 'There is no archive "{reference}"', zh: '没有归档 "{reference}"' },
    expected: {
      en: 'the id or a former name of an archived run, or the path of its tar.gz file',
      zh: '已归档实验的编号或原名称，或其 tar.gz 文件的路径',
    },
    nextGuess: { en: 'Did you mean {guess}?', zh: '是否想写 {guess}？' },
    nextNone: { en: 'There are no archives', zh: '没有归档' },
    nextList: { en: 'There are: {list}', zh: '现有：{list}' },
  },
  'not-archivable': {
    foundLink: {
      en: 'the link {link}, which leads out of the run folder, to {target}',
      zh: '链接 {link}，它指向实验文件夹之外的 {target}',
    },
    foundMode: {
      en: 'the file {file} with the mode {mode}, which would run as its owner',
      zh: '文件 {file}，其模式为 {mode}，会以所有者身份运行',
    },
    messageHarm: {
      en: 'The run folder holds something that would not be restored',
      zh: '实验文件夹中有无法恢复的内容',
    },
    expectedHarm: {
      en: 'files, folders, and links that stay in the run folder',
      zh: '文件、文件夹，以及不指向实验文件夹之外的链接',
    },
    nextHarm: {
      en: 'Replace the link by a copy, or take the permission away (chmod ug-s), then archive again',
      zh: '请将链接替换为副本，或去掉该权限（chmod ug-s），然后重新归档',
    },
    message: {
      en: 'The run folder holds something that an archive cannot keep',
      zh: '实验文件夹中有归档无法保存的内容',
    },
    expected: { en: 'files, folders and links', zh: '文件、文件夹和链接' },
    found: { en: 'a socket, a pipe or a device', zh: '套接字、管道或设备' },
    next: { en: 'Move it elsewhere, then archive again', zh: '请将其移到别处，然后重新归档' },
  },
  'run-changed': {
    foundGone: { en: '{path} is gone', zh: '{path} 已不存在' },
    foundFolder: { en: 'the folder changed', zh: '文件夹已变化' },
    foundOther: { en: '{path} changed', zh: '{path} 已变化' },
    foundNew: { en: '{path} is new', zh: '{path} 是新增的' },
    message: {
      en: 'The run {id} changed while it was archived, so it stays',
      zh: '归档期间实验 {id} 发生了变化，因此予以保留',
    },
    expected: { en: 'a run that nothing writes to', zh: '没有被写入的实验' },
    next: { en: 'Archive it again when nothing works on it', zh: '请在没有程序使用它时重新归档' },
  },
  'archive-differs': {
    foundFolder: { en: 'the folder itself: {what}', zh: '文件夹本身：{what}' },
    foundExtra: { en: 'it is not in the folder, or twice in the archive', zh: '不在文件夹中，或在归档中出现两次' },
    foundBytes: { en: 'its bytes differ after byte {at}', zh: '第 {at} 字节之后内容不同' },
    foundShort: { en: '{at} of {size} bytes are there', zh: '{size} 字节中只有 {at} 字节' },
    foundMissing: { en: 'it is not in the archive', zh: '不在归档中' },
    foundKind: { en: 'a {kind} in the archive, a {there} in the folder', zh: '归档中是 {kind}，文件夹中是 {there}' },
    foundSize: {
      en: '{size} bytes in the archive, {there} in the folder',
      zh: '归档中 {size} 字节，文件夹中 {there} 字节',
    },
    foundTarget: { en: 'the link leads elsewhere', zh: '链接指向不同的位置' },
    foundMode: { en: 'the permissions differ', zh: '权限不同' },
    foundTime: { en: 'the time of its last change differs', zh: '最后修改时间不同' },
    message: { en: 'The archive is not the folder, byte for byte', zh: '归档与文件夹的内容不完全相同' },
    expected: { en: 'the same files with the same bytes', zh: '相同的文件，内容逐字节相同' },
    next: {
      en: 'Nothing was removed; try again, and check the disk if it happens twice',
      zh: '没有删除任何内容；请重试，若再次出现请检查磁盘',
    },
  },
  'archive-damaged': {
    foundKind: { en: 'an entry of the kind {type} ({path})', zh: '类型为 {type} 的条目（{path}）' },
    messageForeign: { en: 'This is no archive of a run', zh: '不是实验的归档' },
    expectedForeign: { en: 'one run folder and what is in it', zh: '一个实验文件夹及其内容' },
    foundEntry: { en: 'the entry {entry}', zh: '条目 {entry}' },
    foundNoFolder: {
      en: 'the entry {path}, which lies in something that is no folder',
      zh: '条目 {path}，它所在的位置不是文件夹',
    },
    message: { en: 'This archive is damaged', zh: '归档已损坏' },
    expected: { en: 'a whole tar.gz file of a run', zh: '完整的实验 tar.gz 文件' },
    next: { en: 'Take another copy of it; nothing was changed', zh: '请使用该归档的其他副本；没有改动任何内容' },
  },
  'archive-unsafe': {
    expected: {
      en: 'files, folders, and links that stay in the run folder',
      zh: '文件、文件夹，以及不指向实验文件夹之外的链接',
    },
    expectedBytes: { en: 'at most {bytes} bytes in its files', zh: '文件合计不超过 {bytes} 字节' },
    foundBytes: { en: '{bytes} or more', zh: '{bytes} 或更多' },
    expectedEntries: { en: 'at most {entries} files and folders', zh: '不超过 {entries} 个文件和文件夹' },
    foundEntries: { en: 'more than that', zh: '超出该数量' },
    message: {
      en: 'This archive holds what could do harm, so nothing of it was restored',
      zh: '归档中有可能造成危害的内容，未恢复任何内容',
    },
    next: {
      en: 'Unpack it yourself if you trust it, and take that entry out',
      zh: '若信任该归档，请自行解压，并取出该条目',
    },
  },
  'archive-changed': {
    message: { en: 'This archive is not the one that was verified when it was made', zh: '归档与生成时验证过的不一致' },
    expected: { en: 'the checksum in {sidecar}', zh: '{sidecar} 中的校验和' },
    found: { en: 'another one', zh: '不同的校验和' },
    next: {
      en: 'If you trust the file, move {sidecar} away and restore again',
      zh: '若信任该文件，请将 {sidecar} 移走，然后重新恢复',
    },
  },
} as const
