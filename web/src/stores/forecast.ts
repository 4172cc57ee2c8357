import type { ForecasterView, ForecastView, HorizonForecastView } from '../api/types'

/**
 * How far a prediction may be trusted. off: none is listened to; lost: nothing is heard; waiting: the first has not come; fallback: no model, the
 * random walk answers; warming, stale and degraded as the forecaster says of itself, stale also when its latest word is old.
 */
export type Standing = 'off' | 'lost' | 'waiting' | 'ok' | 'warming' | 'stale' | 'degraded' | 'fallback'
export type Tone = 'ok' | 'warn' | 'bad' | 'none'

/** The horizon everything is judged by, seconds. */
export const MAIN = 15
/** Predictions come every second and are good for three. */
export const OLD_MS = 5_000
export const TONES: Record<Standing, Tone> = { off: 'none', lost: 'bad', waiting: 'none', ok: 'ok', warming: 'warn', stale: 'warn', degraded: 'bad', fallback: 'warn' }

export function standing(view: ForecasterView, forecast: ForecastView | undefined, ageMs: number | null): Standing {
  if (!view.address) return 'off'
  if (view.fault !== null) return 'lost'
  if (!forecast || forecast.state === null) return 'waiting'
  if (forecast.state === 'warming') return 'warming'
  if (forecast.state === 'stale' || (ageMs !== null && ageMs > OLD_MS)) return 'stale'
  if (isRandomWalk(forecast)) return 'fallback'
  return forecast.state === 'ok' ? 'ok' : 'degraded'
}

export const isRandomWalk = (forecast: ForecastView) => forecast.version === null

/** What must be shown of data and profile, each once. `invented`: said of the contest's market, which holds when the forecaster is lost and tells nothing. */
export function notices(view: ForecasterView, invented: string | null = null): string[] {
  const told = [view.notice, view.loop?.profileNotice ?? null, invented].filter((n): n is string => !!n)
  return told.filter((n, i) => told.indexOf(n) === i && !told.some((other) => other !== n && other.includes(n)))
}

export const horizon = (forecast: ForecastView | undefined, seconds: number): HorizonForecastView | undefined => forecast?.horizons.find((h) => h.seconds === seconds)

/** The price a log return of so many basis points leads to. */
export const priceAt = (mid: number, bps: number) => mid * Math.exp(bps / 1e4)

export const span = (seconds: number) => (seconds < 60 ? `${seconds} s` : `${seconds / 60} min`)
