// The tools of the editor as buttons; each has a key, too.
import { Button } from '../../ui/button.tsx'
import type { WordKey } from '../../words/catalogue.ts'
import { useSay } from '../../words/language-context.tsx'
import type { Editor } from '../../annotate/editor.ts'
import type { Command } from './keys.ts'
import type { Tool } from './surface.ts'

interface ToolbarProps {
  readonly tool: Tool
  readonly state: Editor
  readonly isBusy: boolean
  readonly hasPrevious: boolean
  readonly run: (command: Command) => void
}

const tools: readonly (readonly [Tool, key: string])[] = [
  ['select', 'V'],
  ['rectangle', 'R'],
  ['quadrilateral', 'Q'],
  ['polygon', 'P'],
]
/** What is done to the selected texts; how many it takes at least. */
const actions: readonly (readonly [command: Command, word: WordKey, key: string, least: number])[] = [
  ['fit', 'edit.do.fit', 'F', 1],
  ['split', 'edit.do.split', 'S', 1],
  ['join', 'edit.do.join', 'J', 2],
  ['duplicate', 'edit.do.duplicate', 'D', 1],
  ['ignore', 'edit.do.ignore', 'I', 1],
  ['insert-corner', 'edit.do.insert-corner', 'C', 1],
  ['remove-corner', 'edit.do.remove-corner', 'X', 1],
  ['delete', 'edit.do.delete', 'Delete', 1],
]

export function Toolbar({ tool, state, isBusy, hasPrevious, run }: ToolbarProps) {
  const say = useSay()
  const count = state.selection.length
  return (
    <div className="row edit-tools" role="toolbar" aria-label={say('edit.tools')}>
      {tools.map(([name, key]) => (
        <Button
          key={name}
          small
          aria-pressed={tool === name}
          title={`${say(`edit.tool.${name}`)} (${key})`}
          onClick={() => run(name)}
        >
          {say(`edit.tool.${name}`)}
        </Button>
      ))}
      <span className="edit-gap" />
      <Button small title="Ctrl+Z" disabled={state.past.length === 0} onClick={() => run('undo')}>
        {say('edit.do.undo')}
      </Button>
      <Button small title="Ctrl+Y" disabled={state.future.length === 0} onClick={() => run('redo')}>
        {say('edit.do.redo')}
      </Button>
      <span className="edit-gap" />
      {actions.map(([command, word, key, least]) => (
        <Button
          key={command}
          small
          title={`${say(word)} (${key})`}
          disabled={count < least || (command === 'fit' && isBusy)}
          onClick={() => run(command)}
        >
          {say(command === 'fit' && isBusy ? 'edit.fit.working' : word)}
        </Button>
      ))}
      <Button
        small
        title={`${say('edit.do.previous-boxes')} (B)`}
        disabled={!hasPrevious}
        onClick={() => run('previous-boxes')}
      >
        {say('edit.do.previous-boxes')}
      </Button>
      <Button small title="?" onClick={() => run('help')}>
        {say('edit.do.help')}
      </Button>
    </div>
  )
}
