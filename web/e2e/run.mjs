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
/** The default contest: 13 algorithms, 5 AI arms, 4 controls; 20 halves of gated pairs, folded; the manual arm, which does not race. */
const RACING = 22
const PAIRS = 20
const ALL = RACING + PAIRS + 1

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

/** `part`: of one panel only, as the whole page takes seconds. */
async function axe(page, part = 'html') {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(AXE).analyze()
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
  for (const panel of ['verdict', 'race', 'markets', 'health', 'forecaster', 'leaderboard', 'decisions', 'fills', 'costs', 'positions', 'orders', 'events', 'interference', 'operator']) await counts(page, `#${panel}`, 1)
  await counts(page, id('race-line'), RACING)
  await counts(page, '#leaderboard tbody tr', RACING + 1)
  await counts(page, '#decisions li', 6, 100)
  await counts(page, '#interference tbody tr', 5, ALL)
  await says(page, '#events', /No limit was passed and no command was given yet/)
  assert.deepEqual(errors, [])
  await close()
})

await test('End labels of the race do not overlap', async () => {
  const { page, close } = await open('/live')
  await counts(page, id('race-label'), RACING)
  const tops = await page.$$eval('[data-testid=race-label]', (labels) => labels.map((l) => Number(l.getAttribute('y'))).sort((a, b) => a - b))
  assert.equal(tops.length, RACING)
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
  await counts(page, '#race thead th', RACING + 1)
  await counts(page, '#race tbody tr', 11, 10_000)
  await axe(page, '#race')
  await close()
})

await test('The leaderboard sorts by a click on a column', async () => {
  const { page, close } = await open('/live')
  await counts(page, '#leaderboard tbody tr', RACING + 1)
  const fees = page.locator('#leaderboard th', { hasText: 'Fees' })
  await fees.locator('button').click()
  await counts(page, '#leaderboard th[aria-sort=descending]', 1)
  const values = (await page.locator('#leaderboard tbody tr td:nth-child(9)').allTextContents()).map((v) => Number(v.trim().split(' ')[0].replace(',', '')))
  assert.deepEqual(values, [...values].sort((a, b) => b - a))
  await close()
})

