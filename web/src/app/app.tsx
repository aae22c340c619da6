// The whole page: language, data, messages, frame, and the page of the address.
import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { queryClient } from '../api/queries.ts'
import { Page } from '../ui/card.tsx'
import { Loading } from '../ui/feedback.tsx'
import { ToastProvider } from '../ui/toasts.tsx'
import { LanguageProvider, useSay } from '../words/language-context.tsx'
import { Guard } from './guard.tsx'
import { innerPages, pages } from './pages.ts'
import { Shell } from './shell.tsx'

export function App() {
  return (
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <Shell>
            <Pages />
          </Shell>
        </ToastProvider>
      </QueryClientProvider>
    </LanguageProvider>
  )
}

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/detect" replace />
      </Route>
      {[...innerPages, ...pages].map(({ path, component: Component }) => (
        <Route key={path} path={`${path}/*?`}>
          {/* One for each page: a shared one would keep the page that was left mounted while the next one loads, and it would read the next one's address. */}
          <Suspense fallback={<Loading />}>
            <Guard>
              <Component />
            </Guard>
          </Suspense>
        </Route>
      ))}
      <Route>
        <Missing />
      </Route>
    </Switch>
  )
}

function Missing() {
  const say = useSay()
  return (
    <Page title={say('page.missing')}>
      <p>{say('page.missing.next')}</p>
    </Page>
  )
}
