// `node src/app/cli/schema.ts`: is db/schema.sql what the migrations come to? `--write` writes it.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '#kernel/migrate.ts'
import { dumpSchema } from '#kernel/schemaDump.ts'
import { startPostgres } from '../postgres/startPostgres.ts'
import { databaseFolder } from '../server/databases.ts'

const file = join(databaseFolder, 'schema.sql')
const fresh = await freshSchema()
if (process.argv.includes('--write')) writeFileSync(file, fresh)
process.exitCode = readFileSync(file, 'utf8') === fresh ? 0 : 1

async function freshSchema(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-schema-'))
  chmodSync(dataDir, 0o711)
  const server = await startPostgres({ dataDir, durable: false })
  try {
    await migrate({ url: server.adminUrl, folder: databaseFolder })
    return await read(server.adminUrl)
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function read(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await dumpSchema(client)
  } finally {
    await client.end()
  }
}
