// Images that cannot be shown: a tile says so and the sheet goes on.
import type { InBoth, Language } from '../core/language.ts'
import { UserError } from '../core/errors.ts'
import type { Context2D } from '../data/canvas.ts'
import { decodeImage } from '../data/image.ts'
import type { RgbImage } from '../data/types.ts'
import { colors, type Box } from './look.ts'
import { paintText } from './paint.ts'

const words = { en: 'cannot be shown', zh: '无法显示' } as const satisfies InBoth<string>

/** Undefined for an image with a problem of its own; bugs pass through. */
export async function decodeIfPossible(path: string): Promise<RgbImage | undefined> {
  try {
    return await decodeImage(path)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** Says in the middle of a box that the image cannot be shown. */
export function paintUnseen(
  context: Context2D,
  box: Box,
  { name, language }: { readonly name: string; readonly language: Language },
): void {
  const place = { x: box.x + 16, y: box.y + box.height / 2, width: box.width - 32 }
  paintText(context, `${name}: ${words[language]}`, place, { color: colors.error })
}
