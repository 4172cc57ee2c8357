import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ArmView } from '../src/api/types'
import { shortName } from '../src/charts'
import { summary, veto } from '../src/stores/compare'
import { isPair, useField } from '../src/stores/field'
import { useLive } from '../src/stores/live'

const ARMS: [string, string, number][] = [
  ['macd', 'classical', -0.02],
  ['ema-cross', 'classical', -0.01],
  ['cash', 'control', 0],
  ['ai-direct', 'ai', 0],
  ['ai-gated', 'ai', 0.01],
  ['random-gated', 'control', 0],
  ['ai-gated:of=macd', 'ai', -0.01],
  ['random-gated:of=macd', 'control', -0.04],
  ['manual', 'manual', 0],
]
const rows = ARMS.map(([arm, kind, netReturn]) => ({ arm, kind, netReturn }))

beforeEach(() => {
  setActivePinia(createPinia())
  useLive().topics.arms = ARMS.map(([name, kind]) => ({ name, kind })) as ArmView[]
})

describe('the filter by kind', () => {
  const shown = () => rows.filter((r) => useField().shows(r.kind, r.arm)).map((r) => r.arm)

  it('shows everything but the gated pairs at first', () => {
    expect(shown()).toEqual(['macd', 'ema-cross', 'cash', 'ai-direct', 'ai-gated', 'random-gated', 'manual'])
    expect(useField().counts).toEqual({ all: 7, ai: 2, classical: 2, control: 3, pairs: 2 })
  })

  it('shows one kind, the manual arm among the controls', () => {
    useField().field = 'ai'
    expect(shown()).toEqual(['ai-direct', 'ai-gated'])
    useField().field = 'control'
    expect(shown()).toEqual(['cash', 'random-gated', 'manual'])
  })

  it('unfolds the pairs', () => {
    useField().pairs = true
    useField().field = 'ai'
    expect(shown()).toEqual(['ai-direct', 'ai-gated', 'ai-gated:of=macd'])
    expect(useField().counts).toEqual({ all: 9, ai: 3, classical: 2, control: 4, pairs: 2 })
  })
})

it('knows a half of a pair by its name', () => {
  expect(['ai-gated:of=macd', 'random-gated:of=rsi-reversion', 'ai-gated', 'ai-council:of=macd'].map(isPair)).toEqual([true, true, false, false])
})

it('writes long names short, and cuts them where there is no room', () => {
  expect(shortName('random-gated:of=macd', 30)).toBe('random-gated macd')
  expect(shortName('random-gated:of=macd', 12)).toBe('lot macd')
  expect(shortName('ai-gated:of=sma-cross', 15)).toBe('veto sma-cross')
  expect(shortName('bollinger-reversion', 10)).toBe('bollinger…')
})

describe('AI against algorithms', () => {
  it('has mean and median of each kind', () => {
    expect(summary(rows, 'classical')).toEqual({ n: 2, mean: -0.015, median: -0.015 })
    expect(summary(rows, 'ai')).toEqual({ n: 3, mean: 0, median: 0 })
    expect(summary([], 'ai')).toBeNull()
  })

  it('measures the veto pair by pair, leaving out halves without a twin', () => {
    const of = veto(rows.filter((r) => r.arm !== 'random-gated'))
    expect(of?.n).toBe(1)
    expect(of?.mean).toBeCloseTo(0.03)
    expect(veto(rows)?.n).toBe(2)
    expect(veto(rows)?.mean).toBeCloseTo(0.02)
    expect(veto([])).toBeNull()
  })
})
