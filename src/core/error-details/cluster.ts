// What errors about trainings on several processes and machines say, in English and Chinese. A table; `{name}` are facts of the case.

export const clusterDetails = {
  'mpi-missing': {
    message: {
      en: 'This training was started in several processes, and MPI cannot be loaded to connect them',
      zh: '此训练由多个进程启动，但无法加载 MPI 来连接它们',
    },
    expected: {
      en: 'Open MPI or MPICH (libmpi.so) where the loader looks for libraries',
      zh: '在动态库搜索路径中可找到 Open MPI 或 MPICH（libmpi.so）',
    },
    foundKoffi: {
      en: 'no foreign-function library: npm was told to leave out optional dependencies, or has none for this platform',
      zh: '缺少外部函数库：npm 安装时略去了可选依赖，或此平台没有对应的包',
    },
    foundLibrary: { en: 'none of {names} ({why})', zh: '未找到 {names}（{why}）' },
    next: {
      en: 'load the module of your MPI, or name its library: OCRDET_MPI_LIBRARY=/path/to/libmpi.so',
      zh: '请加载所用 MPI 的模块，或用 OCRDET_MPI_LIBRARY=/path/to/libmpi.so 指定其动态库',
    },
  },
  'ranks-not-connected': {
    message: {
      en: '{started} processes were started together, and each would train alone',
      zh: '同时启动了 {started} 个进程，但它们会各自单独训练',
    },
    expected: {
      en: 'processes that their MPI library can connect',
      zh: '可由 MPI 库相互连接的进程',
    },
    found: { en: 'MPI sees {found} of them', zh: 'MPI 只看到其中 {found} 个' },
    foundNone: { en: 'srun that told no MPI library of them', zh: 'srun 没有将它们告知任何 MPI 库' },
    messageAlone: { en: 'This process was started alone', zh: '此进程是单独启动的' },
    expectedSeveral: { en: 'two processes or more, started together', zh: '一起启动的两个或更多进程' },
    nextSeveral: { en: 'start several: {command}', zh: '请启动多个进程：{command}' },
    next: {
      en: 'start them with srun --mpi=pmix (Open MPI) or --mpi=pmi2 (MPICH, Intel MPI), or with the mpirun of that library',
      zh: '请用 srun --mpi=pmix（Open MPI）或 --mpi=pmi2（MPICH、Intel MPI）启动，或用该库自带的 mpirun',
    },
  },
  'ranks-misfit': {
    message: {
      en: 'Batches of {batch} cannot be divided evenly among {ranks} processes',
      zh: '批大小 {batch} 无法平均分给 {ranks} 个进程',
    },
    expected: { en: 'a batch size that is a multiple of {ranks}', zh: '批大小为 {ranks} 的倍数' },
    messageMicro: {
      en: 'Each process computes {part} images of a batch, which cannot be divided into parts of {micro}',
      zh: '每个进程计算一个批次中的 {part} 张图片，无法分成每份 {micro} 张',
    },
    expectedMicro: {
      en: 'a --micro-batch that divides {part}, or auto',
      zh: '能整除 {part} 的 --micro-batch，或 auto',
    },
    next: {
      en: 'use --batch-size {fits}, or another number of processes',
      zh: '请使用 --batch-size {fits}，或改变进程数',
    },
    nextMicro: { en: 'leave out --micro-batch', zh: '请去掉 --micro-batch' },
  },
  'slurm-missing': {
    message: { en: 'Slurm is not on this machine', zh: '此机器上没有 Slurm' },
    expected: {
      en: "Slurm's programs (sbatch, squeue, scancel) on the path",
      zh: 'PATH 中有 Slurm 的程序（sbatch、squeue、scancel）',
    },
    found: { en: 'no {program}', zh: '没有 {program}' },
    next: {
      en: 'work on a login node of the cluster, or train here without --slurm',
      zh: '请在集群的登录节点上操作，或去掉 --slurm 在本机训练',
    },
  },
  'slurm-refused': {
    message: { en: '{program} refused', zh: '{program} 拒绝了请求' },
    next: {
      en: 'change the options behind --slurm; --dry-run shows the batch script',
      zh: '请修改 --slurm 之后的选项；--dry-run 可显示批处理脚本',
    },
  },
  'rank-failed': {
    message: {
      en: 'Rank {rank} of {size} (on {host}) failed: {why}',
      zh: '进程 {rank}（共 {size} 个，位于 {host}）失败：{why}',
    },
  },
} as const
