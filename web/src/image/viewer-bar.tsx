// Below an image: what is shown on it, how strongly the map shines through, the slider between two results, and downloads.
import { Button, DownloadLink } from '../ui/button.tsx'
import { CheckField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'
import type { ShownBox } from './boxes.ts'
import { imageFileName } from './file-names.ts'
import { saveDrawing } from './save-drawing.ts'

interface Shows {
  readonly boxes: boolean
  readonly numbers: boolean
}
interface MapState {
  readonly on: boolean
  /** 0 to 1. */
  readonly opacity: number
}

interface BarProps {
  readonly image: string
  readonly name: string
  readonly width: number
  readonly height: number
  /** Those that are shown. */
  readonly boxes: readonly ShownBox[]
  readonly shows: Shows
  /** Absent where there is no map. */
  readonly map: MapState | undefined
  readonly sides: readonly [before: string, after: string] | undefined
  readonly slider: number
  readonly onShows: (shows: Shows) => void
  readonly onMap: (map: MapState) => void
  readonly onSlider: (slider: number) => void
}

export function ViewerBar(props: BarProps) {
  const { image, name, width, height, boxes, shows, map, onShows } = props
  const say = useSay()
  const save = (): void => void saveDrawing({ name, address: image, width, height, boxes, numbers: shows.numbers })
  return (
    <div className="stack">
      <Sides {...props} />
      <div className="row viewer-bar">
        <CheckField
          label={say('viewer.show.boxes')}
          checked={shows.boxes}
          onChange={(on) => onShows({ ...shows, boxes: on })}
        />
        <CheckField
          label={say('viewer.show.numbers')}
          checked={shows.numbers}
          onChange={(on) => onShows({ ...shows, numbers: on })}
        />
        {map !== undefined && <MapField map={map} onMap={props.onMap} />}
        <span className="row viewer-saves">
          <DownloadLink small href={image} name={imageFileName(name)}>
            {say('viewer.save')}
          </DownloadLink>
          <Button small onClick={save}>
            {say('viewer.save.boxes')}
          </Button>
        </span>
      </div>
    </div>
  )
}

function MapField({ map, onMap }: { readonly map: MapState; readonly onMap: (map: MapState) => void }) {
  const say = useSay()
  return (
    <>
      <CheckField label={say('viewer.map')} checked={map.on} onChange={(on) => onMap({ ...map, on })} />
      {map.on && (
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={map.opacity}
          aria-label={say('viewer.map.opacity')}
          onChange={({ target }) => onMap({ ...map, opacity: Number(target.value) })}
        />
      )}
    </>
  )
}

function Sides({ sides, slider, onSlider }: Pick<BarProps, 'sides' | 'slider' | 'onSlider'>) {
  const say = useSay()
  if (sides === undefined) return null
  const [before, after] = sides
  return (
    <div>
      <input
        type="range"
        className="viewer-slider"
        min={0}
        max={1}
        step={0.01}
        value={slider}
        aria-label={say('viewer.slider')}
        onChange={({ target }) => onSlider(Number(target.value))}
      />
      <div className="row small">
        <span className="grow break">◀ {before}</span>
        <span className="break">{after} ▶</span>
      </div>
    </div>
  )
}
