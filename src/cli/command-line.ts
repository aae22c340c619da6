// One call of the program from its words to its exit code: help, dispatch, errors, Ctrl-C and closed pipes.
import type { Language } from '../core/language.ts'
import { isatty } from 'node:tty'
import { isChild } from '../core/child-process.ts'
import { errorDetails } from '../core/error-details.ts'
import { UserError, systemCode } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { leaveFailure } from '../core/failure-file.ts'
import { explainSystemError, explainUntold } from '../core/files.ts'
import { launchOf } from '../core/launch.ts'
import { onNotice } from '../core/notices.ts'
import { readRegularText } from '../core/read-file.ts'
import { closest } from '../run/suggest.ts'
import type { Called } from './command.ts'
import { commandNames, commands, isCommandName } from './commands.ts'
import { showJsonLine, type Context } from './context.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { exitCodeOf, failureJson, renderFailure } from './failure.ts'
import { renderCommandHelp, renderProgramHelp } from './help.ts'
import { ignoreHangUpAsAsked, watchForStop } from './interrupt.ts'
import { Screen, type Output } from './screen/screen.ts'
import { wantsColors } from './text/colors.ts'
import { programName } from './text/format.ts'

/** The words before a lone `--`: after it, nothing is a flag. */
function flagsIn(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--')
  return end === -1 ? words : words.slice(0, end)
}

/** Runs the command line. @param words without node and script */
export async function runCommandLine(words: readonly string[]): Promise<ExitCode> {
  const flags = flagsIn(words)
  const refused = flags.includes('--no-color')
  const screen = new Screen(outputOf(process.stdout, refused), outputOf(process.stderr, refused))
  const json = flags.includes('--json')
  const program = programName(process.env, process.argv[1] ?? '')
  const stopWatch = { current: new AbortController().signal }
  endWithoutReaders(screen)
  onNotice((text) => screen.log(text))
  try {
    return await dispatch(words, { screen, json, program }, stopWatch)
  } catch (error) {
    screen.endLive()
    return showFailure(explainUntold(error), {
      screen,
      json,
      program,
      language: languageAsked(words),
      stop: stopWatch.current,
    })
  }
}

type CallContext = Omit<Context, 'stop'>

async function dispatch(
  words: readonly string[],
  context: CallContext,
  stopWatch: { current: AbortSignal },
): Promise<ExitCode> {
  const { screen, program } = context
  const flags = flagsIn(words)
  const at = words.findIndex((word) => !word.startsWith('-'))
  if (flags.includes('--version') && at === -1) return showText(screen, version())
  const isHelpCommand = words[at] === 'help'
  const name = isHelpCommand ? words[at + 1] : words[at]
  if (name === undefined) {
    refuseUnknownFlags(words)
    return showText(screen, renderProgramHelp(program, screen.look))
  }
  if (!isCommandName(name)) throw unknownCommand(name)
  const called = { title: `${program} ${name}`, declaration: await commands[name].load() }
  const all = flags.includes('--help-all')
  if (isHelpCommand || all || flags.includes('--help') || flags.includes('-h'))
    return showText(screen, renderCommandHelp(called, all, screen.look))
  return runCommand(called, words.toSpliced(at, 1), context, stopWatch)
}

async function runCommand(
  called: Called,
  words: readonly string[],
  context: CallContext,
  stopWatch: { current: AbortSignal },
): Promise<ExitCode> {
  const { declaration } = called
  const { parseWords } = await import('./parse.ts') // Help does without the parser.
  const input = parseWords(called, words)
  const { stoppable = false } = declaration
  if (stoppable === false) {
    ignoreHangUpAsAsked()
    return declaration.run(input, { ...context, stop: stopWatch.current })
  }
  const { screen } = context
  const { first, another, outlivesReaders = false } = manners[stoppable === true ? 'after-step' : stoppable]
  if (outlivesReaders) goOnWithoutReaders(screen)
  const tell = (text: string | undefined): void => {
    if (text !== undefined && !isSpokenFor()) screen.log(text)
  }
  const watch = watchForStop({
    onFirst: () => tell(first),
    ...(another !== undefined && { onAnother: () => tell(another) }),
  })
  stopWatch.current = watch.signal
  try {
    return await declaration.run(input, { ...context, stop: watch.signal })
  } finally {
    watch.close()
  }
}

/** Whether another process tells a person that all of them stop: the parent of a child, or the first of those that were started together. */
function isSpokenFor(): boolean {
  return isChild() || (launchOf(process.env)?.rank ?? 0) > 0
}

/** How commands stop: what is said at the first request and at others, and whether they go on when nobody reads along. */
interface Manner {
  readonly first?: string
  readonly another?: string
  readonly outlivesReaders?: boolean
}

const manners: Readonly<Record<'after-step' | 'quietly' | 'saving' | 'serving', Manner>> = {
  'after-step': { first: 'Stopping after this step; press Ctrl-C again to quit at once.' },
  quietly: {},
  saving: {
    first: 'Stopping after this step; everything is saved then.',
    another: 'Still stopping: the step is finished and saved.',
    outlivesReaders: true,
  },
  serving: { outlivesReaders: true },
}

