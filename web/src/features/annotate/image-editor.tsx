// One image that is edited: tools and image on the left, its texts and what is said of them on the right.
import { useEffect, useRef, useState } from 'react'
import type { EditedImage } from '../../../../src/server/api.ts'
import { isHolding } from '../../annotate/findings.ts'
import type { Outline } from '../../annotate/outline.ts'
import { wantedIn } from '../../annotate/wanted.ts'
import { address } from '../../api/client.ts'
import { FailureMessage } from '../../api/failure-message.tsx'
import { boundsOf } from '../../image/view.ts'
import { Badge, Message } from '../../ui/feedback.tsx'
import { Button } from '../../ui/button.tsx'
import { tell } from '../../ui/toasts.tsx'
import { useSay } from '../../words/language-context.tsx'
import { Canvas } from './canvas.tsx'
import { useCommands } from './commands.ts'
import { HelpDialog } from './dialogs.tsx'
import type { ImageKey } from './editing.ts'
import { ImageFindings } from './findings.tsx'
import { HistoryPanel } from './history.tsx'
import { SaveBadge, SaveTrouble } from './save-status.tsx'
import type { Surface, Tool } from './surface.ts'
import { TextList } from './text-list.tsx'
import { Toolbar } from './toolbar.tsx'
import { type EditorOfImage, useEditor } from './use-editor.ts'

interface ImageEditorProps {
  readonly place: ImageKey
  readonly image: EditedImage
  readonly isOpen: boolean
  readonly askToOpen: (then: () => void) => void
  readonly go: (by: -1 | 1) => void
  /** The image before in the walk. */
  readonly previous: number | undefined
  /** Texts that a model sees differently. */
  readonly disagreement: number
  readonly pointed: Pointed | undefined
}

/** A text that another page points to. */
export interface Pointed {
  readonly box: Outline | undefined
  /** Of the ground truth. */
  readonly line: number | undefined
}

/** The longer side at which the image is shown, in pixels. */
const side = 4096
/** A drawn outline that extends over less, in square pixels, was a slip of the hand. */
const slip = 4

export function ImageEditor(props: ImageEditorProps) {
  const { place, image, isOpen, previous, disagreement } = props
  const say = useSay()
  const editor = useEditor(props)
  const { state, act } = editor
  const { accept, commands, surface, list, tool, setTool, corner, setCorner, help, showsBoxes } = useTools(
    props,
    editor,
  )
  const drawn = (box: Outline): void => {
    setTool('select')
    if (!isSlip(box)) act({ do: 'add', texts: [{ box, transcript: '', ignore: false }] })
  }
  const flawed = flawedIds(editor)
  const { wanted, suggested, forget } = useWanted(props, editor)
  return (
    <div className="split edit">
      <div className="stack">
        <Toolbar
          {...{ tool, state }}
          isBusy={commands.isBusy}
          hasPrevious={previous !== undefined}
          run={commands.run}
        />
        <Canvas
          surface={surface}
          address={address(['datasets', 'image', place.index, 'file'], { data: place.data, split: place.split, side })}
          {...{ tool, corner, flawed, showsBoxes, suggested, wanted }}
          {...{ width: image.width, height: image.height, boxes: state.boxes, selection: state.selection }}
          hint={tool === 'select' ? undefined : say(`edit.hint.${tool}`)}
          onChange={act}
          onDrawn={drawn}
          onCorner={setCorner}
        />
      </div>
      <div className="stack">
        <FailureMessage failure={commands.failure} />
        {suggested !== undefined && (
          <Message tone="plain" title={say('correct.missing')}>
            <Button
              small
              onClick={() => {
                act({ do: 'add', texts: [{ box: suggested, transcript: '', ignore: false }] })
                forget()
              }}
            >
              {say('correct.missing.add')}
            </Button>
          </Message>
        )}
        <Status {...{ editor, accept, disagreement }} />
        <h2>{say('edit.texts', { n: state.boxes.length })}</h2>
        <TextList {...{ state, flawed, act, list }} />
        <ImageFindings {...editor} onSelect={(index) => act({ do: 'select', ids: [state.boxes[index]!.id] })} />
        {isOpen && <HistoryPanel {...editor} place={place} />}
      </div>
      <HelpDialog open={help.isShown} onClose={help.toggle} />
    </div>
  )
}

