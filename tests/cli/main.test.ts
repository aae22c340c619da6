// The built program from outside: help, exit codes, errors, colours and pipes.
import { pathToFileURL } from 'node:url'
import { describe, it } from 'vitest'
import { mainFile, ocrdet, run } from './run-built.ts'
import { temporaryFolder } from '../run/temporary.ts'

describe.concurrent('ocrdet', () => {
  it('prints its help without any word', async ({ expect }) => {
    const { code, out, err } = await ocrdet([])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Usage  npx ocrdet <command>')
  })

  it('prints the same help for a command in three ways', async ({ expect }) => {
    const texts = await Promise.all([
      ocrdet(['help', 'check']),
      ocrdet(['check', '--help']),
      ocrdet(['check', '-h', 'x']),
    ])
    for (const { code, out } of texts) {
      expect(code).toBe(0)
      expect(out).toBe(texts[0].out)
    }
    expect(texts[0].out).toContain('Usage  npx ocrdet check <dir> [flags]')
  })

  it('prints its version', async ({ expect }) => {
    expect(await ocrdet(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it('prints help without loading ONNX Runtime or the image decoder', async ({ expect }) => {
    const script = `
      process.argv = [process.execPath, ${JSON.stringify(mainFile)}, 'train', '--help']
      await import(${JSON.stringify(pathToFileURL(mainFile).href)})
      console.log(process.report.getReport().sharedObjects.filter((path) => path.endsWith('.node')))`
    const { code, out } = await run(process.execPath, ['--input-type=module', '--eval', script])
    expect(code).toBe(0)
    expect(out).toMatch(/\[\]\n$/)
  })

  it.for([
    [['chekc'], 'There is no command "chekc"', 'next: Did you mean check?'],
    [['train', 'data', '--batchsize', '3'], 'train has no flag --batchsize', 'next: Did you mean --batch-size?'],
    [['train', 'data', '--num-epochs', '0'], '--num-epochs does not take', 'expected: a whole number from 1 to 100000'],
    [['check'], 'check needs <dir>', 'see npx ocrdet check --help'],
    [['--nope'], 'There is no flag --nope', 'see npx ocrdet --help'],
    [['train', 'data', '--config', 'missing.yaml'], 'Cannot read missing.yaml', 'no such file'],
  ] as const)('%j ends with a clear message', async ([words, message, hint], { expect }) => {
    const { code, out, err } = await ocrdet(words)
    expect(code).toBe(words.includes('--config' as never) ? 1 : 2)
    expect(out).toBe('')
    expect(err).toMatch(/^error: /)
    expect(err).toContain(message)
    expect(err).toContain(hint)
    expect(err).not.toContain('    at ') // no stack
  })

  it('writes an error as JSON on standard output on request', async ({ expect }) => {
    const { code, out, err } = await ocrdet(['--json', 'trian'])
    expect({ code, err }).toEqual({ code: 2, err: '' })
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'unknown-command', next: 'Did you mean train?' } })
  })

  it('writes colours only where they are wanted', async ({ expect }) => {
    const escape = '\u001b['
    const [piped, forced, refused, noColor] = await Promise.all([
      ocrdet(['chekc'], { env: { CI: 'true' } }),
      ocrdet(['chekc'], { env: { FORCE_COLOR: '1' } }),
      ocrdet(['chekc', '--no-color'], { env: { FORCE_COLOR: '1' } }),
      ocrdet(['chekc'], { env: { NO_COLOR: '1' } }),
    ])
    expect(forced.err).toContain(escape)
    for (const { err } of [piped, refused, noColor]) expect(err).not.toContain(escape)
  })

  it('ends without a word when nobody reads any more', async ({ expect }) => {
    const { out, err } = await run('bash', [
      '-c',
      `"$0" "$1" train --help-all | true; echo "code \${PIPESTATUS[0]}"`,
      process.execPath,
      mainFile,
    ])
    expect({ out, err }).toEqual({ out: 'code 0\n', err: '' })
  })

  it('refuses a data set that is not there with exit code 1', async ({ expect }) => {
    const cwd = temporaryFolder()
    const [checked, trained, unknown] = await Promise.all([
      ocrdet(['check', 'nowhere', '--json'], { cwd }),
      ocrdet(['train', 'nowhere'], { cwd }),
      ocrdet(['show', 'latest'], { cwd }),
    ])
    expect(checked.code).toBe(1)
    expect(JSON.parse(checked.out)).toMatchObject({ errors: 1, problems: [{ code: 'root-missing' }] })
    expect(trained.code).toBe(1)
    expect(trained.err).toContain('Data set folder not found')
    expect(unknown.code).toBe(1)
    expect(unknown.err).toContain('There are no runs yet')
  })
})
