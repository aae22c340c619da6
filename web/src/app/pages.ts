// The pages: address, word, icon, and where the code is; each is loaded when it is first opened.
import type { ComponentType } from 'react'
import type { IconName } from '../ui/icon.tsx'
import type { WordKey } from '../words/catalogue.ts'
import { lazyPage } from './lazy-page.ts'

interface PageEntry {
  readonly path: string
  /** Below it, further addresses belong to the same page. */
  readonly word: WordKey
  readonly icon: IconName
  readonly component: ComponentType
}

export const pages: readonly PageEntry[] = [
  {
    path: '/detect',
    word: 'page.detect',
    icon: 'detect',
    component: lazyPage(async () => (await import('../features/detect/page.tsx')).DetectPage),
  },
  {
    path: '/batch',
    word: 'page.batch',
    icon: 'batch',
    component: lazyPage(async () => (await import('../features/batch/page.tsx')).BatchPage),
  },
  {
    path: '/data',
    word: 'page.data',
    icon: 'data',
    component: lazyPage(async () => (await import('../features/data/page.tsx')).DataPage),
  },
  {
    path: '/train',
    word: 'page.train',
    icon: 'train',
    component: lazyPage(async () => (await import('../features/train/page.tsx')).TrainPage),
  },
  {
    path: '/runs',
    word: 'page.runs',
    icon: 'runs',
    component: lazyPage(async () => (await import('../features/runs/page.tsx')).RunsPage),
  },
  {
    path: '/export',
    word: 'page.export',
    icon: 'export',
    component: lazyPage(async () => (await import('../features/export/page.tsx')).ExportPage),
  },
]

/** Pages below others that have code of their own. */
export const innerPages: readonly Pick<PageEntry, 'path' | 'component'>[] = [
  {
    path: '/data/edit',
    component: lazyPage(async () => (await import('../features/annotate/page.tsx')).EditPage),
  },
]
