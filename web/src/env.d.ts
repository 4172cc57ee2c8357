import type { PanelInfo } from './panels'

declare module 'vue' {
  interface ComponentCustomOptions {
    panel?: PanelInfo
  }
}
