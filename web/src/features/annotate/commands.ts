// What keys and buttons do to the image that is edited.
import { useEffect, useRef } from 'react'
import { answer, api } from '../../api/client.ts'
import { useAction } from '../../api/use-action.ts'
import type { Clipboard } from '../../annotate/editor.ts'
import type { Text } from '../../annotate/split-join.ts'
import { tell } from '../../ui/toasts.tsx'
import { useSay } from '../../words/language-context.tsx'
import { type ImageKey, loadImage } from './editing.ts'
import { type Command, commandOf, nudgeOf } from './keys.ts'
import type { Surface, Tool } from './surface.ts'
import type { EditorOfImage } from './use-editor.ts'

/** Texts that were copied, also for the next image. */
let clipboard: Clipboard = []

interface Given {
  readonly place: ImageKey
  readonly editor: EditorOfImage
  readonly surface: () => Surface | undefined
  readonly corner: number | undefined
  readonly setTool: (tool: Tool) => void
  readonly toggleHelp: () => void
  readonly toggleBoxes: () => void
  readonly focusTranscript: () => void
  /** To another image; undefined where there is none. */
  readonly go: (by: -1 | 1) => void
  readonly accept: () => void
  /** The image before in the walk. */
  readonly previous: number | undefined
}

export interface Commands {
  readonly run: (command: Command) => void
  readonly isBusy: boolean
  readonly failure: ReturnType<typeof useAction>['failure']
}

const plainText = ({ box, transcript, ignore }: Text): Text => ({ box, transcript, ignore })

export function useCommands(given: Given): Commands {
  const say = useSay()
  const { place, editor, surface, previous } = given
  const { state, act } = editor
  const chosen = state.boxes.filter(({ id }) => state.selection.includes(id))
  const fit = useAction(async () => {
    const fitted: (readonly [number, readonly number[]])[] = []
    for (const { id, box } of chosen) {
      const found = await fittedBox(place, box)
      if (found !== undefined) fitted.push([id, found])
    }
    if (fitted.length === 0) tell(say('edit.fit.none'))
    else act({ do: 'reshape', boxes: fitted })
  })
  const copyPrevious = useAction(async () => {
    if (previous === undefined) return
    act({ do: 'add', texts: (await loadImage({ ...place, index: previous })).texts })
  })
  const toFit = (): void => {
    if (chosen.length > 0 && !fit.isBusy) void fit.run()
  }
  const commands: Readonly<Record<Command, () => void>> = {
    ...onImage(given),
    ...onTexts(given),
    fit: toFit,
    'previous-boxes': () => void copyPrevious.run(),
  }
  const run = (command: Command): void => commands[command]()
  useKeys({ run, surface, editor, go: given.go })
  return { run, isBusy: fit.isBusy, failure: fit.failure ?? copyPrevious.failure }
}

type OnImage = keyof ReturnType<typeof onImage>

/** What changes no text. */
function onImage(given: Given) {
  const { surface, setTool, editor } = given
  return {
    accept: () => {
      if (surface()?.close() !== true) given.accept()
    },
    'next-image': () => given.go(1),
    'previous-image': () => given.go(-1),
    select: () => setTool('select'),
    rectangle: () => setTool('rectangle'),
    quadrilateral: () => setTool('quadrilateral'),
    polygon: () => setTool('polygon'),
    transcript: given.focusTranscript,
    escape: () => {
      if (surface()?.abandon() === true) return
      setTool('select')
      editor.act({ do: 'select', ids: [] })
    },
    help: given.toggleHelp,
    'zoom-in': () => surface()?.zoom('in'),
    'zoom-out': () => surface()?.zoom('out'),
    'zoom-fit': () => surface()?.zoom('fit'),
    'toggle-boxes': given.toggleBoxes,
  } satisfies Partial<Record<Command, () => void>>
}

