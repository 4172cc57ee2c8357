import { computed } from 'vue'
import type { TopicName } from '../api/types'
import { freshness } from '../stores/freshness'
import { useLive } from '../stores/live'
import { useNow } from './useNow'

/** Lists speak only when there is news, so they are as fresh as the status. */
const LISTS: readonly TopicName[] = ['decisions', 'fills', 'events']

/** What a topic's own rhythm allows on top of the limits of freshness, ms. */
const SLACK: Partial<Record<TopicName, number>> = { verdict: 5_000, interference: 5_000, leaderboard: 1_000, forecaster: 1_000, status: 1_000, latestDecisions: 1_000 }

export function useFreshness(topic: () => TopicName = () => 'status') {
  const live = useLive()
  const now = useNow()
  const heard = computed<TopicName>(() => (LISTS.includes(topic()) ? 'status' : topic()))
  const movedAt = computed(() => live.movedAt[heard.value] ?? null)
  const state = computed(() => freshness(live.isConnected, movedAt.value, now.value, SLACK[heard.value] ?? 0))
  const ageMs = computed(() => (movedAt.value === null ? null : Math.max(0, now.value - movedAt.value)))
  return { state, ageMs, movedAt }
}
