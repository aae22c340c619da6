// Files that are dropped beside the place for them: a browser would leave the page and show the file instead.

/** Refuses such drops on the whole page; places for files take theirs before. */
export function refuseStrayDrops(): () => void {
  const refuse = (event: DragEvent): void => {
    const { dataTransfer, defaultPrevented } = event
    if (defaultPrevented || dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    dataTransfer.dropEffect = 'none'
  }
  window.addEventListener('dragover', refuse)
  window.addEventListener('drop', refuse)
  return () => {
    window.removeEventListener('dragover', refuse)
    window.removeEventListener('drop', refuse)
  }
}
