import { defineStore } from 'pinia'
import { computed } from 'vue'
import { lineStyle, type LineStyle } from '../charts'
import { isPair } from './field'
import { useLive } from './live'

/**
 * The line style of every arm, by its index among its kind: the same on every panel, whatever the ranking. Made anew only when the arms
 * are others: everything that draws an arm depends on it.
 */
export const useArmStyles = defineStore('armStyles', () => {
  const live = useLive()
  const arms = computed(() => (live.topics.arms ?? []).map((a) => `${a.kind} ${a.name}`).join('\n'))
  const of = computed(() => {
    const styles = new Map<string, LineStyle>()
    const places = new Map<string, number>()
    for (const arm of arms.value ? arms.value.split('\n') : []) {
      const space = arm.indexOf(' ')
      const kind = arm.slice(0, space)
      const group = kind === 'manual' ? 'control' : kind
      const place = places.get(group) ?? 0
      places.set(group, place + 1)
      const name = arm.slice(space + 1)
      styles.set(name, lineStyle(kind, place, isPair(name)))
    }
    return styles
  })
  return { of }
})
