import type { TopicUpdate } from '../api/types'

/** What became of an update: applied; old (known already); held (a snapshot is awaited, it waits with it); gap (something was missed: ask for a snapshot). */
export type Outcome = 'applied' | 'old' | 'held' | 'gap'

interface TopicState {
  sequence: number
  awaiting: boolean
  held: TopicUpdate[]
  data: unknown
  asOf: string | null
  /** Our own clock when asOf last moved on: ages are told by one clock, so that no skew enters. */
  movedAt: number
}

const MOST_HELD = 64

/**
 * The topics of the hub as plain data: snapshots replace, list updates go in front, gaps are noticed. Holds at most `rows` facts a list and
 * a few waiting updates, so its memory is bounded however long it listens.
 */
export class TopicBook {
  private readonly topics = new Map<string, TopicState>()
  /** Gaps noticed since the page was opened. */
  gaps = 0

  constructor(private readonly rows = 200) {}

  data(topic: string): unknown {
    return this.topics.get(topic)?.data
  }

  movedAt(topic: string): number | null {
    const state = this.topics.get(topic)
    return state && state.asOf !== null ? state.movedAt : null
  }

  asOf(topic: string): string | null {
    return this.topics.get(topic)?.asOf ?? null
  }

  /** From now on updates of a topic wait for its snapshot. What is known stays. */
  await(topic: string): void {
    const state = this.state(topic)
    state.awaiting = true
    state.held = []
  }

  apply(update: TopicUpdate, now: number): Outcome {
    const state = this.state(update.topic)
    if (state.awaiting) {
      if (state.held.length === MOST_HELD) state.held.shift()
      state.held.push(update)
      return 'held'
    }
    if (update.sequence <= state.sequence) return 'old'
    if (update.sequence > state.sequence + 1) {
      this.gaps++
      this.await(update.topic)
      state.held.push(update)
      return 'gap'
    }
    this.take(state, update, now)
    return 'applied'
  }

  /** A snapshot that was asked for. What waited and is newer follows; says whether that leaves a gap again. */
  snapshot(update: TopicUpdate, now: number): Outcome {
    const state = this.state(update.topic)
    const held = state.held
    state.awaiting = false
    state.held = []
    this.take(state, { ...update, isSnapshot: true }, now)
    for (const next of held) {
      if (this.apply(next, now) === 'gap') return 'gap'
    }
    return 'applied'
  }

  private take(state: TopicState, update: TopicUpdate, now: number): void {
    state.sequence = update.sequence
    if (update.asOf !== null && update.asOf !== state.asOf) {
      state.asOf = update.asOf
      state.movedAt = now
    }
    if (update.isSnapshot || !Array.isArray(update.data)) state.data = update.data
    else state.data = [...update.data, ...((state.data as unknown[] | undefined) ?? [])].slice(0, this.rows)
  }

  private state(topic: string): TopicState {
    let state = this.topics.get(topic)
    if (!state) {
      state = { sequence: -1, awaiting: true, held: [], data: undefined, asOf: null, movedAt: 0 }
      this.topics.set(topic, state)
    }
    return state
  }
}
