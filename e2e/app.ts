// The real server with the demo company, and a real Chromium in front of it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import type { Database } from '#kernel/db.ts'
import { migrate } from '#kernel/migrate.ts'
import { findChromium } from '#test/chromium.ts'
import { testDatabase } from '#test/database.ts'
import { databaseFolder } from '#test/globalSetup.ts'
import { buildApp } from '../src/app/server/app.ts'
import { readConfig } from '../src/app/server/config.ts'

export type Stage = {
  readonly url: string
  readonly browser: Browser
  /** For what nobody does by hand: the night. */
  readonly db: Database
  /** Where the pictures of this run are: looked at, not compared. */
  readonly shots: string
  /** Somebody named a folder for them with `SHOTS`; else there are only those of what failed. */
  readonly isShown: boolean
  close(): Promise<void>
}

// modules are loaded once a worker, and so is the browser: its start is seconds, a context of its own is nothing. It
// ends with the worker.
let launched: Promise<Browser> | undefined
const launch = () => chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })

/** Once a file, in `beforeAll`: a clone of the company that was played for the whole run, or a house that nobody has founded yet. */
export async function openStage({ founded = true } = {}): Promise<Stage> {
  const database = await testDatabase(founded ? 'migrated' : 'empty')
  if (!founded) await migrate({ url: database.adminUrl, folder: databaseFolder })
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-stage-'))
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'error', DEMO: 'off' })
  const databases = { appUrl: database.appUrl, opsUrl: database.opsUrl, stepDown: false }
  const app = await buildApp({ config, databases, log: process.stderr })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  launched ??= launch()
  const browser = await launched
  const shots = process.env.SHOTS ?? join(tmpdir(), 'baton-shots')
  mkdirSync(shots, { recursive: true })
  return {
    url,
    browser,
    db: app.baton.db,
    shots,
    isShown: process.env.SHOTS !== undefined,
    async close() {
      // seats that nobody left, as after a failed test
      for (const context of browser.contexts()) await context.close()
      app.server.closeAllConnections()
      await app.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
