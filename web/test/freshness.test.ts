import { describe, expect, it } from 'vitest'
import { backoff } from '../src/api/backoff'
import { freshness } from '../src/stores/freshness'

describe('freshness', () => {
  it.each([
    [true, null, 0, 'waiting'],
    [false, null, 0, 'waiting'],
    [true, 0, 1_999, 'fresh'],
    [true, 0, 2_000, 'delayed'],
    [true, 0, 9_999, 'delayed'],
    [true, 0, 10_000, 'stale'],
    [false, 0, 100, 'offline'],
  ] as const)('connected %s, moved at %s, now %s: %s', (connected, movedAt, now, expected) => {
    expect(freshness(connected, movedAt, now)).toBe(expected)
  })

  it('allows a topic its own rhythm', () => {
    expect(freshness(true, 0, 6_900, 5_000)).toBe('fresh')
    expect(freshness(true, 0, 7_000, 5_000)).toBe('delayed')
  })
})

describe('backoff', () => {
  it('doubles from half a second to ten and stays there', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((n) => backoff(n, () => 0.5))).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  })

  it('spreads by a quarter', () => {
    expect(backoff(0, () => 0)).toBe(438)
    expect(backoff(0, () => 0.999_999)).toBe(562)
  })
})
