import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef } from 'vue'
import { hubWire, type Wire, type WireState } from '../api/hub'
import type { TopicName, Topics, TopicUpdate } from '../api/types'
import { TopicBook } from './topicBook'

export const TOPICS: readonly TopicName[] = ['status', 'markets', 'arms', 'positions', 'orders', 'leaderboard', 'forecaster', 'verdict', 'latestDecisions', 'decisions', 'fills', 'events', 'interference']

/** Draws at the next frame; while the tab is hidden there are no frames, so nothing is drawn and nothing piles up. */
const nextFrame = (draw: () => void) => void requestAnimationFrame(draw)

/** The live contest as the hub tells it. Messages go into a plain book at once; what is drawn is taken from it once a frame. */
export const useLive = defineStore('live', () => {
  const book = new TopicBook()
  const topics = shallowReactive<Partial<Topics>>({})
  const movedAt = shallowReactive<Partial<Record<TopicName, number>>>({})
  const connection = shallowRef<WireState>('connecting')
  const disconnectedAt = shallowRef<number | null>(null)
  const gaps = shallowRef(0)
  const changed = new Set<TopicName>()
  const watchers = new Set<(topic: TopicName) => void>()
  let wire: Wire | null = null
  let schedule: (draw: () => void) => void = nextFrame
  let planned = false

  function start(over: Wire = hubWire(), frame: (draw: () => void) => void = nextFrame) {
    if (wire) return
    wire = over
    schedule = frame
    wire.start(onState, (update) => onUpdate(update))
  }

  async function stop() {
    await wire?.stop()
    wire = null
  }

  function onState(state: WireState) {
    if (state === 'connected') {
      disconnectedAt.value = null
      void resync()
    } else if (disconnectedAt.value === null && connection.value === 'connected') {
      disconnectedAt.value = Date.now()
    }
    // Trying again is still being disconnected, once there was something.
    connection.value = state === 'connecting' && topics.status ? 'disconnected' : state
  }

  /** Everything afresh: after a (re)connect, and when the tab is looked at again. */
  async function resync() {
    for (const topic of TOPICS) book.await(topic)
    try {
      for (const snapshot of (await wire?.subscribe([...TOPICS])) ?? []) settle(snapshot)
    } catch {
      // The connection went; its return calls this again.
    }
  }

  function onUpdate(update: TopicUpdate) {
    const outcome = book.apply(update, Date.now())
    if (outcome === 'gap') void refetch(update.topic)
    if (outcome === 'applied') mark(update.topic as TopicName)
  }

  async function refetch(topic: string) {
    gaps.value = book.gaps
    try {
      const snapshot = await wire?.snapshot(topic)
      if (snapshot) settle(snapshot)
    } catch {
      // As in resync.
    }
  }

  function settle(snapshot: TopicUpdate) {
    const outcome = book.snapshot(snapshot, Date.now())
    mark(snapshot.topic as TopicName)
    if (outcome === 'gap') void refetch(snapshot.topic)
  }

  function mark(topic: TopicName) {
    changed.add(topic)
    if (planned) return
    planned = true
    schedule(draw)
  }

  function draw() {
    planned = false
    for (const topic of changed) {
      topics[topic] = book.data(topic) as never
      movedAt[topic] = book.movedAt(topic) ?? undefined
      for (const watcher of watchers) watcher(topic)
    }
    changed.clear()
  }

  /** Calls back whenever a topic is drawn anew. */
  function onDrawn(watcher: (topic: TopicName) => void) {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }

  const isConnected = computed(() => connection.value === 'connected')
  return { topics, movedAt, connection, isConnected, disconnectedAt, gaps, start, stop, resync, onDrawn }
})
