// Measures in a browser how long charts and boxes take; scripts/web/bench.ts opens it and prints the figures.
import '../src/styles/tokens.css'
import '../src/styles/base.css'
import '../src/styles/parts.css'
import '../src/styles/screens.css'
import '../src/styles/tools.css'
import 'uplot/dist/uPlot.min.css'
import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { Chart } from '../src/charts/chart.tsx'
import type { Line } from '../src/charts/line.ts'
import type { TextBox } from '../src/annotate/editor.ts'
import { ScaledImage } from '../src/features/annotate/scaled-image.ts'
import { moved as shifted } from '../src/annotate/reshape.ts'
import { paintTexts, StillLayer } from '../src/features/annotate/paint-texts.ts'
import type { ShownBox } from '../src/image/boxes.ts'
import { Gallery } from '../src/run/gallery.tsx'
import { chosenFields, fieldsOf } from '../src/features/runs/list/fields.ts'
import { RunTable } from '../src/features/runs/list/run-table.tsx'
import type { RunRow } from '../../src/server/api.ts'
import { Viewer } from '../src/image/viewer.tsx'
import { LanguageProvider } from '../src/words/language-context.tsx'

function curves(count: number, points: number): Line[] {
  return Array.from({ length: count }, (_, color) => ({
    label: `run ${color}`,
    color,
    x: Float64Array.from({ length: points }, (_, at) => at * 10 + (color % 7)),
    y: Float64Array.from({ length: points }, (_, at) => 3 * Math.exp(-at / points) + Math.sin(at * 0.7 + color) * 0.2),
  }))
}

const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => resolve(), { once: true })
      channel.port1.start()
      channel.port2.postMessage(undefined)
    })
  })

function mount(): Root {
  const host = document.querySelector('#root')
  if (host === null) throw new Error('no #root')
  const place = document.createElement('div')
  host.replaceChildren(place)
  return createRoot(place)
}

/** Milliseconds from the data to the painted chart, and the slowest hover of 60. */
async function chart(lines: readonly Line[]): Promise<{ draw: number; hover: number }> {
  const root = mount()
  await painted()
  const begun = performance.now()
  flushSync(() =>
    root.render(
      <LanguageProvider>
        <Chart title="loss" lines={lines} axis="step" />
      </LanguageProvider>,
    ),
  )
  await painted()
  const draw = performance.now() - begun
  const hover = await slowestMove('.u-over', 60)
  root.unmount()
  return { draw, hover }
}

async function slowestMove(selector: string, moves: number): Promise<number> {
  const over = document.querySelector(selector)
  if (over === null) throw new Error(`no ${selector}`)
  const { left, top, width, height } = over.getBoundingClientRect()
  const kind = selector === 'canvas' ? PointerEvent : MouseEvent
  const name = selector === 'canvas' ? 'pointermove' : 'mousemove'
  over.dispatchEvent(new MouseEvent('mouseenter', { clientX: left + 1, clientY: top + 1 }))
  let slowest = 0
  for (let move = 0; move < moves; move++) {
    const begun = performance.now()
    const [clientX, clientY] = [left + (width * (move + 0.5)) / moves, top + height / 2]
    over.dispatchEvent(new kind(name, { clientX, clientY, bubbles: true }))
    // What the move itself costs; the wait for the next frame is no work.
    slowest = Math.max(slowest, performance.now() - begun)
    await painted()
  }
  return slowest
}

/** 800 numbered boxes on one image: milliseconds to the first painting, and the slowest hover. */
async function boxes(): Promise<{ draw: number; hover: number }> {
  const shown = Array.from({ length: 800 }, (_, at): ShownBox => {
    const [x, y] = [(at % 40) * 50, Math.floor(at / 40) * 50]
    return { box: [x, y, x + 40, y, x + 40, y + 30, x, y + 30], kind: 'found', label: String(at + 1) }
  })
  const root = mount()
  const begun = performance.now()
  const show = (active: number | undefined): void =>
    flushSync(() =>
      root.render(
        <LanguageProvider>
          <Viewer address="" width={2000} height={1000} boxes={shown} active={active} onActive={show} />
        </LanguageProvider>,
      ),
    )
  show(undefined)
  await painted()
  const draw = performance.now() - begun
  const hover = await slowestMove('canvas', 60)
  root.unmount()
  return { draw, hover }
}

function runRow(at: number): RunRow {
  const id = `exp_20260105_${String(at).padStart(6, '0')}`
  return {
    id,
    folder: `/workdirs/${id}`,
    names: [],
    startedAt: '2026-01-05T14:30:22.000Z',
    state: { name: 'finished', reason: '', reasonZh: '' },
    epochsDone: 10,
    epochs: 10,
    best: { epoch: 5, fScore: (at % 1000) / 1000, precision: 0.5, recall: 0.5 },
    bytes: 1e6,
    trend: { of: 'f_score', values: [0.1, 0.4, 0.5] },
    errors: 0,
    warnings: 0,
    note: '',
    tags: [],
    config: { learning_rate: 0.001 * (1 + (at % 9)) },
  }
}

