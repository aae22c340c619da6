// What the declaration files say of the public API, as API Extractor reads it: every exported thing with its signature and docstring.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  Extractor,
  ExtractorConfig,
  ExtractorMessageCategory,
  type ExtractorMessage,
  type IConfigFile,
} from '@microsoft/api-extractor'

/** A piece of a declaration's text. */
interface Token {
  readonly text: string
}

/** One thing of the model; those with members are interfaces and classes. */
export interface ApiItem {
  readonly kind: string
  readonly name: string
  /** Undefined or empty without a docstring. */
  readonly docComment?: string
  readonly excerptTokens?: readonly Token[]
  /** With a `~` for what is mentioned by the API but not exported. */
  readonly canonicalReference?: string
  readonly members?: readonly ApiItem[]
}

/** The API of one entry point. */
export interface EntryPoint {
  /** The docstring of the whole. */
  readonly docComment: string
  /** In the order of the declaration files. */
  readonly items: readonly ApiItem[]
}

/** Not in dist/, which a build may be writing, nor under node_modules, where everything counts as somebody else's. */
const folder = resolve('.cache/api')

const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
}

let isEmitted = false

function emitDeclarations(): void {
  if (isEmitted) return
  const flags = ['--emitDeclarationOnly', '--sourceMap', 'false', '--outDir', resolve(folder, 'declarations')]
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...flags])
  isEmitted = true
}

/** @param name `index` or `graph`: the file in src/api */
export function extract(name: string): EntryPoint {
  emitDeclarations()
  const entry = resolve(folder, 'declarations/api', `${name}.d.ts`)
  const model = resolve(folder, `${name}.api.json`)
  const off = { enabled: false }
  const configObject: IConfigFile = {
    projectFolder: resolve('.'),
    mainEntryPointFilePath: entry,
    compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
    docModel: { enabled: true, apiJsonFilePath: model, includeForgottenExports: true },
    apiReport: off,
    dtsRollup: off,
    tsdocMetadata: off,
  }
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: resolve('api-extractor.json'),
    packageJsonFullPath: resolve('package.json'),
  })
  const errors: string[] = []
  Extractor.invoke(config, { localBuild: true, messageCallback: (message) => collect(message, errors) })
  if (errors.length > 0) throw new Error(errors.join('\n'))
  const { docComment = '', members = [] } = JSON.parse(readFileSync(model, 'utf8')) as ApiItem
  return { docComment, items: members[0].members ?? [] }
}

/** Only errors of the compiler count: what is mentioned but not exported is shown too, and release tags are not used. */
function collect(message: ExtractorMessage, errors: string[]): void {
  message.handled = true
  if (message.category === ExtractorMessageCategory.Compiler) errors.push(message.text)
}
