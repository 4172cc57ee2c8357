import type { LeaderboardView } from '../api/types'

export type SortKey = 'rank' | 'arm' | 'kind' | 'netReturn' | 'sharpe' | 'maxDrawdown' | 'roundTrips' | 'hitRate' | 'fees' | 'exposure' | 'state'

/** Sorted copy; what is not known comes last whichever way, ties by rank. */
export function sortBoard(rows: readonly LeaderboardView[], key: SortKey, descending: boolean): LeaderboardView[] {
  return [...rows].sort((a, b) => {
    const x = a[key]
    const y = b[key]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || a.rank - b.rank
    const by = typeof x === 'string' || typeof y === 'string' ? String(x).localeCompare(String(y), 'en') : x - y
    return (descending ? -by : by) || a.rank - b.rank
  })
}
