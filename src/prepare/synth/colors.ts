// Colours of the synthetic images, and how well two of them can be told apart.
import type { Random } from '../../core/random.ts'

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** A colour as a canvas takes it. */
export function css([red, green, blue]: Rgb, alpha = 1): string {
  return `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha})`
}

/** Any colour, dull ones more often than vivid ones. */
export function randomColor(random: Random): Rgb {
  const gray = random.uniform(0, 255)
  const vividness = random.next() ** 1.5
  const channel = (): number => gray + (random.uniform(0, 255) - gray) * vividness
  return [channel(), channel(), channel()]
}

/** The colour moved by up to `most` in each channel. */
export function nearColor(random: Random, color: Rgb, max: number): Rgb {
  const [red, green, blue] = color.map((value) => Math.max(0, Math.min(255, value + random.uniform(-max, max))))
  return [red, green, blue]
}

/** The first of several random colours whose contrast with `background` is at least `least`; the best when none is. */
export function contrastingColor(random: Random, background: Rgb, least: number): Rgb {
  const black: Rgb = [10, 10, 10]
  const white: Rgb = [250, 250, 250]
  let best = contrast(black, background) > contrast(white, background) ? black : white
  for (let attempt = 0; attempt < 20; attempt++) {
    const color = randomColor(random)
    if (contrast(color, background) >= least) {
      best = color
      break
    }
  }
  return best
}

/** Contrast ratio of WCAG 2.2, 1 (equal) to 21 (black on white). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one)
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance of WCAG 2.2, 0 to 1. */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
