import { describe, expect, it } from 'vitest'
import { belongs } from '../src/stores/armFilter'
import { shortName } from '../src/format'

describe('which arms are shown', () => {
  it('leaves the gated pairs out at first, and shows them alone when asked', () => {
    expect(belongs('main', 'ai-gated:of=macd', 'ai')).toBe(false)
    expect(belongs('main', 'random-gated', 'control')).toBe(false)
    expect(belongs('main', 'ai-direct', 'ai')).toBe(true)
    expect(belongs('pairs', 'random-gated:of=macd', 'control')).toBe(true)
    expect(belongs('pairs', 'macd', 'classical')).toBe(false)
  })

  it('shows one kind, or all', () => {
    expect(belongs('ai', 'ai-gated:of=macd', 'ai')).toBe(true)
    expect(belongs('ai', 'macd', 'classical')).toBe(false)
    expect(belongs('all', 'anything', 'manual')).toBe(true)
  })

  it('shortens long names where there is little room, and keeps what tells them apart', () => {
    expect(shortName('ai-gated:of=bollinger-reversion')).toBe('ai-gated bollinger-…')
    expect(shortName('random-gated:of=macd')).toBe('rnd-gated macd')
    expect(shortName('sma-cross')).toBe('sma-cross')
  })
})
