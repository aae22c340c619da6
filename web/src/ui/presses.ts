// The presses of the person: what changes between two of them belongs together.

let presses = 0

/** Counts from now on: pointers, keys, choices, files dropped or pasted. A key that is held counts once. */
export function countPresses(): void {
  const count = (event: Event): void => {
    if (!(event instanceof KeyboardEvent && event.repeat)) presses += 1
  }
  for (const kind of ['pointerdown', 'keydown', 'click', 'change', 'drop', 'paste']) addEventListener(kind, count, true)
}

/** The number of the last press. */
export function pressNumber(): number {
  return presses
}
