import { onScopeDispose, shallowRef } from 'vue'

const now = shallowRef(Date.now())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

const tick = () => {
  if (!document.hidden) now.value = Date.now()
}

/** The reader's clock, twice a second, for ages. Stands still while the tab is hidden. */
export function useNow() {
  if (users++ === 0) {
    tick()
    timer = setInterval(tick, 500)
    document.addEventListener('visibilitychange', tick)
  }
  onScopeDispose(() => {
    if (--users > 0) return
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tick)
  })
  return now
}
