/** How far what is shown can be trusted: waiting (nothing yet), fresh, delayed (2 to 10 s), stale (beyond), offline (no connection). */
export type Freshness = 'waiting' | 'fresh' | 'delayed' | 'stale' | 'offline'

export const DELAYED_MS = 2_000
export const STALE_MS = 10_000

/** `slack`: what a topic's own rhythm allows on top, as a topic sent every 5 s is not delayed after 3. */
export function freshness(connected: boolean, movedAt: number | null, now: number, slack = 0): Freshness {
  if (!connected) return movedAt === null ? 'waiting' : 'offline'
  if (movedAt === null) return 'waiting'
  const age = now - movedAt - slack
  return age < DELAYED_MS ? 'fresh' : age < STALE_MS ? 'delayed' : 'stale'
}
