import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Wire, WireState } from '../src/api/hub'
import type { TopicUpdate } from '../src/api/types'
import { TOPICS, useLive } from '../src/stores/live'

/** A wire that does what the test says. */
class TestWire implements Wire {
  state!: (state: WireState) => void
  update!: (update: TopicUpdate) => void
  subscribed = 0
  asked: string[] = []
  answers = new Map<string, TopicUpdate>()

  start(onState: (state: WireState) => void, onUpdate: (update: TopicUpdate) => void) {
    this.state = onState
    this.update = onUpdate
  }

  subscribe(topics: string[]) {
    this.subscribed++
    return Promise.resolve(topics.map((topic) => this.answers.get(topic) ?? say(topic, 0, [])))
  }

  snapshot(topic: string) {
    this.asked.push(topic)
    return Promise.resolve(this.answers.get(topic)!)
  }

  stop() {
    return Promise.resolve()
  }
}

const say = (topic: string, sequence: number, data: unknown, isSnapshot = true): TopicUpdate => ({ topic, sequence, asOf: `t${sequence}`, isSnapshot, data })
const settled = () => new Promise((done) => setTimeout(done))

describe('the live store', () => {
  let wire: TestWire
  let frames: (() => void)[]
  const draw = () => frames.splice(0).forEach((frame) => frame())

  async function connected() {
    const live = useLive()
    live.start(wire, (frame) => frames.push(frame))
    wire.state('connecting')
    wire.state('connected')
    await settled()
    draw()
    return live
  }

  beforeEach(() => {
    setActivePinia(createPinia())
    wire = new TestWire()
    frames = []
  })

  it('subscribes to every topic once connected', async () => {
    const live = await connected()
    expect(wire.subscribed).toBe(1)
    expect(live.isConnected).toBe(true)
    expect(Object.keys(live.topics).sort()).toEqual([...TOPICS].sort())
  })

  it('draws many messages in one frame', async () => {
    const live = await connected()
    for (let i = 1; i <= 40; i++) wire.update(say('markets', i, [i]))
    expect(frames.length).toBe(1)
    expect(live.topics.markets).toEqual([])
    draw()
    expect(live.topics.markets).toEqual([40])
  })

  it('draws nothing while there are no frames, and the latest when they return', async () => {
    const live = await connected()
    for (let i = 1; i <= 10_000; i++) wire.update(say('fills', i, [i], false))
    expect(frames.length).toBe(1)
    draw()
    expect(live.topics.fills).toHaveLength(200)
    expect(live.topics.fills?.[0]).toBe(10_000)
  })

  it('asks for a snapshot after a gap', async () => {
    const live = await connected()
    wire.update(say('fills', 1, ['a'], false))
    wire.answers.set('fills', say('fills', 3, ['c', 'b', 'a']))
    wire.update(say('fills', 3, ['c'], false))
    await settled()
    draw()
    expect(wire.asked).toEqual(['fills'])
    expect(live.gaps).toBe(1)
    expect(live.topics.fills).toEqual(['c', 'b', 'a'])
  })

  it('keeps the last values while disconnected and says since when', async () => {
    const live = await connected()
    wire.update(say('markets', 1, ['kept']))
    draw()
    wire.state('disconnected')
    expect(live.isConnected).toBe(false)
    expect(live.disconnectedAt).not.toBeNull()
    expect(live.topics.markets).toEqual(['kept'])
  })

  it('stays disconnected while it tries again', async () => {
    const live = await connected()
    wire.state('disconnected')
    wire.state('connecting')
    expect(live.connection).toBe('disconnected')
  })

  it('starts afresh with a server that was restarted', async () => {
    const live = await connected()
    for (let i = 1; i <= 5; i++) wire.update(say('fills', i, [`old ${i}`], false))
    wire.state('disconnected')
    wire.answers.set('fills', say('fills', 0, ['new']))
    wire.state('connected')
    await settled()
    wire.update(say('fills', 1, ['newer'], false))
    draw()
    expect(live.topics.fills).toEqual(['newer', 'new'])
    expect(live.disconnectedAt).toBeNull()
  })
})
