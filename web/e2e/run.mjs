// The page in a real browser against the real server with the sample contest. Ends with a line of its own counts.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import { CHROMIUM, launch } from './browser.mjs'
import { startSample, TOKEN } from './sample.mjs'

const WIDE = { width: 1400, height: 900 }
const PHONE = { width: 390, height: 844 }
const AXE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const BUDGET = 250_000

if (!CHROMIUM) {
  console.log('e2e: no Chromium here (apt-get install chromium, or ATS_CHROMIUM=path): skipped')
  console.log('e2e: 0 passed, 0 failed, 1 skipped')
  process.exit(0)
}

let passed = 0
let failed = 0
const only = process.argv[2]
async function test(name, body) {
  if (only && !name.includes(only)) return
  const began = Date.now()
  try {
    await body()
    passed++
    console.log(`  ok    ${name} (${Date.now() - began} ms)`)
  } catch (e) {
    failed++
    console.log(`  FAIL  ${name}\n${String(e.message).slice(0, 2_000)}`)
  }
}

let sample = await startSample()
const browser = await launch()

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const errors = []
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()))
  page.on('pageerror', (e) => errors.push(e.message))
  await page.goto(sample.url + path)
  if (path === '/live') await page.waitForSelector('[data-testid=race-label]')
  return { page, errors, close: () => context.close() }
}

async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(AXE).analyze()
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary ?? ''}`).join(' | ')}`), [])
}

const fits = async (page) => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page scrolls sideways')
/** Topics come one by one and are drawn at the next frame: wait for what is to be seen, never look once. */
async function says(page, selector, what) {
  try {
    await page.waitForFunction(([s, source]) => new RegExp(source).test(document.querySelector(s)?.textContent ?? ''), [selector, what.source])
  } catch {
    assert.match((await page.locator(selector).first().textContent({ timeout: 1_000 }).catch(() => null)) ?? `(no ${selector})`, what)
  }
}
async function counts(page, selector, least, most = least) {
  try {
    await page.waitForFunction(([s, a, b]) => ((n) => n >= a && n <= b)(document.querySelectorAll(s).length), [selector, least, most])
  } catch {
    assert.fail(`${await page.locator(selector).count()} of ${selector}, not ${least} to ${most}`)
  }
}
const id = (name) => `[data-testid=${name}]`

await test('The live page shows the contest, without an error in the console', async () => {
  const { page, errors, close } = await open('/live')
  await says(page, id('environment'), /SIMULATED/)
  await says(page, id('invented'), /An invented market: no evidence about Bybit/)
  await says(page, id('verdict'), /fees over/)
  for (const panel of ['verdict', 'race', 'markets', 'health', 'leaderboard', 'decisions', 'fills', 'costs', 'positions', 'orders', 'events', 'interference', 'operator']) await counts(page, `#${panel}`, 1)
  await counts(page, id('race-line'), 16)
  await counts(page, '#leaderboard tbody tr', 17)
  await counts(page, '#decisions li', 6, 100)
  await counts(page, '#interference tbody tr', 5, 17)
  await says(page, '#events', /No limit was passed and no command was given yet/)
  assert.deepEqual(errors, [])
  await close()
})

await test('End labels of the race do not overlap', async () => {
  const { page, close } = await open('/live')
  await counts(page, id('race-label'), 16)
  const tops = await page.$$eval('[data-testid=race-label]', (labels) => labels.map((l) => Number(l.getAttribute('y'))).sort((a, b) => a - b))
  assert.equal(tops.length, 16)
  for (let i = 1; i < tops.length; i++) assert.ok(tops[i] - tops[i - 1] >= 13, `labels ${i - 1} and ${i} are ${tops[i] - tops[i - 1]} px apart`)
  await close()
})

await test('Updates arrive', async () => {
  const { page, close } = await open('/live')
  await counts(page, id('price'), 1, 20)
  const before = await page.locator('[data-testid=price]').allTextContents()
  await page.waitForFunction((old) => [...document.querySelectorAll('[data-testid=price]')].some((p, i) => p.textContent !== old[i]), before)
  await says(page, id('connection'), /Connected/)
  await close()
})

await test('Arrow keys move the crosshair and say what it reads', async () => {
  const { page, close } = await open('/live')
  await page.focus('[data-testid=race]')
  await page.keyboard.press('ArrowLeft')
  const first = await page.textContent('#race .tip p')
  for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowLeft')
  const moved = await page.textContent('#race .tip p')
  assert.notEqual(first, moved)
  await says(page, '#race [role=status]', /\d\d:\d\d:\d\d: .+ %/)
  await page.keyboard.press('Escape')
  await counts(page, '#race .tip', 0)
  await close()
})

await test('The race can be read as a table', async () => {
  const { page, close } = await open('/live')
  await page.click('#race button:has-text("View as table")')
  await counts(page, '#race thead th', 17)
  await counts(page, '#race tbody tr', 11, 10_000)
  await axe(page)
  await close()
})

await test('The leaderboard sorts by a click on a column', async () => {
  const { page, close } = await open('/live')
  await counts(page, '#leaderboard tbody tr', 17)
  const fees = page.locator('#leaderboard th', { hasText: 'Fees' })
  await fees.locator('button').click()
  await counts(page, '#leaderboard th[aria-sort=descending]', 1)
  const values = (await page.locator('#leaderboard tbody tr td:nth-child(9)').allTextContents()).map((v) => Number(v.trim().split(' ')[0].replace(',', '')))
  assert.deepEqual(values, [...values].sort((a, b) => b - a))
  await close()
})

