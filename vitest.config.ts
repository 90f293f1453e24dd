import { defineConfig } from 'vitest/config'
import { inMemory } from './test/inMemory.ts'
import { LongestFirst } from './test/longestFirst.ts'

const folder = inMemory()
// read by every `tmpdir()`, the workers' too; whoever has set it knows why
if (folder) process.env.TMPDIR ??= folder

const database = [
  'src/**/server/**/*.test.ts',
  'src/journeys/**/*.test.ts',
  'src/jobs/**/*.test.ts',
  'src/app/**/*.test.ts',
  'src/**/*.db.test.ts',
  'test/**/*.test.ts',
]
const gates = ['test/gates/**/*.test.ts']

export default defineConfig({
  test: {
    passWithNoTests: true,
    // otherwise one core of two is left idle
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'gates', include: gates, isolate: false, testTimeout: 120_000 } },
      {
        test: {
          name: 'pure',
          isolate: false,
          include: ['src/**/*.test.ts'],
          exclude: database,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          include: database,
          exclude: gates,
          globalSetup: 'test/globalSetup.ts',
          setupFiles: ['test/databaseSetup.ts'],
          // each file has a database of its own; the modules are loaded once a worker
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'page',
          include: ['src/**/*.test.tsx'],
          environment: './test/pageEnvironment.ts',
          isolate: false,
          setupFiles: ['test/pageSetup.ts'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: 'e2e/setup.ts',
          // one browser a worker, one load of the server's modules
          isolate: false,
          // whoever waits for a page leaves its core idle: a third walks on meanwhile
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
