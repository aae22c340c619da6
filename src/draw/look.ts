// How contact sheets look: sizes in pixels, and colours that can be told apart on photographs.

/** Space around and between tiles. */
export const gap = 16

/** Height of a line of text, and the size of its letters. */
export const lineHeight = 20
export const fontSize = 14

/** Height of a page's heading: its title and its legend. */
export const headingHeight = 3 * lineHeight

export const colors = {
  page: '#16191d',
  tile: '#23272e',
  text: '#e8eaed',
  dim: '#9aa0a6',
  error: '#ff5252',
  warning: '#ffb300',
  info: '#4fc3f7',
  legible: '#00e676',
  small: '#ffb300',
  ignored: '#d05ce3',
  refused: '#ff1744',
} as const

/** A tile's place on its page. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
