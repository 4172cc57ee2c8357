import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useLive } from './live'

export type Field = 'all' | 'ai' | 'classical' | 'control'
export const FIELDS: readonly Field[] = ['all', 'ai', 'classical', 'control']

/** One half of a gated pair: a classical strategy under the forecaster's veto, or its twin under a lot's. There is a pair for each, so they are folded. */
export const isPair = (arm: string) => /^(ai|random)-gated:/.test(arm)

export const fieldOf = (kind: string): Field => (kind === 'ai' || kind === 'classical' ? kind : 'control')

/** Which arms are looked at: shared by the race, the leaderboard and the costs. */
export const useField = defineStore('field', () => {
  const live = useLive()
  const field = ref<Field>('all')
  const pairs = ref(false)
  const shows = (kind: string, arm: string) => (pairs.value || !isPair(arm)) && (field.value === 'all' || field.value === fieldOf(kind))
  /** How many arms belong to each field, folded ones left out; and how many are folded. */
  const counts = computed(() => {
    const sums: Record<Field, number> & { pairs: number } = { all: 0, ai: 0, classical: 0, control: 0, pairs: 0 }
    for (const arm of live.topics.arms ?? []) {
      if (isPair(arm.name)) sums.pairs++
      if (isPair(arm.name) && !pairs.value) continue
      sums.all++
      sums[fieldOf(arm.kind)]++
    }
    return sums
  })
  return { field, pairs, shows, counts }
})
