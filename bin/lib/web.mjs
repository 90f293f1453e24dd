import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp, say } from './text.mjs'

/** Builds the pages when what they are made of has changed since the last time. */
export async function buildPages(root, node) {
  if (!existsSync(join(root, 'vite.config.ts'))) return
  const stamp = join(root, 'dist', '.stamp')
  const now = fingerprint(root)
  if (existsSync(join(root, 'dist', 'web', 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now)
    return
  say('building')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  // whatever NODE_ENV our caller has (tests set one): what is built is shipped
  const env = { ...process.env, NODE_ENV: 'production' }
  const child = spawn(node, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2], env })
  const code = await new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('exit', resolve)
  })
  if (code !== 0) giveUp('buildFailed')
  writeFileSync(stamp, now)
}

function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', 'vite.config.ts', ...sources(root, 'src')])
    hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function sources(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory())
        return entry.name === 'server' || entry.name === 'cli' || entry.name === 'postgres' ? [] : sources(root, path)
      return /\.test\.tsx?$|\.md$/.test(entry.name) ? [] : [path]
    })
}
