import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { ApiError, equity } from '../api/client'
import { EquityBook, type Curve } from './equityBook'
import { useLive } from './live'

const POINTS = 600
const REDRAW_MS = 1_000

/** Equity curves for the race: loaded from the API, carried on by the `arms` topic, redrawn once a second. */
export const useEquity = defineStore('equity', () => {
  const live = useLive()
  const book = new EquityBook()
  const curves = shallowRef<Curve[]>([])
  const state = shallowRef<'loading' | 'ready' | 'error'>('loading')
  const problem = shallowRef('')
  let drawn = 0
  let run: string | undefined
  let loading = false

  async function load() {
    if (loading) return
    loading = true
    try {
      book.load(await equity(POINTS))
      state.value = 'ready'
      publish()
    } catch (e) {
      problem.value = e instanceof ApiError ? e.message : String(e)
      if (curves.value.length === 0) state.value = 'error'
    } finally {
      loading = false
    }
  }

  function publish() {
    drawn = Date.now()
    curves.value = [...book.curves.values()].map((c) => ({ ...c, times: [...c.times], net: [...c.net] }))
  }

  live.onDrawn((topic) => {
    const status = live.topics.status
    if (topic === 'status' && status && run !== undefined && status.runId !== run) void load()
    run = status?.runId
    if (topic !== 'arms' || state.value !== 'ready' || !status?.isTrading || !live.topics.arms) return
    book.head(live.topics.arms, Date.parse(status.asOf))
    if (Date.now() - drawn >= REDRAW_MS) publish()
  })

  // After a break the curves have a hole: from the API anew.
  watch(() => live.isConnected, (connected) => connected && void load(), { immediate: true })

  return { curves, state, problem, load }
})
