import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

/** The arm that is looked at, shared by the panels: pointed at for a moment, or pinned by a click. */
export const useSpotlight = defineStore('spotlight', () => {
  const pointed = shallowRef<string | null>(null)
  const pinned = shallowRef<string | null>(null)
  const arm = computed(() => pointed.value ?? pinned.value)
  const pin = (name: string) => (pinned.value = pinned.value === name ? null : name)
  return { pointed, pinned, arm, pin }
})
