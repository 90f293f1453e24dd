import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { provideTemplate } from '#test/globalSetup.ts'
// @ts-expect-error plain JavaScript: it runs before anything is installed
import { buildPages } from '../bin/lib/web.mjs'
import { foundCompany } from '../src/app/demo/people.ts'
import { playDemo } from '../src/app/demo/plot.ts'
import { registerEntities } from '../src/app/server/entities.ts'
import { openDatabase } from '../src/kernel/db.ts'
import { password } from './person.ts'

/** The pages as they are shipped (built again only when their sources have changed), and the demo company, played once. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  await buildPages(fileURLToPath(new URL('..', import.meta.url)), process.execPath)
  return provideTemplate(project, async ({ appUrl }) => {
    registerEntities()
    const database = openDatabase({ url: appUrl, max: 10 })
    const refused = await playDemo(await foundCompany(database, { password }))
    await database.pool.end()
    if (refused.length > 0) throw new Error(`the demo was refused: ${refused[0]?.refusal.message}`)
  })
}
