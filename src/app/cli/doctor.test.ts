import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'

test('a database without a company is not called clean: the nightly run looks at the wrong one', async () => {
  const database = await testDatabase()
  const env = {
    ...process.env,
    LANG: 'en_US.UTF-8',
    DATA_DIR: tmpdir(),
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: database.adminUrl,
    DATABASE_OPS_URL: database.opsUrl,
  }
  const entry = fileURLToPath(new URL('./doctor.ts', import.meta.url))
  const run = promisify(execFile)(process.execPath, [entry], { env, timeout: 25_000 })
  try {
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /There is no company in this database: is it the right one \(DATA_DIR, DATABASE_URL\)\?\n$/,
      ),
    })
  } finally {
    await database.drop()
  }
})
