// The processes that a process started, by the system's own account (Linux).
import { readdirSync, readFileSync } from 'node:fs'

/** Numbers of the children of a process that are there at this moment. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const isChild = /^\d+$/.test(name) && readFileSync(`/proc/${name}/status`, 'utf8').includes(`PPid:\t${pid}\n`)
      return isChild ? [Number(name)] : []
    } catch {
      return [] // ended meanwhile
    }
  })
}
