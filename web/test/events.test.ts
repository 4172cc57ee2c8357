import { expect, it } from 'vitest'
import { TopicBook } from '../src/stores/topicBook'
import { TOPICS } from '../src/stores/live'

it('listens to events and to interference', () => {
  expect(TOPICS).toContain('events')
  expect(TOPICS).toContain('interference')
})

it('puts a new event in front of the known ones and keeps a bounded list', () => {
  const book = new TopicBook(3)
  const event = (sequence: number) => ({ sequence, kind: 'command', what: 'halt' })
  book.await('events')
  book.snapshot({ topic: 'events', sequence: 4, asOf: 'a', isSnapshot: true, data: [event(2), event(1)] }, 0)
  book.apply({ topic: 'events', sequence: 5, asOf: 'b', isSnapshot: false, data: [event(4), event(3)] }, 1)
  expect((book.data('events') as { sequence: number }[]).map((e) => e.sequence)).toEqual([4, 3, 2])
})
