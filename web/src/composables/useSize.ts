import { onBeforeUnmount, onMounted, shallowRef, type Ref } from 'vue'

/** Width of an element in pixels, followed. */
export function useWidth(element: Ref<HTMLElement | null>, first = 800) {
  const width = shallowRef(first)
  let observer: ResizeObserver | undefined
  onMounted(() => {
    if (!element.value) return
    width.value = element.value.clientWidth || first
    observer = new ResizeObserver(([entry]) => {
      if (entry && Math.abs(entry.contentRect.width - width.value) >= 1) width.value = entry.contentRect.width
    })
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return width
}
