import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { ApiError, command, type OperatorAction } from '../api/client'

/** What an operator must type before the page sends it: stopping and closing everything is never one click. */
export const WORDS: Partial<Record<OperatorAction, string>> = { halt: 'HALT', flatten: 'FLATTEN' }

/** Operator commands. The token lives in this tab's memory only: never stored, gone with the tab. */
export const useOperator = defineStore('operator', () => {
  const token = shallowRef('')
  const busy = shallowRef(false)
  const result = shallowRef<{ ok: boolean; text: string } | null>(null)

  async function send(action: OperatorAction, word: string, arm: string | null, note: string) {
    const asked = WORDS[action]
    if (asked && word.trim().toUpperCase() !== asked) {
      result.value = { ok: false, text: `Type ${asked} to confirm. Nothing was sent.` }
      return false
    }
    if (!token.value) {
      result.value = { ok: false, text: 'The operator token is needed. Nothing was sent.' }
      return false
    }
    busy.value = true
    try {
      await command(action, token.value, arm, note)
      result.value = { ok: true, text: `Done: ${action} for ${arm ?? 'all arms'}.` }
      return true
    } catch (e) {
      const error = e instanceof ApiError ? e : new ApiError(0, String(e))
      if (error.status === 401) token.value = ''
      result.value = { ok: false, text: error.message }
      return false
    } finally {
      busy.value = false
    }
  }

  function forget() {
    token.value = ''
    result.value = null
  }

  return { token, busy, result, send, forget }
})
