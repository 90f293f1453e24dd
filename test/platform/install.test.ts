import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../bin/lib/install.mjs', import.meta.url))
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'baton-install-'))
  mkdirSync(join(root, 'node_modules'))
  wanted({ 'node_modules/kept': { version: '1.0.0' } })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('nothing installed is not installed', () => {
  expect(isInstalled()).toBe(false)
})

test('the very versions of the lock file are', () => {
  present({ 'node_modules/kept': { version: '1.0.0' }, 'node_modules/extra': { version: '9.0.0' } })
  expect(isInstalled()).toBe(true)
})

test('another version or a missing package is not', () => {
  present({ 'node_modules/kept': { version: '1.0.1' } })
  expect(isInstalled()).toBe(false)
  present({})
  expect(isInstalled()).toBe(false)
})

test('an optional package of another machine may be missing, one for this machine may not', () => {
  present({ 'node_modules/kept': { version: '1.0.0' } })
  wanted({
    'node_modules/kept': { version: '1.0.0' },
    'node_modules/other': { version: '1.0.0', optional: true, os: ['aix'] },
  })
  expect(isInstalled()).toBe(true)
  wanted({
    'node_modules/kept': { version: '1.0.0' },
    'node_modules/runtime': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
  })
  expect(isInstalled()).toBe(false)
})

function wanted(packages: object): void {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
}

function present(packages: object): void {
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }))
}

// asked as the launcher asks it: plain JavaScript in a process of its own
function isInstalled(): boolean {
  const code = `import { isInstalled } from ${JSON.stringify(script)}; console.log(isInstalled(${JSON.stringify(root)}))`
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).trim() === 'true'
}