function showText(screen: Screen, text: string): ExitCode {
  screen.print(text)
  return exitCodes.good
}

/** The language that a command was asked for, also when the rest of its line is wrong. */
function languageAsked(words: readonly string[]): Language {
  const asked = words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  return (asked ?? words[words.indexOf('--lang') + 1]) === 'zh' ? 'zh' : 'en'
}

interface FailureContext extends CallContext {
  readonly language: Language
  readonly stop: AbortSignal
}

function showFailure(error: unknown, { screen, json, program, language, stop }: FailureContext): ExitCode {
  const stopped = stop.aborted && error === stop.reason
  const shown = stopped ? new UserError({ code: 'stopped', message: say(errorDetails['stopped'].message) }) : error
  if (shown instanceof UserError) leaveFailure(shown)
  if (json) showJsonLine({ screen }, failureJson(shown))
  // A bug shows its stack in any case, as nobody may be looking at the JSON.
  if (!json || !(shown instanceof UserError)) screen.log(renderFailure(shown, screen.errorLook, { program, language }))
  return stopped ? exitCodes.stopped : exitCodeOf(shown)
}

function unknownCommand(name: string): UserError {
  const [guess] = closest(name, commandNames)
  return new UserError({
    code: 'unknown-command',
    message: say(errorDetails['unknown-command'].message, { name }),
    expected: commandNames.join(', '),
    found: name,
    next:
      guess === undefined
        ? say(errorDetails['unknown-command'].nextHelp)
        : say(errorDetails['unknown-command'].nextGuess, { guess }),
  })
}

/** Flags that may stand without a command. */
const flagsAlone: ReadonlySet<string> = new Set(['--help', '-h', '--help-all', '--json', '--no-color', '--version'])

function refuseUnknownFlags(words: readonly string[]): void {
  const unknown = words.find((word) => !flagsAlone.has(word) && word !== 'help')
  if (unknown === undefined) return
  const [guess] = closest(unknown, [...flagsAlone])
  throw new UserError({
    code: 'unknown-flag',
    message: say(errorDetails['unknown-flag'].messageAlone, { unknown }),
    found: unknown,
    next:
      guess === undefined
        ? say(errorDetails['unknown-flag'].nextHelp, { title: 'ocrdet' })
        : say(errorDetails['unknown-flag'].nextGuess, { guess }),
  })
}

/** The version in package.json, which lies two folders above this file, in the sources and when built. */
function version(): string {
  const text = readRegularText(new URL('../../package.json', import.meta.url))
  return String((JSON.parse(text) as { version: unknown }).version)
}

function outputOf(stream: NodeJS.WriteStream & { readonly fd: number }, refused: boolean): Output {
  // mpirun gives its processes a terminal of their own, wherever its output goes; in the terminal of a child its parent paints.
  const isTerminal = isatty(stream.fd) && launchOf(process.env) === undefined && !isChild()
  return {
    write: (text) => stream.write(text),
    columns: () => stream.columns,
    colors: wantsColors({ isTerminal, refused, env: process.env }),
    isTerminal: isTerminal && process.env['TERM'] !== 'dumb',
  }
}

/** What a stream says when its reader has gone: a closed pipe, a terminal that was hung up. */
const gone: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO'])

/**
 * `ocrdet ... | head`: when nobody reads any more, the program ends as other tools do, without a word. A result that cannot be
 * written (`> /dev/full`) is an error.
 */
function endWithoutReaders(screen: Screen): void {
  onLostOutput(screen, (name, error) => {
    if (gone.has(systemCode(error))) process.exit()
    tellLost(screen, name, error)
    process.exit(exitCodes.failed)
  })
}

/**
 * A training or a server does not end because nobody reads along: its results are files and answers. That its output could not be
 * written is told once, and its exit code says so in the end.
 */
function goOnWithoutReaders(screen: Screen): void {
  let isTold = false
  onLostOutput(screen, (name, error) => {
    if (isTold || name === 'err' || gone.has(systemCode(error))) return
    isTold = true
    tellLost(screen, name, error)
    process.once('exit', (code) => {
      if (code === exitCodes.good) process.exitCode = exitCodes.failed
    })
  })
}

function tellLost(screen: Screen, name: 'out' | 'err', error: unknown): void {
  const explained = explainSystemError(error, name === 'out' ? 'standard output' : 'standard error', 'write to')
  screen.log(renderFailure(explained, screen.errorLook))
}

function onLostOutput(screen: Screen, then: (name: 'out' | 'err', error: unknown) => void): void {
  for (const [name, stream] of [
    ['out', process.stdout],
    ['err', process.stderr],
  ] as const) {
    stream.removeAllListeners('error')
    stream.on('error', (error) => {
      screen.mute(name)
      then(name, error)
    })
  }
}
