import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

const THEME = 'ats-theme'
const ZONE = 'ats-local-time'

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage refused: it holds for this visit.
  }
}

/** Theme and time zone of the reader; `themed` counts changes, for charts that must read colours anew. */
export const usePreferences = defineStore('preferences', () => {
  const stored = read(THEME)
  const theme = ref<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system')
  const localTime = ref(read(ZONE) === '1')
  const themed = ref(0)
  const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

  watch(theme, (value) => {
    if (value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = value
    write(THEME, value === 'system' ? null : value)
    themed.value++
  }, { flush: 'sync' })
  watch(localTime, (value) => write(ZONE, value ? '1' : null))
  if (typeof matchMedia === 'function') matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => themed.value++)

  return { theme, localTime, themed, nextTheme: () => (theme.value = next[theme.value]), toggleZone: () => (localTime.value = !localTime.value) }
})
