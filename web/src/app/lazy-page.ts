// Code of a page that is loaded when it is first opened, also when the server is away at that moment.
import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import { serverIsBack } from '../api/connection.ts'

/** Milliseconds within which the page is not loaded anew twice. */
const oncePer = 10_000
const stamp = 'ocrdet.reloaded'

/** A page by what loads it. Code that is gone from the server, as after an update, is asked for by loading everything anew. */
export function lazyPage(load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> {
  return lazy(async () => ({ default: await load().catch(() => again(load)) }))
}

async function again(load: () => Promise<ComponentType>): Promise<ComponentType> {
  await serverIsBack()
  try {
    return await load()
  } catch (error) {
    const before = Number(sessionStorage.getItem(stamp) ?? 0)
    if (Date.now() - before < oncePer) throw error
    sessionStorage.setItem(stamp, String(Date.now()))
    location.reload()
    return new Promise(() => undefined) // the page goes
  }
}
