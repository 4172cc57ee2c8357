export interface LineStyle {
  color: string
  dash: string
  width: number
}

const COLORS = 7
const DASHES = ['', '6 3']

/**
 * The look of an arm's line, by its place among its kind: seven colours that the colour-blind tell apart, then the same dashed. Controls are
 * grey and dotted: they race along, they do not compete. Arms of a pair are thin.
 */
export function lineStyle(kind: string, place: number, isPair = false): LineStyle {
  if (kind === 'control' || kind === 'manual') {
    return { color: 'var(--control)', dash: ['2 4', '7 3 2 3', '1 3'][place % 3] ?? '', width: isPair ? 1 : 1.6 }
  }
  return { color: `var(--series-${(place % COLORS) + 1})`, dash: DASHES[Math.floor(place / COLORS) % DASHES.length] ?? '', width: isPair ? 1.1 : kind === 'ai' ? 2.6 : 1.6 }
}

/** A name as it is written on a chart: a pair without punctuation, by its first words where there is little room, cut where there is none. */
export function shortName(arm: string, most: number): string {
  const long = arm.replace('-gated:of=', '-gated ')
  const name = long.length <= most ? long : long.replace(/^ai-gated /, 'veto ').replace(/^random-gated /, 'lot ')
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`
}

/**
 * Places labels beside each other without overlap: each as near to where it wants to be as order and room allow, `gap` apart, inside
 * [low, high]. Positions in the order given. When there are more than fit, all get the same smaller gap.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const n = wanted.length
  if (n === 0) return []
  const step = n > 1 ? Math.min(gap, (high - low) / (n - 1)) : gap
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b)
  // Blocks of touching labels, each centred on the mean of what its labels want; blocks that meet become one.
  const blocks: { at: number; size: number; sum: number }[] = []
  const place = (b: { size: number; sum: number }) => Math.min(Math.max(b.sum / b.size - ((b.size - 1) * step) / 2, low), high - (b.size - 1) * step)
  for (const index of order) {
    let block = { at: 0, size: 1, sum: wanted[index]! }
    block.at = place(block)
    for (let last = blocks.at(-1); last && last.at + last.size * step > block.at + 1e-9; last = blocks.at(-1)) {
      blocks.pop()
      const sum = last.sum + block.sum
      block = { at: 0, size: last.size + block.size, sum }
      block.at = place(block)
    }
    blocks.push(block)
  }
  const placed = new Array<number>(n)
  let next = 0
  for (const block of blocks) for (let i = 0; i < block.size; i++) placed[order[next++]!] = block.at + i * step
  return placed
}

/** Index of the point nearest to a time; -1 when there is none. */
export function nearest(times: readonly number[], time: number): number {
  let low = 0
  let high = times.length - 1
  if (high < 0) return -1
  while (high - low > 1) {
    const mid = (low + high) >> 1
    if (times[mid]! <= time) low = mid
    else high = mid
  }
  return time - times[low]! <= times[high]! - time ? low : high
}

/** Evenly chosen indices, first and last among them. */
export function sample(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i)
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)))
}

/**
 * A range that shows the field and not only its outliers: values beyond Tukey's outer fences (three quartile ranges from the quartiles) are
 * left out. All of them, when none is beyond.
 */
export function fence(values: readonly number[]): { low: number; high: number; beyond: boolean } {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  if (sorted.length === 0) return { low: 0, high: 0, beyond: false }
  const at = (q: number) => {
    const p = q * (sorted.length - 1)
    const i = Math.floor(p)
    return sorted[i]! + (p - i) * ((sorted[i + 1] ?? sorted[i]!) - sorted[i]!)
  }
  const reach = 3 * (at(0.75) - at(0.25))
  const inside = sorted.filter((v) => v >= at(0.25) - reach && v <= at(0.75) + reach)
  return { low: inside[0]!, high: inside.at(-1)!, beyond: inside.length < sorted.length }
}
