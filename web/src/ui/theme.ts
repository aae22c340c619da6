// Light or dark: the system's choice until the person makes their own.
import { useEffect, useState } from 'react'

export type Theme = 'light' | 'dark'
const storageKey = 'ocrdet.theme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme']
  if (chosen === 'light' || chosen === 'dark') return chosen
  return systemDark.matches ? 'dark' : 'light'
}

/** Canvases draw anew when this event comes to the window. */
export const themeChanged = 'ocrdet:theme'

/** The theme, and how to turn it round. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(currentTheme)
  useEffect(() => {
    const follow = (): void => {
      setTheme(currentTheme())
      window.dispatchEvent(new Event(themeChanged))
    }
    systemDark.addEventListener('change', follow)
    return () => systemDark.removeEventListener('change', follow)
  }, [])
  const turn = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark'
    document.documentElement.dataset['theme'] = next
    localStorage.setItem(storageKey, next)
    setTheme(next)
    window.dispatchEvent(new Event(themeChanged))
  }
  return [theme, turn]
}

const colors = new Map<string, string>()
window.addEventListener(themeChanged, () => colors.clear())

/** A colour of the style sheet as a canvas understands it; `name` without the dashes. */
export function cssColor(name: string): string {
  const known = colors.get(name) ?? computedColor(name)
  colors.set(name, known)
  return known
}

function computedColor(name: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(--${name})`
  document.body.append(probe)
  const color = getComputedStyle(probe).color
  probe.remove()
  return color
}
