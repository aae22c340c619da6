// How the page is built: web/ to dist/web, every file named by its content, nothing inlined (the page allows no inline code).
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev:web` finds the server. */
const server = process.env['OCRDET_SERVER'] ?? 'http://127.0.0.1:7860'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    // The licences of everything that is built in, as they ask.
    license: { fileName: 'licenses.md' },
  },
  server: { proxy: { '/api': { target: server, changeOrigin: true } } },
})
