// Bundles the page. Everything the page needs is served by us: no address of another host enters the build.
import { defineConfig } from 'vite'

export default defineConfig({
  resolve: { conditions: ['@chapeau/source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2022', outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
