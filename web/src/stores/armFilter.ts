import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useLive } from './live'

/** Which arms race and leaderboard show: without the gated pairs (an arm the forecaster vetoes beside its twin by lot), only those, one kind, or all. */
export type ArmGroup = 'main' | 'pairs' | 'ai' | 'classical' | 'all'

export const GROUPS: readonly ArmGroup[] = ['main', 'ai', 'classical', 'pairs', 'all']

const isPair = (arm: string) => /^(ai|random)-gated(:|$)/.test(arm)

export function belongs(group: ArmGroup, arm: string, kind: string): boolean {
  if (group === 'all') return true
  if (group === 'main') return !isPair(arm)
  if (group === 'pairs') return isPair(arm)
  return kind === group
}

export const useArmFilter = defineStore('armFilter', () => {
  const live = useLive()
  const group = ref<ArmGroup>('main')
  /** There is something to choose from only where there are pairs. */
  const isUseful = computed(() => (live.topics.arms ?? []).some((a) => isPair(a.name)))
  const shows = (arm: string, kind: string) => !isUseful.value || belongs(group.value, arm, kind)
  return { group, isUseful, shows }
})