type OnTexts = Exclude<Command, OnImage | 'fit' | 'previous-boxes'>

function onTexts({ surface, corner, editor: { state, act } }: Given): Readonly<Record<OnTexts, () => void>> {
  const chosen = state.boxes.filter(({ id }) => state.selection.includes(id))
  return {
    duplicate: () => act({ do: 'duplicate' }),
    delete: () => {
      if (surface()?.dropPoint() !== true) act({ do: 'delete' })
    },
    split: () => act({ do: 'split' }),
    join: () => act({ do: 'join' }),
    ignore: () => act({ do: 'ignore' }),
    undo: () => act({ do: 'undo' }),
    redo: () => act({ do: 'redo' }),
    'select-all': () => act({ do: 'select-all' }),
    copy: () => {
      if (chosen.length > 0) clipboard = chosen.map(plainText)
    },
    paste: () => act({ do: 'add', texts: clipboard }),
    'next-box': () => act({ do: 'step', by: 1 }),
    'previous-box': () => act({ do: 'step', by: -1 }),
    'insert-corner': () => act({ do: 'insert-corner' }),
    'remove-corner': () => act({ do: 'remove-corner', index: corner ?? Infinity }),
    'turn-right': () => act({ do: 'turn', degrees: 1 }),
    'turn-left': () => act({ do: 'turn', degrees: -1 }),
    grow: () => act({ do: 'grow', pixels: 1 }),
    shrink: () => act({ do: 'grow', pixels: -1 }),
  }
}

async function fittedBox({ data, split, index }: ImageKey, box: readonly number[]): Promise<number[] | undefined> {
  const json = { data, split, box: [...box] }
  return (await answer(api.editing.image[':index'].fit.$post({ param: { index: String(index) }, json }))).box
}

/** Where keys are letters, or choose among something. */
const typing = 'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog] *'
/** Where Enter and the space bar press what has the focus. */
const pressable = 'button, a, summary, input[type=checkbox]'

interface Keyed extends Pick<Given, 'editor' | 'surface' | 'go'> {
  readonly run: (command: Command) => void
}

/** Keys work wherever nothing else needs them. */
function useKeys(keyed: Keyed): void {
  const latest = useRef(keyed)
  useEffect(() => {
    latest.current = keyed
  })
  useEffect(() => {
    const isFor = (event: KeyboardEvent, selector: string): boolean =>
      event.target instanceof Element && event.target.matches(selector)
    const down = (event: KeyboardEvent): void => {
      if (isFor(event, typing) || (isFor(event, pressable) && ['Enter', ' '].includes(event.key))) return
      const isTaken = event.key === ' ' ? heldSpace(latest.current, true) : pressed(event, latest.current)
      if (isTaken) event.preventDefault()
    }
    const up = (event: KeyboardEvent): void => {
      if (event.key === ' ') heldSpace(latest.current, false)
    }
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    return () => {
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
    }
  }, [])
}

function heldSpace({ surface }: Keyed, isDown: boolean): boolean {
  surface()?.holdSpace(isDown)
  return true
}

/** Returns whether the key meant something. */
function pressed(event: KeyboardEvent, { editor, run, go }: Keyed): boolean {
  const { selection } = editor.state
  const nudge = event.ctrlKey || event.metaKey || event.altKey ? undefined : nudgeOf(event)
  if (nudge !== undefined && selection.length > 0) {
    editor.act({ do: 'nudge', ...nudge })
    return true
  }
  if (nudge !== undefined) {
    if (nudge.dx === 0) return false
    go(nudge.dx > 0 ? 1 : -1)
    return true
  }
  if (event.shiftKey && ['E', 'W'].includes(event.key)) {
    editor.act({ do: 'turn', degrees: event.key === 'E' ? 15 : -15 })
    return true
  }
  const command = commandOf(event)
  if (command === undefined || (command === 'copy' && selection.length === 0)) return false
  run(command)
  return true
}