await test('The forecaster panel shows what is predicted, by whom, how good and how it is trained, with its notices', async () => {
  const { page, errors, close } = await open('/live')
  await says(page, id('forecaster-state'), /Good.*The model answers/)
  await says(page, id('forecaster-source'), /model v0001 \(lstm\)/)
  for (const notice of [/An invented market: no evidence about Bybit/, /Demo profile/]) await says(page, id('forecaster-notices'), notice)
  await says(page, '#forecaster .next', /bp[\s\S]*90 % interval\s*[−+]\d+\.\d … [−+]\d+\.\d bp[\s\S]*chance of a rise\s*\d+ %[\s\S]*price expected\s*[\d,]+\.\d/)
  await says(page, id('forecast-verdict'), /v0001 (is not distinguishable|has skill|is worse)/)
  await says(page, '#forecaster', /R²\s*[−+]?\d+\.\d % \[[\s\S]*CRPS skill[\s\S]*inside 90 %[\s\S]*n = \d{2,}/)
  await says(page, id('loop-state'), /A challenger runs in the shadow/)
  await says(page, '#forecaster', /champion\s*v0001[\s\S]*shadow outcomes\s*\d+ \/ 2,880/)
  await says(page, id('forecast-age'), /^[0-4](\.\d)? s$/)
  await says(page, '#health', /Forecaster\s*connected, good, prediction \d+(\.\d)? s old, v0001/)
  await counts(page, id('fan-band'), 3)
  const before = await page.textContent('#forecaster .next')
  await page.waitForFunction((old) => document.querySelector('#forecaster .next')?.textContent !== old, before)
  assert.deepEqual(errors, [])
  await close()
})

await test('The forecast can be read as a table, of each instrument', async () => {
  const { page, close } = await open('/live')
  const label = await page.getAttribute(id('fan'), 'aria-label')
  assert.match(label, /BTCUSDT\. 5 s: mean .+ bp, 90 % interval .+, chance of a rise \d+ %\. 15 s: /)
  await page.click('#forecaster button:has-text("View as table")')
  await counts(page, `${id('fan-table')} tbody tr`, 6)
  await page.click('#forecaster button:has-text("ETHUSDT")')
  await counts(page, '#forecaster [role=region][aria-label*=ETHUSDT]', 1)
  await axe(page, '#forecaster')
  await close()
})

await test('Race and leaderboard share a filter by kind; gated pairs unfold', async () => {
  const { page, close } = await open('/live')
  const shows = async (race, board) => {
    await counts(page, id('race-line'), race)
    await counts(page, '#leaderboard tbody tr', board)
  }
  await shows(RACING, RACING + 1)
  await page.click('#race [data-testid=field] button:has-text("AI")')
  await shows(5, 5)
  await says(page, '#leaderboard [data-testid=field] [aria-pressed=true]', /AI 5/)
  await page.click('#leaderboard [data-testid=field] button:has-text("Algorithms")')
  await shows(13, 13)
  await page.click('#race [data-testid=field] button:has-text("Controls")')
  await shows(4, 5)
  await page.click('#race [data-testid=pairs]')
  await shows(4 + PAIRS / 2, 5 + PAIRS / 2)
  await page.click('#race [data-testid=field] button:has-text("All")')
  await shows(RACING + PAIRS, ALL)
  const tops = await page.$$eval('[data-testid=race-label]', (labels) => labels.map((l) => Number(l.getAttribute('y'))).sort((a, b) => a - b))
  for (let i = 1; i < tops.length; i++) assert.ok(tops[i] - tops[i - 1] >= 13, `labels ${i - 1} and ${i} are ${tops[i] - tops[i - 1]} px apart`)
  await axe(page, '#race')
  await page.click('#leaderboard [data-testid=pairs]')
  await shows(RACING, RACING + 1)
  await close()
})

await test('AI arms say which forecast they used and what they refused, and are compared with the algorithms', async () => {
  const { page, close } = await open('/live')
  await says(page, '#decisions', /refused[\s\S]*forecast [−+]?\d+\.\d bp over 15 s, v0001 · edge [−+]?\d+\.\d bp < cost \d+\.\d bp/)
  await page.waitForFunction(() => [...document.querySelectorAll('#leaderboard tbody tr')].some((row) => /ai-direct/.test(row.textContent) && Number(row.querySelector('[data-testid=refused]').textContent.replace(/,/g, '')) > 100))
  await says(page, id('kinds'), /AI mean [−+]?\d+\.\d+ %, median .+\(n = 15\); algorithms mean .+\(n = 13\)\. The forecaster’s veto against as many by lot: .+ \(11 pairs\)/)
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
  await counts(page, '#leaderboard tbody tr', RACING + 1)
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
  sample = await startSample({ port, warming: 1, hours: 0.2, forecaster: 'warming' })
  const context = await browser.newContext({ viewport: WIDE })
  const page = await context.newPage()
  await page.goto(`${sample.url}/live`)
  await page.waitForSelector('[data-testid=banner]:has-text("Warming up")')
  await page.waitForSelector('#race .empty')
  await says(page, '#fills', /No fill yet/)
  await says(page, '#positions', /Every arm is flat/)
  await says(page, '#interference', /Nothing shared yet/)
  await says(page, id('forecaster-state'), /Warming up.+random walk/)
  await says(page, '#forecaster', /nothing to score[\s\S]*Gathering data; there is no model yet/)
  await axe(page)
  await context.close()
})

for (const [forecaster, state, more] of [
  ['stale', /Stale.+Arms have no forecast/, /no forecast/],
  ['degraded', /Degraded.+model v0001/, /The champion fails/],
  ['fallback', /Fallback.+random walk, no model/, /The champion was lost/],
  ['lost', /Lost.+Connection refused/, /Not known: the forecaster has not told/],
]) {
  await test(`A forecaster that is ${forecaster} is told from one that is well`, async () => {
    const { port } = sample
    await sample.stop()
    sample = await startSample({ port, hours: 0.2, forecaster })
    const { page, errors, close } = await open('/live')
    await says(page, id('forecaster-state'), state)
    await says(page, '#forecaster', more)
    await page.waitForFunction(() => [...document.querySelectorAll('#health li')].some((row) => /Forecaster/.test(row.textContent) && row.querySelector('svg').getAttribute('aria-label') !== 'good'))
    await says(page, id('forecaster-notices'), /An invented market: no evidence about Bybit/)
    await says(page, '#decisions', /no forecast/)
    await says(page, '#leaderboard', /without a forecast (once|\d+ times)/)
    await axe(page, '#forecaster')
    assert.deepEqual(errors, [])
    await close()
  })
}

await test('Without a forecaster the panel says that it is off, and the arms that need one are not there', async () => {
  const { port } = sample
  await sample.stop()
  sample = await startSample({ port, hours: 0.2, forecaster: 'off' })
  const { page, errors, close } = await open('/live')
  await says(page, '#forecaster', /Off: no forecaster is listened to/)
  await says(page, '#health', /Forecaster\s*off/)
  await counts(page, '#leaderboard tbody tr', 18)
  await counts(page, id('pairs'), 0)
  await axe(page)
  assert.deepEqual(errors, [])
  await close()
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
