import { describe, expect, it } from 'vitest'
import type { ForecasterView, ForecastView } from '../src/api/types'
import { horizon, notices, OLD_MS, priceAt, span, standing } from '../src/stores/forecast'
import { t } from '../src/text'

const forecast = (over: Partial<ForecastView> = {}): ForecastView => ({
  symbol: 'BTCUSDT', state: 'ok', model: 'lstm', version: 'v0001', asOf: '2026-11-24T12:00:00Z', mid: 100, ageMilliseconds: 400, latencyMicroseconds: 20,
  horizons: [{ seconds: 15, meanBps: 1, upProbability: 0.6, quantilesBps: [-4, -3, -2, -1, 1, 2, 3, 4, 5] }],
  ...over,
})
const view = (over: Partial<ForecasterView> = {}): ForecasterView => ({ address: 'http://localhost/', fault: null, received: 1, late: 0, gaps: 0, instruments: [forecast()], loop: null, quality: null, notice: null, ...over })
const loop = (profileNotice: string | null) => ({ profileNotice }) as ForecasterView['loop']

describe('how far a prediction may be trusted', () => {
  it.each([
    ['off', view({ address: '', fault: 'no forecaster is listened to' }), undefined],
    ['lost', view({ fault: 'connection refused' }), forecast()],
    ['waiting', view(), forecast({ state: null, model: null, version: null })],
    ['waiting', view(), undefined],
    ['ok', view(), forecast()],
    ['warming', view(), forecast({ state: 'warming', model: 'random-walk', version: null })],
    ['stale', view(), forecast({ state: 'stale' })],
    ['degraded', view(), forecast({ state: 'degraded' })],
    ['fallback', view(), forecast({ state: 'degraded', model: 'random-walk', version: null })],
    ['fallback', view(), forecast({ model: 'random-walk', version: null })],
  ] as const)('is %s', (expected, of, its) => {
    expect(standing(of, its, 400)).toBe(expected)
    expect(t.forecaster.standings[expected].text).not.toBe('')
  })

  it('is stale when its latest word is old, whatever that said', () => {
    expect(standing(view(), forecast(), OLD_MS)).toBe('ok')
    expect(standing(view(), forecast(), OLD_MS + 1)).toBe('stale')
  })
})

describe('notices', () => {
  it('are those of the data and of the profile', () => {
    expect(notices(view({ notice: 'invented', loop: loop('demo') }))).toEqual(['invented', 'demo'])
  })

  it('are told once, also when one repeats the other', () => {
    expect(notices(view({ notice: 'invented. demo', loop: loop('demo') }))).toEqual(['invented. demo'])
    expect(notices(view({ notice: 'demo', loop: loop('demo') }))).toEqual(['demo'])
  })

  it('say that the market is invented, though a lost forecaster tells nothing', () => {
    expect(notices(view({ fault: 'connection refused' }), 'invented')).toEqual(['invented'])
    expect(notices(view({ notice: 'invented' }), 'invented')).toEqual(['invented'])
  })

  it('are none where there is nothing to tell', () => {
    expect(notices(view())).toEqual([])
  })
})

it('finds a horizon, or none', () => {
  expect(horizon(forecast(), 15)?.meanBps).toBe(1)
  expect(horizon(forecast(), 60)).toBeUndefined()
})

it('turns a log return into a price', () => {
  expect(priceAt(100, 0)).toBe(100)
  expect(priceAt(100, 100)).toBeCloseTo(101.005, 3)
})

it('names horizons', () => {
  expect([5, 60, 900].map(span)).toEqual(['5 s', '1 min', '15 min'])
})
