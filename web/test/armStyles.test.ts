import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import type { ArmView } from '../src/api/types'
import { useArmStyles } from '../src/stores/armStyles'
import { useLive } from '../src/stores/live'

let moved = 0
const arms = (...names: string[]) => names.map((name) => ({ name, kind: name === 'cash' ? 'control' : 'classical', netReturn: ++moved })) as ArmView[]

beforeEach(() => setActivePinia(createPinia()))

it('keeps the very same styles while the arms are the same, however their numbers move', () => {
  const live = useLive()
  const styles = useArmStyles()
  live.topics.arms = arms('a', 'b', 'cash')
  const first = styles.of
  live.topics.arms = arms('a', 'b', 'cash')
  expect(styles.of).toBe(first)
  expect(styles.of.get('b')?.color).toBe('var(--series-2)')
  live.topics.arms = arms('a', 'b', 'c', 'cash')
  expect(styles.of).not.toBe(first)
  expect(styles.of.get('c')?.color).toBe('var(--series-3)')
})
