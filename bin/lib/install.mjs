import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp } from './text.mjs'

/** Is what the lock file asks for on this machine what npm installed last? Dates lie after a checkout: versions are compared. */
export function isInstalled(root) {
  const wanted = readLock(join(root, 'package-lock.json'))
  const present = readLock(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(
    ([path, one]) => path === '' || present[path]?.version === one.version || (!present[path] && mayBeAbsent(one)),
  )
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

// npm leaves out what is optional and for other machines, and what only those need. What names this machine must be there.
function mayBeAbsent(one) {
  if (!one.optional && !one.devOptional) return false
  const forThisMachine =
    fits(one.os, process.platform) && fits(one.cpu, process.arch) && (!one.libc || fits(one.libc, libc()))
  return !forThisMachine || !(one.os || one.cpu)
}

function fits(list, mine) {
  const names = [list ?? []].flat()
  return (
    !names.length || names.includes(mine) || (names.some(one => one.startsWith('!')) && !names.includes(`!${mine}`))
  )
}

function libc() {
  return process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

export async function install(root) {
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const npmCli = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined
  const [command, all] = npmCli ? [process.execPath, [npmCli, ...args]] : ['npm', args]
  // all that npm says goes to stderr: `npm run -s apikey` prints a key and nothing else
  const child = spawn(command, all, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npmCli && process.platform === 'win32',
  })
  const code = await new Promise(resolve => {
    child.once('error', () => giveUp('noNpm'))
    child.once('exit', resolve)
  })
  if (code !== 0 || !isInstalled(root)) giveUp('installFailed')
}