/** What another page points to: selected once, and in the middle; a box that no text has is suggested until it is added. */
function useWanted({ image, pointed }: ImageEditorProps, { state, act }: EditorOfImage) {
  const [wanted] = useState(() => {
    const lines = image.texts.map(({ line }) => line)
    const texts = state.boxes.map((text, index) => ({
      ...text,
      ...(lines[index] !== undefined && { line: lines[index] }),
    }))
    return pointed && wantedIn(texts, pointed)
  })
  const [isTaken, setTaken] = useState(false)
  useEffect(() => {
    if (wanted !== undefined) act({ do: 'select', ids: wanted.ids })
  }, [])
  const suggested = wanted?.isMissing === true && !isTaken ? wanted.outline : undefined
  return { wanted: wanted?.outline, suggested, forget: () => setTaken(true) }
}

/** The tool in hand, what is shown, and what keys and buttons do. */
function useTools({ place, isOpen, askToOpen, go, previous }: ImageEditorProps, editor: EditorOfImage) {
  const say = useSay()
  const surface = useRef<Surface>(undefined)
  const list = useRef<HTMLOListElement>(null)
  const [tool, setTool] = useState<Tool>('select')
  const [corner, setCorner] = useState<number>()
  const [isHelpShown, setHelpShown] = useState(false)
  const [showsBoxes, setShowsBoxes] = useState(true)
  const toggleHelp = (): void => setHelpShown(!isHelpShown)
  const review = (): void => {
    if (editor.review(true)) go(1)
    else tell(say('edit.save.held'))
  }
  const accept = (): void => (isOpen ? review() : askToOpen(review))
  const commands = useCommands({
    place,
    editor,
    corner,
    setTool,
    go,
    accept,
    previous,
    surface: () => surface.current,
    toggleHelp,
    toggleBoxes: () => setShowsBoxes(!showsBoxes),
    focusTranscript: () => list.current?.querySelector<HTMLInputElement>('[aria-current=true] input')?.focus(),
  })
  const help = { isShown: isHelpShown, toggle: toggleHelp }
  return { accept, commands, surface, list, tool, setTool, corner, setCorner, help, showsBoxes }
}

/** Texts that hold back the saving. */
const flawedIds = ({ state, flaws }: EditorOfImage): ReadonlySet<number> =>
  new Set(flaws.filter(({ kind }) => isHolding(kind)).map(({ index }) => state.boxes[index]!.id))

function isSlip(box: Outline): boolean {
  const [left, top, right, bottom] = boundsOf(box)
  return (right - left) * (bottom - top) < slip
}

interface StatusProps extends Pick<ImageEditorProps, 'disagreement'> {
  readonly editor: EditorOfImage
  readonly accept: () => void
}

function Status({ editor, accept, disagreement }: StatusProps) {
  const say = useSay()
  const { reviewed, saving, server } = editor
  return (
    <>
      <div className="row">
        <Button look="primary" title="Enter" onClick={accept}>
          {say('edit.accept')}
        </Button>
        {reviewed && (
          <Button small look="quiet" onClick={() => void editor.review(false)}>
            {say('edit.unreview')}
          </Button>
        )}
      </div>
      <div className="row">
        <SaveBadge saving={saving} />
        {reviewed && <Badge tone="good">{say('edit.reviewed')}</Badge>}
        {!reviewed && server.isMachineMade && <Badge tone="warn">{say('edit.machine')}</Badge>}
        {disagreement > 0 && <Badge tone="warn">{say('edit.differs', { n: disagreement })}</Badge>}
      </div>
      <SaveTrouble {...editor} />
    </>
  )
}
