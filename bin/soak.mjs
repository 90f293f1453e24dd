#!/usr/bin/env node
// `npm run soak [-- commands [seed]]`: random requests by several people at once against a whole server of its own,
// a hundred thousand of them; the doctor looks at all of it every few thousand. Then crashes, more than a test has time for.
import { join } from 'node:path'
import { prepare, root, run } from './lib/boot.mjs'

const [commands = '100000', seed] = process.argv.slice(2)
process.env.SOAK_COMMANDS = commands
if (seed) process.env.SOAK_SEED = seed
process.env.SOAK_CRASHES ??= '20'
const node = await prepare()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const { code, signal } = await run(node, [
  vitest,
  'run',
  '--project',
  'database',
  '--reporter',
  'verbose',
  'test/model',
  'test/platform/crash.kill.test.ts',
])
process.exit(code ?? (signal ? 1 : 0))
