import { describe, expect, it } from 'vitest'
import type { ArmView, CurveView } from '../src/api/types'
import { EquityBook } from '../src/stores/equityBook'

const arm = (name: string, netReturn: number) => ({ name, kind: 'classical', netReturn }) as ArmView
const view = (name: string, equity: number[], from = 0, step = 5_000): CurveView => ({ arm: name, kind: 'classical', capital: 1_000, timesMs: equity.map((_, i) => from + i * step), equity })

describe('EquityBook', () => {
  it('shows equity as net percent of the capital', () => {
    const book = new EquityBook()
    book.load([view('a', [1_000, 1_010, 995])])
    expect(book.curves.get('a')!.net.map((v) => Number(v.toFixed(6)))).toEqual([0, 1, -0.5])
  })

  it('moves the head between points and keeps one each step', () => {
    const book = new EquityBook(5_000)
    book.load([view('a', [1_000, 1_000])])
    for (let t = 6_000; t <= 15_000; t += 1_000) book.head([arm('a', t / 1e6)], t)
    const curve = book.curves.get('a')!
    expect(curve.times.at(-1)).toBe(15_000)
    expect(curve.net.at(-1)).toBeCloseTo(1.5)
    expect(curve.times.length).toBeLessThanOrEqual(5)
    expect(curve.times).toEqual([...curve.times].sort((x, y) => x - y))
  })

  it('ignores what is older than its head', () => {
    const book = new EquityBook()
    book.load([view('a', [1_000, 1_010])])
    book.head([arm('a', 9)], 4_000)
    expect(book.curves.get('a')!.times).toEqual([0, 5_000])
  })

  it('takes in an arm that has no history', () => {
    const book = new EquityBook()
    book.load([])
    book.head([arm('new', 0.01)], 1_000)
    expect(book.curves.get('new')!.net).toEqual([1])
  })

  it('does not grow in a day of updates, and keeps its ends', () => {
    const book = new EquityBook(5_000, 300)
    book.load([view('a', [1_000]), view('b', [1_000])])
    for (let t = 1_000; t <= 86_400_000; t += 1_000) book.head([arm('a', 0), arm('b', t / 1e10)], t)
    for (const curve of book.curves.values()) {
      expect(curve.times.length).toBeLessThanOrEqual(301)
      expect(curve.times.length).toBeGreaterThan(140)
      expect(curve.times.length).toBe(curve.net.length)
      expect(curve.times[0]).toBe(0)
      expect(curve.times.at(-1)).toBe(86_400_000)
    }
  })
})
