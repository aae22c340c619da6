// The whole story a newcomer lives, in a real browser against the built program.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { type OpenBrowser, openBrowser } from './chromium.ts'
import { serve, type Served } from './served.ts'
import { imageFiles, runIds } from './workshop.ts'

/** How long a machine under load may take for a step, and for one in which a training runs; milliseconds. */
const patience = { step: 120_000, training: 400_000 }

describe('a newcomer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-story-'))
  const data = join(folder, 'demo_data')
  let served: Served
  let browser: OpenBrowser
  let page: Page
  let run = ''

  beforeAll(async () => {
    served = await serve(folder)
    browser = await openBrowser({ width: 1280, height: 900, colors: 'light', locale: 'zh-CN' })
    page = browser.page
    page.setDefaultTimeout(patience.step)
  })
  afterAll(async () => {
    await browser.close()
    await served.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  const go = (path: string) => page.goto(served.address + path)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click()
  const sees = (text: string | RegExp) => page.getByText(text).first().waitFor()

  it('opens the page in Chinese', async () => {
    await go('/')
    await page.waitForURL('**/detect')
    await page.getByRole('heading', { name: '单图检测' }).waitFor()
  })

  it('makes the demo data set and checks it', async () => {
    await follow('数据集')
    await page.getByLabel('演示数据集的文件夹').and(page.locator(':not([value=""])')).waitFor()
    await press('生成演示数据集')
    await page.getByRole('button', { name: `打开：${data}` }).click()
    await page.getByText('文字高度（中位数）').first().waitFor()
    await sees(/没有发现问题|可以训练|个错误/)
  })

  it('starts a training and watches lines and curves arrive without a reload', async () => {
    await follow('用它训练')
    await sees('预估')
    await page.getByLabel('批大小', { exact: true }).fill('4')
    await page.getByLabel('训练轮数').fill('2')
    await page.getByLabel('input_size：高').fill('64')
    await page.getByLabel('input_size：宽').fill('64')
    await page.locator('html').evaluate((html) => html.setAttribute('data-mark', 'kept'))
    await page.getByRole('button', { name: '开始训练' }).and(page.locator(':enabled')).click()
    await page.waitForURL('**/train/exp_*')
    run = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.locator('.log-line', { hasText: 'Epoch 1/2, Iter 0/24' }).waitFor()
    await page.locator('.chart .u-over').first().waitFor()
    await page
      .locator('.log-line', { hasText: 'Epoch 1/2, Iter 5/24' })
      .or(page.locator('.log-line', { hasText: 'Epoch 1/2, Iter 8/24' }))
      .first()
      .waitFor()
    expect(await page.locator('html').getAttribute('data-mark')).toBe('kept')
  })

  it('loses nothing when the server is killed and started again in the middle', async () => {
    await served.kill()
    await sees('与服务器的连接已断开')
    await served.start()
    await page
      .locator('.log-line', { hasText: 'Training completed successfully' })
      .waitFor({ timeout: patience.training })
    await page.getByText('与服务器的连接已断开').waitFor({ state: 'hidden' })
    await page.locator('.run-progress .badge', { hasText: '已完成' }).waitFor()
    const numbers = await page.locator('.log-line .no').allInnerTexts()
    expect(numbers.map(Number)).toEqual(numbers.map((_, at) => Number(numbers[0]) + at))
  })

  it('is told how healthy the training is, and shown the images of the evaluation', async () => {
    await sees(/训练正常|训练需要关注|训练异常|未发现/)
    await page.locator('.gallery .tile').first().waitFor()
  })

  it('exports and proves the file with both F-scores', async () => {
    await follow('导出 ONNX')
    await page.getByLabel('高（32 的倍数）').fill('320')
    await page.getByLabel('宽（32 的倍数）').fill('320')
    await press('导出')
    await sees(new RegExp(`已导出 ${run}_320x320`))
    await press('验证')
    await sees('导出模型 F 值')
    await sees('检查点 F 值')
    await page.getByRole('button', { name: '调用代码' }).last().click()
    await page.getByRole('tab', { name: 'Python' }).click()
    await sees(/onnxruntime/)
  })

  it('detects on an image and moves the threshold without running the network again', async () => {
    await page.getByRole('link', { name: '用它检测' }).first().click()
    const [image = ''] = imageFiles(data, join(folder, 'one'), 2)
    await page.setInputFiles('input[type=file][accept^="image"]', image)
    await sees(/检测到 \d+ 个文本框/)
    await page.getByRole('button', { name: '复制全部文字' }).waitFor()
    let networkRuns = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/detections')) networkRuns++
    })
    const filtered = page.waitForResponse((response) => response.url().includes('/texts?threshold=1'))
    await page.getByLabel(/检测阈值/).fill('1')
    await filtered
    await sees('检测到 0 个文本框')
    expect(networkRuns).toBe(0)
  })

  it('detects on a batch of 20 with one broken image', async () => {
    await follow('批量检测')
    await page.setInputFiles('input[type=file][multiple]', imageFiles(data, join(folder, 'many'), 20))
    await sees(/已选择 20 张图片/)
    await press('开始检测')
    await page.waitForURL('**/batch/outputs_*')
    await sees('失败的图片（1）')
    await sees('broken.jpg')
    expect(await page.locator('.gallery .tile').count()).toBe(20)
  })

  it('sees a training that the command line started, and compares the two', async () => {
    await follow('实验')
    await page.getByRole('link', { name: run }).waitFor()
    const words = ['train', data, '--input-size', '64', '--batch-size', '8', '--num-epochs', '1']
    const [{ code }] = await Promise.all([
      ocrdet(words, { cwd: folder }),
      page.locator('.runs-table tbody tr').nth(1).waitFor({ timeout: patience.training }),
    ])
    expect(code).toBe(0)
    for (const id of runIds(folder)) await page.getByLabel(`选择 ${id}`).check()
    await press('比较所选（2）')
    await page.getByRole('rowheader', { name: 'num_epochs' }).waitFor()
    expect(await page.getByRole('rowheader', { name: 'momentum' }).count()).toBe(0)
    await page.locator('.chart .u-over').waitFor()
  })

  it('archives a run and restores it', async () => {
    const second = runIds(folder).find((id) => id !== run) ?? ''
    await go(`/runs/${second}?tab=keep`)
    await press('归档')
    await sees(/\.tar\.gz/)
    await go('/runs?archived=true')
    await follow(second)
    await press('恢复')
    await page.getByRole('tab', { name: '曲线' }).waitFor()
    expect(runIds(folder)).toContain(second)
  })

  it('deletes a run and takes that back', async () => {
    await go(`/runs/${run}?tab=keep`)
    await press('删除')
    await page.waitForURL('**/runs')
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('link', { name: run }).waitFor()
    expect(runIds(folder)).toContain(run)
  })

  it('switches the language, and finds a deep link again after a reload', async () => {
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Data sets' }).waitFor()
    await go(`/runs/${run}?tab=log`)
    await page.reload()
    await page.getByRole('tab', { name: 'Log', selected: true }).waitFor()
    await page.getByLabel('Search the whole log').fill('F-score')
    await page.getByText(/^\d+ of \d+ lines$/).waitFor()
  })

  it('met no error in the console but the lost connection, and what it asked of a run that had just gone', () => {
    const lost = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET/
    const gone = /status of 404.*\/api\/runs\/exp_\w+(?:\/|$)/
    const own = browser.errors.filter((error) => !lost.test(error) && !gone.test(error))
    expect(own).toEqual([])
  })
})
