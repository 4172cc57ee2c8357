import { describe, expect, it } from 'vitest'
import type { TopicUpdate } from '../src/api/types'
import { TopicBook } from '../src/stores/topicBook'

const update = (sequence: number, data: unknown, isSnapshot = false, topic = 'fills', asOf: string | null = `t${sequence}`): TopicUpdate => ({ topic, sequence, asOf, isSnapshot, data })

describe('TopicBook', () => {
  it('shows nothing before the first snapshot', () => {
    const book = new TopicBook()
    expect(book.apply(update(1, ['a']), 0)).toBe('held')
    expect(book.data('fills')).toBeUndefined()
    expect(book.movedAt('fills')).toBeNull()
  })

  it('puts list updates in front of the snapshot', () => {
    const book = new TopicBook()
    book.snapshot(update(4, ['b', 'a']), 0)
    expect(book.apply(update(5, ['d', 'c']), 0)).toBe('applied')
    expect(book.data('fills')).toEqual(['d', 'c', 'b', 'a'])
  })

  it('replaces with an update that is a snapshot', () => {
    const book = new TopicBook()
    book.snapshot(update(0, ['a']), 0)
    book.apply(update(1, ['x', 'y'], true), 0)
    expect(book.data('fills')).toEqual(['x', 'y'])
  })

  it('replaces values that are no lists', () => {
    const book = new TopicBook()
    book.snapshot(update(0, { state: 'active' }, true, 'status'), 0)
    book.apply(update(1, { state: 'halted' }, false, 'status'), 0)
    expect(book.data('status')).toEqual({ state: 'halted' })
  })

  it('ignores what it knows already', () => {
    const book = new TopicBook()
    book.snapshot(update(7, ['a']), 0)
    expect(book.apply(update(7, ['again']), 0)).toBe('old')
    expect(book.apply(update(3, ['older']), 0)).toBe('old')
    expect(book.data('fills')).toEqual(['a'])
  })

  it('notices a gap, waits for a snapshot and misses nothing', () => {
    const book = new TopicBook()
    book.snapshot(update(1, ['a']), 0)
    expect(book.apply(update(3, ['c']), 0)).toBe('gap')
    expect(book.gaps).toBe(1)
    expect(book.apply(update(4, ['d']), 0)).toBe('held')
    expect(book.data('fills')).toEqual(['a'])
    expect(book.snapshot(update(3, ['c', 'b', 'a']), 0)).toBe('applied')
    expect(book.data('fills')).toEqual(['d', 'c', 'b', 'a'])
  })

  it('asks again when what waited leaves a gap behind the snapshot', () => {
    const book = new TopicBook()
    book.snapshot(update(1, ['a']), 0)
    book.apply(update(3, ['c']), 0)
    book.apply(update(5, ['e']), 0)
    expect(book.snapshot(update(3, ['c', 'b', 'a']), 0)).toBe('gap')
    expect(book.snapshot(update(5, ['e', 'd', 'c']), 0)).toBe('applied')
    expect(book.data('fills')).toEqual(['e', 'd', 'c'])
  })

  it('starts over with a server that counts from the beginning', () => {
    const book = new TopicBook()
    book.snapshot(update(900, ['old']), 0)
    book.await('fills')
    expect(book.apply(update(2, ['early']), 0)).toBe('held')
    book.snapshot(update(1, ['new']), 0)
    expect(book.data('fills')).toEqual(['early', 'new'])
  })

  it('keeps topics apart', () => {
    const book = new TopicBook()
    book.snapshot(update(5, ['a']), 0)
    book.snapshot(update(1, ['o'], true, 'orders'), 0)
    expect(book.apply(update(2, ['p'], true, 'orders'), 0)).toBe('applied')
    expect(book.data('fills')).toEqual(['a'])
  })

  it('is as bounded after an hour of updates as after a minute', () => {
    const book = new TopicBook(50)
    book.snapshot(update(0, []), 0)
    for (let i = 1; i <= 14_400; i++) book.apply(update(i, [i]), i)
    expect((book.data('fills') as number[]).length).toBe(50)
    expect((book.data('fills') as number[])[0]).toBe(14_400)
    book.await('fills')
    for (let i = 14_401; i <= 15_000; i++) book.apply(update(i, [i]), i)
    const held = (book as unknown as { topics: Map<string, { held: unknown[] }> }).topics.get('fills')!.held
    expect(held.length).toBeLessThanOrEqual(64)
  })

  it('says when the engine moved on, not when a message came', () => {
    const book = new TopicBook()
    book.snapshot(update(0, {}, true, 'status', 'noon'), 1_000)
    book.apply(update(1, {}, true, 'status', 'noon'), 2_000)
    expect(book.movedAt('status')).toBe(1_000)
    book.apply(update(2, {}, true, 'status', 'later'), 3_000)
    expect(book.movedAt('status')).toBe(3_000)
    expect(book.asOf('status')).toBe('later')
  })
})
