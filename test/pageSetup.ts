import { afterEach } from 'vitest'
import { clear } from './page.tsx'

// modules are loaded once a worker, hooks belong to a file: this one is run for each
afterEach(clear)
