import { isPair } from './field'

interface Result {
  arm: string
  kind: string
  netReturn: number
}

export interface Summary {
  n: number
  mean: number
  median: number
}

/** Of the net returns of a kind; null = there is no arm of it. */
export function summary(rows: readonly Result[], kind: string): Summary | null {
  const sorted = rows.filter((r) => r.kind === kind).map((r) => r.netReturn).sort((a, b) => a - b)
  const n = sorted.length
  if (n === 0) return null
  return { n, mean: sorted.reduce((sum, r) => sum + r, 0) / n, median: (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2 }
}

/** What the forecaster's veto was worth against the same vetoes by lot: mean difference of net returns over the gated pairs; null = none is whole. */
export function veto(rows: readonly Result[]): { n: number; mean: number } | null {
  const of = new Map(rows.filter((r) => isPair(r.arm) || r.arm === 'ai-gated' || r.arm === 'random-gated').map((r) => [r.arm, r.netReturn]))
  const differences = [...of].flatMap(([arm, net]) => {
    const twin = arm.startsWith('ai-') ? of.get(arm.replace(/^ai-/, 'random-')) : undefined
    return twin === undefined ? [] : [net - twin]
  })
  return differences.length === 0 ? null : { n: differences.length, mean: differences.reduce((sum, d) => sum + d, 0) / differences.length }
}
