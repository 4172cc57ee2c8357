import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import type { TopicUpdate } from './types'
import { backoff } from './backoff'

export type WireState = 'connecting' | 'connected' | 'disconnected'

/** A live connection: tells its state, hands on updates, answers snapshots. The store knows no more of SignalR than this. */
export interface Wire {
  start(onState: (state: WireState) => void, onUpdate: (update: TopicUpdate) => void): void
  subscribe(topics: string[]): Promise<TopicUpdate[]>
  snapshot(topic: string): Promise<TopicUpdate>
  stop(): Promise<void>
}

export function hubWire(path = '/hub/live'): Wire {
  const hub = new HubConnectionBuilder()
    .withUrl(path)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (c) => backoff(c.previousRetryCount) })
    .configureLogging(LogLevel.None) // The page itself says how the connection is.
    .build()
  hub.serverTimeoutInMilliseconds = 12_000
  hub.keepAliveIntervalInMilliseconds = 5_000
  let stopped = false

  async function connect(tell: (state: WireState) => void) {
    for (let attempt = 0; !stopped; attempt++) {
      try {
        tell('connecting')
        await hub.start()
        tell('connected')
        return
      } catch {
        tell('disconnected')
        await new Promise((done) => setTimeout(done, backoff(attempt)))
      }
    }
  }

  return {
    start(onState, onUpdate) {
      hub.on('update', onUpdate)
      hub.onreconnecting(() => onState('disconnected'))
      hub.onreconnected(() => onState('connected'))
      hub.onclose(() => {
        onState('disconnected')
        if (!stopped) void connect(onState)
      })
      void connect(onState)
    },
    subscribe: (topics) => hub.invoke<TopicUpdate[]>('Subscribe', topics),
    snapshot: (topic) => hub.invoke<TopicUpdate>('Snapshot', topic),
    async stop() {
      stopped = true
      await hub.stop()
    },
  }
}
