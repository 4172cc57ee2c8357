import { describe, expect, it } from 'vitest'
import { fence, lineStyle, nearest, sample, spread } from '../src/charts'

describe('spread', () => {
  it('leaves labels where they want to be when there is room', () => {
    expect(spread([10, 50, 90], 14, 0, 100)).toEqual([10, 50, 90])
  })

  it('pushes labels apart around what they want', () => {
    expect(spread([50, 50], 10, 0, 100)).toEqual([45, 55])
  })

  it('keeps the order given by position', () => {
    const placed = spread([30, 10, 20], 14, 0, 100)
    expect(placed[1]! < placed[2]! && placed[2]! < placed[0]!).toBe(true)
  })

  it('never overlaps and never leaves its room', () => {
    let seed = 42
    const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
    for (let round = 0; round < 300; round++) {
      const n = 1 + Math.floor(random() * 25)
      const wanted = Array.from({ length: n }, () => random() * 500 - 50)
      const placed = spread(wanted, 16, 0, 400).sort((a, b) => a - b)
      expect(placed[0]!).toBeGreaterThanOrEqual(-1e-9)
      expect(placed.at(-1)!).toBeLessThanOrEqual(400 + 1e-9)
      for (let i = 1; i < n; i++) expect(placed[i]! - placed[i - 1]!).toBeGreaterThanOrEqual(16 - 1e-9)
    }
  })

  it('shrinks the gap evenly when there are too many', () => {
    expect(spread([5, 5, 5], 40, 0, 20)).toEqual([0, 10, 20])
  })
})

describe('fence', () => {
  it('leaves out what would squash the rest', () => {
    const { low, high, beyond } = fence([-0.5, -0.2, 0, 0.1, 0.3, -21])
    expect([low, high, beyond]).toEqual([-0.5, 0.3, true])
  })

  it('shows all when nobody is far out', () => {
    expect(fence([-2, -1, 0, 1])).toEqual({ low: -2, high: 1, beyond: false })
    expect(fence([])).toEqual({ low: 0, high: 0, beyond: false })
  })
})

describe('small things', () => {
  it('finds the nearest point', () => {
    expect([nearest([], 5), nearest([0, 10, 20], -5), nearest([0, 10, 20], 14), nearest([0, 10, 20], 16), nearest([0, 10, 20], 99)]).toEqual([-1, 0, 1, 2, 2])
  })

  it('samples evenly with both ends', () => {
    expect(sample(3, 10)).toEqual([0, 1, 2])
    expect(sample(101, 5)).toEqual([0, 25, 50, 75, 100])
  })

  it('gives fourteen contestants fourteen looks, none of them a control’s', () => {
    const looks = new Set(Array.from({ length: 14 }, (_, i) => JSON.stringify(lineStyle('classical', i))))
    expect(looks.size).toBe(14)
    expect(lineStyle('control', 0).color).toBe('var(--control)')
    expect([...looks].some((l) => l.includes('--control'))).toBe(false)
  })
})
