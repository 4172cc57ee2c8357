import { computed } from 'vue'
import { lineStyle, type LineStyle } from '../charts'
import { useLive } from '../stores/live'

/** The line style of every arm, by its index among its kind: the same on every panel, whatever the ranking. */
export function useArmStyles() {
  const live = useLive()
  return computed(() => {
    const styles = new Map<string, LineStyle>()
    const places = new Map<string, number>()
    for (const arm of live.topics.arms ?? []) {
      const kind = arm.kind === 'manual' ? 'control' : arm.kind
      const place = places.get(kind) ?? 0
      places.set(kind, place + 1)
      styles.set(arm.name, lineStyle(arm.kind, place))
    }
    return styles
  })
}
