import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'

// For `npm run dev`: the server (make run, or the sample: dotnet run --project tools/Ats.SampleSite) behind this page's own address.
const server = process.env.ATS_SERVER ?? 'http://127.0.0.1:5080'
const proxy = { target: server, changeOrigin: true, ws: true, headers: { origin: server } }

export default defineConfig({
  plugins: [vue()],
  server: { proxy: { '/api': proxy, '/hub': proxy, '/docs': proxy, '/openapi': proxy } },
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: true, chunkSizeWarningLimit: 400 },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})
