// The real server with the demo company, and a real Chromium in front of it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '#test/chromium.ts'
import { databaseFolder } from '#test/globalSetup.ts'
import { foundCompany } from '../src/app/demo/people.ts'
import { playDemo } from '../src/app/demo/plot.ts'
import { startPostgres } from '../src/app/postgres/startPostgres.ts'
import { buildApp } from '../src/app/server/app.ts'
import { readConfig } from '../src/app/server/config.ts'
import { migrate } from '../src/kernel/migrate.ts'

export const password = 'correct horse battery'

export type Stage = {
  readonly url: string
  readonly browser: Browser
  /** Where the pictures of this run are: looked at, not compared. */
  readonly shots: string
  close(): Promise<void>
}

/** Once a file, in `beforeAll`. */
export async function openStage(): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-test-'))
  chmodSync(dataDir, 0o711)
  const postgres = await startPostgres({ dataDir, durable: false })
  try {
    await migrate({ url: postgres.adminUrl, folder: databaseFolder })
    const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'error', DEMO: 'off' })
    const databases = { appUrl: postgres.appUrl, opsUrl: postgres.opsUrl, stepDown: false }
    const app = await buildApp({ config, databases, log: process.stderr })
    const refused = await playDemo(await foundCompany(app.baton.db, { password }))
    if (refused.length > 0) throw new Error(`the demo was refused: ${refused[0]?.refusal.message}`)
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
    const shots = process.env.SHOTS ?? join(tmpdir(), 'baton-shots')
    mkdirSync(shots, { recursive: true })
    return {
      url,
      browser,
      shots,
      async close() {
        await browser.close()
        app.server.closeAllConnections()
        await app.close()
        await postgres.stop()
        rmSync(dataDir, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}
