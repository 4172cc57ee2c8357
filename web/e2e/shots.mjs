// Pictures of the page for the eye: node e2e/shots.mjs FOLDER [hours]
import { mkdirSync } from 'node:fs'
import { launch } from './browser.mjs'
import { startSample } from './sample.mjs'

const folder = process.argv[2] ?? 'shots'
const hours = process.argv[3] ?? 6
mkdirSync(folder, { recursive: true })
const browser = await launch()
let sample = await startSample({ hours })
const sizes = { wide: { width: 1400, height: 900 }, phone: { width: 390, height: 844 } }

async function open(path, size, theme) {
  const page = await browser.newPage({ viewport: sizes[size], colorScheme: theme, deviceScaleFactor: 1 })
  page.on('console', (m) => m.type() === 'error' && console.log('console:', m.text()))
  page.on('pageerror', (e) => console.log('page error:', e.message))
  await page.goto(sample.url + path)
  await page.waitForSelector(path === '/live' ? '[data-testid=race-label]' : 'h1')
  await page.waitForTimeout(1500)
  return page
}

for (const theme of ['light', 'dark']) {
  for (const size of ['wide', 'phone']) {
    const page = await open('/live', size, theme)
    await page.screenshot({ path: `${folder}/live-${size}-${theme}.png`, fullPage: true })
    if (size === 'wide' && theme === 'light') {
      await page.focus('[data-testid=race]')
      for (let i = 0; i < 20; i++) await page.keyboard.press('Shift+ArrowLeft')
      await page.screenshot({ path: `${folder}/crosshair.png` })
    }
    await page.close()
    const home = await open('/', size, theme)
    await home.screenshot({ path: `${folder}/home-${size}-${theme}.png`, fullPage: true })
    await home.close()
  }
}

for (const size of ['wide', 'phone']) {
  const page = await open('/live', size, 'light')
  await page.click('#operator button:first-child')
  await page.locator('#operator').screenshot({ path: `${folder}/operator-${size}.png` })
  await page.evaluate(() => scrollTo(0, 0))
  const { port } = sample
  await sample.stop()
  await page.waitForSelector('[data-testid=banner]')
  await page.waitForTimeout(1500)
  await page.screenshot({ path: `${folder}/disconnected-${size}.png` })
  await page.close()
  sample = await startSample({ port, hours, warming: size === 'wide' ? 0 : 1 })
}
for (const size of ['wide', 'phone']) {
  const page = await browser.newPage({ viewport: sizes[size], colorScheme: size === 'wide' ? 'light' : 'dark' })
  await page.goto(`${sample.url}/live`)
  await page.waitForTimeout(2000)
  await page.screenshot({ path: `${folder}/warming-${size}.png`, fullPage: true })
  await page.close()
}
await browser.close()
await sample.stop()
