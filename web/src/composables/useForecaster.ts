import { computed } from 'vue'
import { standing, type Standing } from '../stores/forecast'
import { useLive } from '../stores/live'
import { useNow } from './useNow'

/** The forecaster's view, one instrument of it, the age of its latest prediction now, and how far it may be trusted. */
export function useForecaster(index: () => number = () => 0) {
  const live = useLive()
  const now = useNow()
  const view = computed(() => live.topics.forecaster)
  const forecast = computed(() => view.value?.instruments[index()] ?? view.value?.instruments[0])
  const ageMs = computed(() => {
    const told = forecast.value?.ageMilliseconds ?? null
    return told === null ? null : told + Math.max(0, now.value - (live.movedAt.forecaster ?? now.value))
  })
  const state = computed<Standing>(() => (view.value ? standing(view.value, forecast.value, ageMs.value) : 'waiting'))
  return { view, forecast, ageMs, state }
}
