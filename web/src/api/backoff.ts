const FIRST = 500
const MOST = 10_000

/** Milliseconds to wait before trying again: doubling from half a second to ten, with a quarter of jitter so that pages do not knock together. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(MOST, FIRST * 2 ** Math.min(attempt, 10))
  return Math.round(base * (0.875 + 0.25 * random()))
}