/** 10,000 runs: milliseconds to the painted table, and to the painting after all of them were selected. */
async function table(): Promise<{ draw: number; hover: number }> {
  const rows = Array.from({ length: 10_000 }, (_, at) => runRow(at))
  const columns = chosenFields(
    fieldsOf([], (key) => key),
    '',
  )
  const root = mount()
  const show = (selected: ReadonlySet<string>): void =>
    flushSync(() =>
      root.render(
        <LanguageProvider>
          <RunTable {...{ rows, columns, selected }} sort="" onSort={() => {}} onSelect={() => {}} />
        </LanguageProvider>,
      ),
    )
  return drawnThen(root, () => show(new Set()), () => show(new Set(rows.map(({ id }) => id))))
}

/** 1,000 images of an evaluation: milliseconds to the painted gallery, and to the painting after one of them was chosen. */
async function gallery(): Promise<{ draw: number; hover: number }> {
  const images = Array.from({ length: 1000 }, (_, index) => {
    return { index, image: `${index}.jpg`, fScore: 0.5, precision: 0.5, recall: 0.5, matched: 1, falseFinds: 1, missed: 1 }
  })
  const dot = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
  const root = mount()
  const show = (chosen: string): void =>
    flushSync(() =>
      root.render(
        <LanguageProvider>
          <Gallery {...{ images, chosen }} limit={1000} fileOf={() => dot} onChoose={() => {}} />
        </LanguageProvider>,
      ),
    )
  return drawnThen(root, () => show(''), () => show('7'))
}

/** Milliseconds to the first painting, and of one change after it. */
async function drawnThen(root: Root, first: () => void, then: () => void): Promise<{ draw: number; hover: number }> {
  await painted()
  const begun = performance.now()
  first()
  await painted()
  const draw = performance.now() - begun
  const changed = performance.now()
  then()
  await painted()
  const hover = performance.now() - changed
  root.unmount()
  return { draw, hover }
}

/** 800 texts on an image of 20 megapixels in the editor: the first painting, and the slowest of 60 while one is dragged, in milliseconds. */
async function edited(): Promise<{ draw: number; hover: number }> {
  const [width, height] = [5472, 3648]
  const image = Object.assign(document.createElement('canvas'), { width, height })
  image.getContext('2d')?.fillRect(0, 0, width / 2, height / 2)
  const texts = Array.from({ length: 800 }, (_, id): TextBox => {
    const [x, y] = [(id % 40) * 130, Math.floor(id / 40) * 170]
    return { id, box: [x, y, x + 110, y, x + 110, y + 40, x, y + 40], transcript: '', ignore: false }
  })
  const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 800 })
  document.querySelector('#root')?.replaceChildren(canvas)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  const screen = { width: 1280, height: 800 }
  const view = { scale: 0.22, left: 0, top: 0 }
  const scaled = new ScaledImage()
  const still = new StillLayer()
  const moved = new Set([400])
  const frame = (by: number): number => {
    const begun = performance.now()
    const boxes = texts.map((text) => (text.id === 400 ? { ...text, box: shifted(text.box, by, by) } : text))
    const rest = { flawed: new Set<number>(), showsBoxes: true, sketch: undefined, magnified: undefined, corner: undefined }
    const small = scaled.at(image, { width, height }, view.scale)
    const painting = { ...rest, image, small, width, height, boxes, selection: [400], view, screen, moved }
    paintTexts(context, painting, by === 0 ? undefined : still.of(painting))
    // Waits until everything is painted.
    context.getImageData(0, 0, 1, 1)
    return performance.now() - begun
  }
  const draw = frame(0)
  let hover = 0
  for (let move = 0; move < 60; move++) {
    hover = Math.max(hover, frame(move))
    await painted()
  }
  return { draw, hover }
}

async function measure(): Promise<Record<string, { draw: number; hover: number }>> {
  await chart(curves(3, 100))
  return {
    '100 runs x 1,000 points': await chart(curves(100, 1000)),
    '1 run x 100,000 points': await chart(curves(1, 100_000)),
    '1 run x 1,000 points': await chart(curves(1, 1000)),
    '800 boxes on an image': await boxes(),
    '10,000 runs in the table': await table(),
    '1,000 images in a gallery': await gallery(),
    '800 texts, one dragged': await edited(),
  }
}

measure()
  .then((figures) => Object.assign(document.body.dataset, { figures: JSON.stringify(figures) }))
  .catch((error: unknown) => Object.assign(document.body.dataset, { figures: JSON.stringify(String(error)) }))
