// The frame around every page: navigation, language, colours, the way past them for the keyboard.
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { useConnection } from '../api/connection.ts'
import { useRunning } from '../api/running.ts'
import { useServerEvents } from '../api/use-server-events.ts'
import { Button } from '../ui/button.tsx'
import { Message } from '../ui/feedback.tsx'
import { refuseStrayDrops } from '../ui/stray-drops.ts'
import { Icon } from '../ui/icon.tsx'
import { useTheme } from '../ui/theme.ts'
import { useSpeech } from '../words/language-context.tsx'
import { JobTray } from './job-tray.tsx'
import { pages } from './pages.ts'
import { useRunEnds } from './run-ends.ts'

export function Shell({ children }: { readonly children: ReactNode }) {
  const { say } = useSpeech()
  const main = useRef<HTMLElement>(null)
  useServerEvents()
  const { isConnected } = useConnection()
  useTitle()
  useRunEnds()
  useEffect(refuseStrayDrops, [])
  return (
    <div className="shell">
      <a
        href="#main"
        className="skip"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {say('app.skip')}
      </a>
      <header className="side">
        <Link href="/detect" className="brand">
          <img src="/icon.svg" width={30} height={30} alt="" />
          <span>
            ocrdet<small>{say('app.name')}</small>
          </span>
        </Link>
        <Navigation />
        <JobTray />
        <Tools />
      </header>
      <main id="main" ref={main} className="main" tabIndex={-1}>
        {!isConnected && (
          <div className="offline" role="status">
            <Message tone="warn" title={say('app.offline')} />
          </div>
        )}
        {children}
      </main>
    </div>
  )
}

const isUnder = (location: string, path: string): boolean => location === path || location.startsWith(`${path}/`)

function Navigation() {
  const { say } = useSpeech()
  const [location] = useLocation()
  return (
    <nav aria-label={say('app.navigation')}>
      <ul>
        {pages.map(({ path, word, icon }) => (
          <li key={path}>
            <Link href={path} aria-current={isUnder(location, path) ? 'page' : undefined}>
              <Icon name={icon} />
              {say(word)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Tools() {
  const { say, language, setLanguage } = useSpeech()
  const [theme, turn] = useTheme()
  return (
    <div className="side-tools">
      <Button
        look="quiet"
        title={say('app.language.label')}
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {say('app.language')}
      </Button>
      <Button
        look="quiet"
        icon={theme === 'dark' ? 'sun' : 'moon'}
        aria-label={say(theme === 'dark' ? 'app.theme.light' : 'app.theme.dark')}
        onClick={turn}
      />
      <a className="button quiet small" href="/api/docs">
        {say('app.api')}
      </a>
    </div>
  )
}

function useTitle(): void {
  const { say } = useSpeech()
  const [location] = useLocation()
  const page = pages.find(({ path }) => isUnder(location, path))
  const running = useRunning()
  const shown = running.find(({ id }) => location.endsWith(`/${encodeURIComponent(id)}`)) ?? running[0]
  const percent = shown === undefined ? [] : [`${Math.floor((shown.progress ?? 0) * 100)} %`]
  const title = [...percent, ...(page === undefined ? [] : [say(page.word)]), 'ocrdet'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
