// Named steps, one after the other; all of them run, whatever fails.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { environment, root } from './boot.mjs'

const folder = mkdtempSync(join(tmpdir(), 'baton-results-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** A tool that only passes or fails: a failure counts as one. */
export async function tool(node, name, args) {
  const { code, seconds } = await timed(node, name, args)
  const failures = code === 0 ? [] : [`${name} ended with ${code}: its reason stands above`]
  return { name, seconds, ok: code === 0, passed: 0, failed: failures.length, failures }
}

/** One of vitest's projects: its own report is read for the sum. */
export async function project(node, name) {
  const report = join(folder, `${name}.json`)
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const { code, seconds } = await timed(node, name, args)
  const { passed, failures } = read(report)
  // a run that dies, and an error outside of every test, have no failed test to show for them
  if (code !== 0 && failures.length === 0) failures.push(`${name} ended with ${code}: its reason stands above`)
  return { name, seconds, ok: code === 0, passed, failed: failures.length, failures }
}

function read(report) {
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failures: testResults.flatMap(failuresOf) }
  } catch {
    return { passed: 0, failures: [] }
  }
}

/** A line or two for each test that failed; for a file that does not even load, one for the file. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name)
  const failed = assertionResults.filter(one => one.status === 'failed')
  if (status === 'failed' && failed.length === 0) return [told(file, message)]
  return failed.map(one => told(`${file} > ${one.fullName}`, one.failureMessages[0]))
}

const told = (what, message = '') => `${what}\n    ${message.slice(0, 600).split('\n').slice(0, 8).join('\n    ')}`

async function timed(node, name, args) {
  const begun = performance.now()
  process.stdout.write(`\n── ${name}\n`)
  const colour = process.stdout.isTTY ? {} : { NO_COLOR: '1' }
  const child = spawn(node, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment(node), ...colour },
  })
  running = child
  const code = await new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('exit', resolve)
  })
  return { code, seconds: (performance.now() - begun) / 1000 }
}

let running
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    running?.kill(signal)
    process.exitCode = 1
    setTimeout(() => process.exit(1), 5000).unref()
    stopped = true
  })
}

let stopped = false
export const isStopped = () => stopped

export function timeTable(steps) {
  return steps.map(
    step =>
      `${step.ok ? '✓' : '✗'} ${step.name.padEnd(16)} ${step.seconds.toFixed(1).padStart(7)} s   ${step.passed} passed, ${step.failed} failed`,
  )
}
