import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

// aliases `#ui/…` come from package.json's imports, which vite resolves itself
const server = process.env.BATON_SERVER ?? 'http://127.0.0.1:3000'

/** kB of gzipped script (docs: interface, weight). */
const limits = { firstLoad: 350, page: 120 }

// what every page needs stays cached over releases; the rest follows the page that needs it
const groups = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
  { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
]

export default defineConfig(({ mode }) => {
  const gallery = mode === 'gallery'
  return {
    root: gallery ? 'src/app/web/gallery' : 'src/app/web',
    publicDir: gallery ? '../public' : 'public',
    plugins: [react(), weighed()],
    build: {
      outDir: gallery ? '../../../../dist/gallery' : '../../../dist/web',
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 900,
      rolldownOptions: { output: { codeSplitting: { groups } } },
    },
    // what the server writes itself: the interface, its reference, customers' pages and lead forms
    server: {
      port: 5173,
      strictPort: true,
      proxy: { '^/(api|docs|p|f)(/|$)': { target: server, changeOrigin: false } },
    },
  }
})

/** Names a page that is too heavy: tests refuse it, a start only says so. */
function weighed(): Plugin {
  return {
    name: 'weighed',
    apply: 'build',
    generateBundle(_, bundle) {
      const check = (what: string, kB: number, most: number) => {
        if (kB <= most) return
        const text = `${what} weighs ${kB} kB of gzipped script, ${most} kB is the most`
        if (process.env.HEAVY_PAGES === 'refuse') this.error(text)
        this.warn(text)
      }
      const chunks = new Map(Object.values(bundle).flatMap(one => (one.type === 'chunk' ? [[one.fileName, one]] : [])))
      const first = new Set<string>()
      for (const chunk of chunks.values()) if (chunk.isEntry) needed(chunk, chunks, first)
      check('the first load', weight(first, chunks), limits.firstLoad)
      for (const chunk of chunks.values()) {
        if (!chunk.isDynamicEntry || first.has(chunk.fileName)) continue
        const own = [...needed(chunk, chunks, new Set(first))].filter(name => !first.has(name))
        check(chunk.name, weight(own, chunks), limits.page)
      }
    },
  }
}

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>

/** A chunk with all that must be there before it runs. */
function needed(chunk: Rolldown.OutputChunk, chunks: Chunks, found: Set<string>): Set<string> {
  if (found.has(chunk.fileName)) return found
  found.add(chunk.fileName)
  for (const name of chunk.imports) {
    const next = chunks.get(name)
    if (next) needed(next, chunks, found)
  }
  return found
}

function weight(names: Iterable<string>, chunks: Chunks): number {
  const bytes = [...names].map(name => gzipSync(chunks.get(name)?.code ?? '').length)
  return Math.round(bytes.reduce((sum, one) => sum + one, 0) / 1000)
}
