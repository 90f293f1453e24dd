import { existsSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// aliases `#ui/…` come from package.json's imports, which vite resolves itself
const server = process.env.BATON_SERVER ?? 'http://127.0.0.1:3000'

// what every page needs is one file that stays cached over releases; the rest follows the page that needs it
const groups = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
  { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
]

export default defineConfig(({ mode }) => {
  const gallery = mode === 'gallery' && existsSync('src/app/web/gallery/index.html')
  return {
    root: gallery ? 'src/app/web/gallery' : 'src/app/web',
    publicDir: gallery ? '../public' : 'public',
    plugins: [react()],
    build: {
      outDir: gallery ? '../../../../dist/gallery' : '../../../dist/web',
      emptyOutDir: true,
      target: 'es2022',
      // a source map is for the developer's machine; `vite build --sourcemap` makes one
      sourcemap: false,
      chunkSizeWarningLimit: 900,
      rolldownOptions: { output: { codeSplitting: { groups } } },
    },
    server: { port: 5173, strictPort: true, proxy: { '/api': { target: server, changeOrigin: false } } },
  }
})