for (const theme of ['light', 'dark']) {
  await test(`Axe finds nothing on the live page, ${theme}`, async () => {
    const { page, close } = await open('/live', { colorScheme: theme })
    await page.click('#operator button:has-text("Halt")')
    await axe(page)
    await close()
  })
  await test(`Axe finds nothing on a phone and nothing scrolls sideways, ${theme}`, async () => {
    const { page, close } = await open('/live', { colorScheme: theme, viewport: PHONE })
    await page.waitForSelector('.card')
    await fits(page)
    await axe(page)
    await close()
  })
  await test(`Axe finds nothing on home, rules and an unknown page, ${theme}`, async () => {
    for (const path of ['/', '/rules', '/no/such/page']) {
      const { page, errors, close } = await open(path, { colorScheme: theme })
      await page.waitForSelector('h1')
      if (path === '/') await page.waitForSelector('[data-testid=verdict] p')
      await fits(page)
      await axe(page)
      assert.deepEqual(errors, [])
      await close()
    }
  })
}

await test('Home fits a phone', async () => {
  const { page, close } = await open('/', { viewport: PHONE })
  await page.waitForSelector('[data-testid=verdict] p')
  await fits(page)
  await close()
})

await test('The theme follows the button and is kept', async () => {
  const { page, close } = await open('/')
  // Keys pressed before the page listens are lost.
  await page.waitForSelector('h1')
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await ground()
  await page.keyboard.press('t')
  await page.keyboard.press('t')
  await counts(page, 'html[data-theme=dark]', 1)
  assert.notEqual(await ground(), light)
  await page.reload()
  await counts(page, 'html[data-theme=dark]', 1)
  await close()
})

await test('The API page opens under its own content policy', async () => {
  const { page, errors, close } = await open('/docs')
  await page.waitForSelector('text=/leaderboard/i')
  assert.deepEqual(errors.filter((e) => /content security policy/i.test(e)), [])
  await close()
})

await test('The kill switch wants the token and the typed word, then halts; resume trades again', async () => {
  const { page, errors, close } = await open('/live')
  const halt = async (token, word) => {
    if (!(await page.$('#operator-form'))) await page.click('#operator button:has-text("Halt")')
    await page.fill('#operator input[type=password]', token)
    await page.fill('#operator input[type=text] >> nth=0', word)
    await page.click('#operator button[type=submit]')
  }
  await halt(TOKEN, 'stop')
  await says(page, id('operator-result'), /Type HALT to confirm/)
  await halt('not-the-token-at-all', 'HALT')
  await page.waitForSelector('text=An operator\'s command needs the operator\'s token')
  await halt(TOKEN, 'HALT')
  await page.waitForSelector('[data-testid=banner]:has-text("Trading is halted")')
  // The leaderboard is another topic: its chips follow the banner, not at the same moment.
  await page.waitForFunction(() => document.querySelectorAll('#leaderboard .chip.bad').length > 10)
  await page.click('#operator button:has-text("Resume")')
  await page.click('#operator button[type=submit]')
  await page.waitForSelector('[data-testid=banner]', { state: 'detached' })
  await says(page, '#events li:nth-child(1)', /all arms.*resume.*by operator/)
  await says(page, '#events li:nth-child(2)', /all arms.*halt.*by operator/)
  await axe(page)
  assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]), [[], [], ''])
  assert.deepEqual(errors.filter((e) => !/401/.test(e)), [])
  await close()
})

await test('A server that goes away shows the banner and keeps the last values; when it is back, so is the page', async () => {
  const { page, close } = await open('/live')
  const { port } = sample
  await sample.stop()
  await page.waitForSelector('[data-testid=banner]:has-text("Connection to the server lost")')
  await says(page, id('connection'), /Disconnected/)
  await counts(page, '#leaderboard tbody tr', 17)
  await axe(page)
  sample = await startSample({ port })
  await page.waitForSelector('[data-testid=banner]', { state: 'detached', timeout: 30_000 })
  const before = await page.locator('[data-testid=price]').allTextContents()
  await page.waitForFunction((old) => [...document.querySelectorAll('[data-testid=price]')].some((p, i) => p.textContent !== old[i]), before)
  await close()
})

await test('A contest that warms up says so, in every panel', async () => {
  const { port } = sample
  await sample.stop()
  sample = await startSample({ port, warming: 1, hours: 0.2 })
  const context = await browser.newContext({ viewport: WIDE })
  const page = await context.newPage()
  await page.goto(`${sample.url}/live`)
  await page.waitForSelector('[data-testid=banner]:has-text("Warming up")')
  await page.waitForSelector('#race .empty')
  await says(page, '#fills', /No fill yet/)
  await says(page, '#positions', /Every arm is flat/)
  await says(page, '#interference', /Nothing shared yet/)
  await axe(page)
  await context.close()
})

await test('Scripts stay within the budget', () => {
  const assets = new URL('../dist/assets/', import.meta.url)
  const bytes = readdirSync(assets).filter((f) => f.endsWith('.js')).reduce((sum, f) => sum + gzipSync(readFileSync(new URL(f, assets))).length, 0)
  console.log(`        ${bytes.toLocaleString('en-US')} bytes of JavaScript gzipped, all pages together`)
  assert.ok(bytes < BUDGET)
})

await browser.close()
await sample.stop()
console.log(`e2e: ${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
