#!/usr/bin/env node
// Everything that CI runs. `npm test -- pure database` runs only the steps named.
import { prepare, root } from './lib/boot.mjs'
import { sizes } from './lib/sizes.mjs'
import { isStopped, project, timeTable, tool } from './lib/steps.mjs'

// a page that has grown too heavy stops the tests, never somebody's start
process.env.HEAVY_PAGES = 'refuse'
const begun = performance.now()
const node = await prepare({ web: true })
const installed = {
  name: 'install + build',
  seconds: (performance.now() - begun) / 1000,
  ok: true,
  passed: 0,
  failed: 0,
  failures: [],
}

const all = {
  types: () => tool(node, 'types', ['node_modules/typescript/bin/tsc', '--noEmit']),
  lint: () => tool(node, 'lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
  gates: () => project(node, 'gates'),
  pure: () => project(node, 'pure'),
  database: () => project(node, 'database'),
  page: () => project(node, 'page'),
  browser: () => project(node, 'browser'),
}

const wanted = process.argv.slice(2).filter(name => name in all)
const steps = [installed]
for (const [name, step] of Object.entries(all)) {
  if (isStopped()) break
  if (!wanted.length || wanted.includes(name)) steps.push(await step())
}

const sum = key => steps.reduce((total, step) => total + step[key], 0)
process.stdout.write(`\nLargest files\n${sizes(root).join('\n')}\n`)
process.stdout.write(
  `\nTime\n${timeTable(steps).join('\n')}\n  ${'together'.padEnd(16)} ${sum('seconds').toFixed(1).padStart(7)} s\n\n`,
)
// again at the end: what is kept of a long log is its end
const failures = steps.flatMap(step => step.failures)
if (failures.length > 0) process.stdout.write(`Failed\n${failures.map(one => `✗ ${one}`).join('\n')}\n\n`)
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`)
process.exitCode = steps.every(step => step.ok) && !isStopped() ? 0 : 1
