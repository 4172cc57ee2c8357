/** Numbers and times as text. A minus is a minus (U+2212), so that signs line up. */
const MINUS = '\u2212'

const fixed = (value: number, digits: number) => Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const sign = (value: number, digits: number, plus: boolean) => {
  if (Number(Math.abs(value).toFixed(digits)) === 0) return ''
  return value < 0 ? MINUS : plus ? '+' : ''
}

export const number = (value: number, digits = 2) => sign(value, digits, false) + fixed(value, digits)
export const signed = (value: number, digits = 2) => sign(value, digits, true) + fixed(value, digits)
export const percent = (share: number, digits = 2) => `${number(share * 100, digits)} %`
export const signedPercent = (share: number, digits = 2) => `${signed(share * 100, digits)} %`
/** -1, 0, 1 by what the text shows, so that a rounded zero has no colour. */
export const direction = (value: number, digits = 2) => (Number(Math.abs(value).toFixed(digits)) === 0 ? 0 : Math.sign(value))

/** A decimal string of the API, digits kept, thousands grouped; `digits` pads or rounds. */
export function decimal(text: string | null | undefined, digits?: number): string {
  if (text === null || text === undefined || text === '') return '–'
  if (digits !== undefined) return number(Number(text), digits)
  const [whole = '0', rest] = text.replace('-', '').split('.')
  return (text.startsWith('-') ? MINUS : '') + whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (rest ? `.${rest}` : '')
}

export const count = (value: number) => value.toLocaleString('en-US')

export function age(ms: number): string {
  if (ms < 950) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
  if (ms < 59_500) return `${Math.round(ms / 1000)} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  return `${(ms / 3_600_000).toFixed(1)} h`
}

/** hh:mm:ss in UTC or the reader's own zone. */
export function clock(time: string | number | Date, local = false): string {
  const at = new Date(time)
  if (Number.isNaN(at.getTime())) return '–'
  const parts = local ? [at.getHours(), at.getMinutes(), at.getSeconds()] : [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()]
  return parts.map((p) => String(p).padStart(2, '0')).join(':')
}

/** bybit:linear:BTCUSDT is called BTCUSDT where there is no room. */
export const symbol = (instrument: string) => instrument.split(':').at(-1) ?? instrument
