import { onScopeDispose, shallowRef } from 'vue'

/** True on a phone. */
export function useNarrow() {
  const query = matchMedia('(max-width: 640px)')
  const narrow = shallowRef(query.matches)
  const follow = () => (narrow.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return narrow
}
