// What the exit code of the process says, for scripts.

export const exitCodes = {
  good: 0,
  /** Something went wrong, or what was looked at is not good (a broken data set, an unproven file). */
  failed: 1,
  /** The command line or a setting cannot be understood; nothing was done. */
  badUsage: 2,
  /** Stopped by Ctrl-C, also when everything was saved in order (128 + SIGINT, as shells have it). */
  stopped: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
