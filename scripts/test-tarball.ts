// Proves the package as users get it: packed, installed into an empty folder without development dependencies, and used there.
// tsx scripts/test-tarball.ts [path of another node]: the proof on another version of Node.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'

const node = resolve(process.argv[2] ?? process.execPath)
const folder = mkdtempSync(join(tmpdir(), 'ocrdet-tarball-'))
const user = join(folder, 'user')
const isWindows = process.platform === 'win32'
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env['PATH']}`,
  NODE_ENV: 'production',
}
// Otherwise onnxruntime-node fetches CUDA libraries from nuget.org when it is installed on Linux.
environment['ONNXRUNTIME_NODE_INSTALL'] = 'skip'
// What npm tells the scripts that it runs is none of the new folder's business.
for (const name of Object.keys(environment)) if (/^npm_/i.test(name)) Reflect.deleteProperty(environment, name)

const failures: string[] = []

function step(what: string, run: () => string): void {
  const started = performance.now()
  try {
    const detail = run()
    console.log(`ok      ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)${detail && `: ${detail}`}`)
  } catch (error) {
    failures.push(what)
    console.log(`FAILED  ${what}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** What a program says; throws when it fails, or when npm warns of its configuration. */
function output(program: string, ...words: string[]): string {
  const options = { cwd: user, env: environment, shell: isWindows, encoding: 'utf8', maxBuffer: 2 ** 28 } as const
  const { status, stdout, stderr } = spawnSync(program, words, options)
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: exit ${status}\n${stderr}${stdout.slice(-2000)}`)
  if (/npm warn unknown/i.test(stderr)) throw new Error(stderr)
  return stdout
}

const ocrdet = (...words: string[]): string => output('npx', 'ocrdet', ...words)
const example = (name: string, ...words: string[]): string =>
  output(node, join('node_modules/ocrdet/examples', name), ...words)

function expectMatch(text: string, pattern: RegExp): string {
  const match = pattern.exec(text)
  if (match === null) throw new Error(`expected ${pattern}, found ${text.slice(-500)}`)
  return match[0]
}

function bytesIn(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

function pack(): string {
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [{ filename, size, unpackedSize, files }] = JSON.parse(
    execFileSync('npm', words, { shell: isWindows, encoding: 'utf8', maxBuffer: 2 ** 28 }),
  ) as { filename: string; size: number; unpackedSize: number; files: { path: string }[] }[]
  const strange = files.filter(({ path }) => !/^(dist|weights|examples)\/|^(package\.json|[A-Z_]+(\.md)?)$/.test(path))
  if (strange.length > 0) throw new Error(`unexpected: ${strange.map(({ path }) => path).join(', ')}`)
  tarball = join(folder, filename)
  return `${files.length} files, ${megabytes(size)}, ${megabytes(unpackedSize)} unpacked`
}

function install(): string {
  mkdirSync(user)
  writeFileSync(join(user, 'package.json'), '{ "name": "user", "private": true, "type": "module" }\n')
  output('npm', 'install', tarball, '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline')
  const modules = join(user, 'node_modules')
  const own = bytesIn(join(modules, 'ocrdet'))
  const runtime = bytesIn(join(modules, 'onnxruntime-node'))
  return `${megabytes(bytesIn(modules))} in node_modules, of which ocrdet ${megabytes(own)}, onnxruntime-node ${megabytes(runtime)}`
}

async function servePage(): Promise<void> {
  const main = join('node_modules/ocrdet/dist/cli/main.js')
  const server = spawn(node, [main, 'serve', '--port', '0'], { cwd: user, env: environment })
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  while (!/http:\S+/.test(said) && server.exitCode === null) await once(server.stdout, 'data')
  const address = expectMatch(said, /http:\/\/127\.0\.0\.1:\d+/)
  const page = await fetch(address)
  const html = await page.text()
  step('the page', () => `GET / is ${page.status}, ${expectMatch(html, /<title>.*<\/title>/)}`)
  if (page.status !== 200) failures.push(`GET / is ${page.status}`)
  server.kill('SIGTERM')
  await once(server, 'close')
}

let tarball = ''
step('pack', pack)
step('install', install)
// Without the package every step would only ask the registry for one of its name.
if (failures.length > 0) process.exit(1)
step('node', () => output(node, '--version').trim())
step('--help', () => expectMatch(ocrdet('--help'), /.*detect.*/).trim())
step('detect', () => {
  const photo = 'node_modules/ocrdet/examples/photo.png'
  const { results } = JSON.parse(ocrdet('detect', photo, '--model', 'starter', '--json')) as {
    results: { boxes: unknown[] }[]
  }
  if (results[0].boxes.length < 5) throw new Error(`${results[0].boxes.length} texts`)
  return `${results[0].boxes.length} texts`
})
step('examples/graph.mjs', () => expectMatch(example('graph.mjs'), /right: .*/))
step('examples/train.mjs', () => {
  ocrdet('synth', 'data', '--train', '8', '--test', '2', '--size', '64')
  const settings = { batch_size: 2, input_size: [64, 64], num_epochs: 1, min_text_size: 2, device: 'cpu' }
  return expectMatch(example('train.mjs', 'data', JSON.stringify(settings)), /proven: .*/)
})
step('examples/diagnosis-rule.mjs', () => {
  const script = 'node_modules/ocrdet/examples/diagnosis-rule.mjs'
  const { stdout } = spawnSync(node, [script], { cwd: user, env: environment, encoding: 'utf8' })
  return expectMatch(stdout, /error evaluated-often: .*/)
})
step('internals', () => {
  const code = "import('ocrdet/dist/core/errors.js').then(() => console.log('open'), (e) => console.log(e.code))"
  return expectMatch(output(node, '--input-type=module', '-e', code), /ERR_PACKAGE_PATH_NOT_EXPORTED/)
})
await servePage()
console.log(failures.length === 0 ? 'tarball: ok' : `tarball: ${failures.length} failed: ${failures.join(', ')}`)
process.exitCode = failures.length === 0 ? 0 : 1
