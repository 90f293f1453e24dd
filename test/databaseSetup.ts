import { afterEach } from 'vitest'
import { creditHolds } from './creditHolds.ts'

// modules are loaded once a worker, hooks belong to a file: this one is run for each
afterEach(creditHolds)
