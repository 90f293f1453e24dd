import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript: it runs before anything is installed
import { environment, root } from '../../bin/lib/boot.mjs'

test('what a command has compiled is kept beside the packages, for the next one', () => {
  const asked = ['-p', "require('node:module').getCompileCacheDir()"]
  const folder = execFileSync(process.execPath, asked, { env: environment(process.execPath), encoding: 'utf8' })
  expect(folder).toContain(join(root, 'node_modules', '.cache', 'compiled'))
})
