import { afterAll, afterEach, vi } from 'vitest'
import { clear, ownFetch } from './page.tsx'

// modules are loaded once a worker, hooks belong to a file: this one is run for each
afterEach(clear)

afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  globalThis.fetch = ownFetch
  Reflect.deleteProperty(navigator, 'language') // a test's own; the prototype has the usual one
})
