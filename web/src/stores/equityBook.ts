import type { ArmView, CurveView } from '../api/types'

/** An arm's curve: times in ms UTC and net return in percent of the capital, of one length. */
export interface Curve {
  arm: string
  kind: string
  times: number[]
  net: number[]
}

/**
 * Equity curves that grow live: the history from the API, then a point every `step` ms; the last point moves with each update in between.
 * At `most` points a curve is thinned by half and the step doubles, so an hour and a year take the same memory.
 */
export class EquityBook {
  readonly curves = new Map<string, Curve>()
  private step: number
  private headFixed = new Map<string, number>()

  constructor(private readonly firstStep = 5_000, private readonly most = 1_200) {
    this.step = firstStep
  }

  load(views: readonly CurveView[]): void {
    this.curves.clear()
    this.headFixed.clear()
    this.step = this.firstStep
    for (const view of views) {
      const curve: Curve = { arm: view.arm, kind: view.kind, times: [...view.timesMs], net: view.equity.map((e) => (e / view.capital - 1) * 100) }
      this.curves.set(view.arm, curve)
      const n = curve.times.length
      if (n > 1) this.step = Math.max(this.step, (curve.times[n - 1]! - curve.times[0]!) / (n - 1))
      if (n > 0) this.headFixed.set(view.arm, curve.times[n - 1]!)
    }
  }

  head(arms: readonly ArmView[], timeMs: number): void {
    for (const arm of arms) {
      let curve = this.curves.get(arm.name)
      if (!curve) this.curves.set(arm.name, (curve = { arm: arm.name, kind: arm.kind, times: [], net: [] }))
      curve.kind = arm.kind
      const last = curve.times.length - 1
      if (last >= 0 && timeMs <= curve.times[last]!) continue
      const fixed = this.headFixed.get(arm.name)
      const moves = last >= 0 && fixed !== undefined && curve.times[last]! > fixed && timeMs - fixed < this.step
      if (moves) {
        curve.times[last] = timeMs
        curve.net[last] = arm.netReturn * 100
      } else {
        // What was the moving head stays where it is.
        if (last >= 0) this.headFixed.set(arm.name, curve.times[last]!)
        else this.headFixed.set(arm.name, timeMs)
        curve.times.push(timeMs)
        curve.net.push(arm.netReturn * 100)
      }
    }
    if ([...this.curves.values()].some((c) => c.times.length > this.most)) this.thin()
  }

  private thin(): void {
    this.step *= 2
    for (const curve of this.curves.values()) {
      const keep = (_: number, i: number) => i % 2 === 0 || i === curve.times.length - 1
      const net = curve.net.filter(keep)
      curve.times = curve.times.filter(keep)
      curve.net = net
      this.headFixed.set(curve.arm, curve.times.at(-1) ?? 0)
    }
  }
}
