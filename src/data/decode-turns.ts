// Who may decode at a time, so that what libvips says of a damaged image is said of that image.

const turns = {
  /** How many decode together. */
  together: 0,
  /** Pending while one image is decoded alone, or waits to be. */
  alone: undefined as Promise<void> | undefined,
  /** Called when nobody decodes together with others any more. */
  onIdle: (): void => {},
}

/**
 * Decodes, together with others; a failure is repeated with nobody else at work, and its error is thrown. libvips keeps one text of
 * errors for the whole process, which each call of sharp reads and clears: of a truncated image among others it says
 * `Unknown error`, or what is wrong with another one. Other threads of the process are not waited for.
 */
export async function decodeInTurn<T>(decode: () => Promise<T>): Promise<T> {
  while (turns.alone !== undefined) await turns.alone
  turns.together += 1
  try {
    return await decode()
  } catch {
    // Once more below, where the words can be trusted.
  } finally {
    turns.together -= 1
    if (turns.together === 0) turns.onIdle()
  }
  return await decodeAlone(decode)
}

async function decodeAlone<T>(decode: () => Promise<T>): Promise<T> {
  while (turns.alone !== undefined) await turns.alone
  let end = (): void => {}
  turns.alone = new Promise((resolve) => (end = resolve))
  try {
    if (turns.together > 0) await new Promise<void>((resolve) => (turns.onIdle = resolve))
    return await decode()
  } finally {
    turns.onIdle = () => {}
    turns.alone = undefined
    end()
  }
}
