import { describe, expect, it } from 'vitest'
import type { LeaderboardView } from '../src/api/types'
import { age, clock, decimal, direction, signed, signedPercent } from '../src/format'
import { sortBoard } from '../src/stores/boardSort'

describe('numbers as text', () => {
  it('keeps every digit of a decimal string', () => {
    expect(decimal('123456789.000000012345')).toBe('123,456,789.000000012345')
    expect(decimal('-0.5')).toBe('\u22120.5')
    expect(decimal(null)).toBe('–')
    expect(decimal('95000', 1)).toBe('95,000.0')
  })

  it('gives a rounded zero no sign and no direction', () => {
    expect(signed(-0.001)).toBe('0.00')
    expect(direction(-0.001)).toBe(0)
    expect(signed(-1234.5)).toBe('\u22121,234.50')
    expect(signedPercent(0.00235)).toBe('+0.24 %')
  })

  it('tells ages and times', () => {
    expect([age(80), age(4_400), age(125_000), age(7_200_000)]).toEqual(['0.1 s', '4 s', '2 min', '2.0 h'])
    expect(clock('2026-11-24T15:04:05.6Z')).toBe('15:04:05')
    expect(clock('no time')).toBe('–')
  })
})

describe('sorting the leaderboard', () => {
  const row = (rank: number, arm: string, sharpe: number | null) => ({ rank, arm, sharpe }) as LeaderboardView
  const rows = [row(1, 'c', null), row(2, 'a', -3), row(3, 'b', 5)]

  it('puts the unknown last both ways', () => {
    expect(sortBoard(rows, 'sharpe', true).map((r) => r.arm)).toEqual(['b', 'a', 'c'])
    expect(sortBoard(rows, 'sharpe', false).map((r) => r.arm)).toEqual(['a', 'b', 'c'])
  })

  it('sorts by name and leaves the original alone', () => {
    expect(sortBoard(rows, 'arm', false).map((r) => r.arm)).toEqual(['a', 'b', 'c'])
    expect(rows[0]!.arm).toBe('c')
  })
})
