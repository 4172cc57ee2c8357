import type { Component } from 'vue'

export interface PanelInfo {
  /** Anchor of the panel in the page's address. */
  id: string
  /** Place on the page; lower comes first. */
  order: number
  /** Columns of twelve on a wide screen. */
  span: number
  /** Rows it stands beside, for tall panels; default 1. */
  rows?: number
}

/** Every file in panels/ is a panel: being there is its registration. Order and width are its own `panel` option. */
const found = import.meta.glob<Component & { panel?: PanelInfo }>('./panels/*.vue', { eager: true, import: 'default' })

export const panels = Object.entries(found)
  .map(([file, component]) => ({ component, info: component.panel ?? { id: file.replace(/.*\/|\.vue$/g, '').toLowerCase(), order: 1000, span: 12 } }))
  .sort((a, b) => a.info.order - b.info.order)
