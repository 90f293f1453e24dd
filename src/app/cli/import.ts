// `npm run import -- <entity> <file> [--map header=field]… [--value field:from=to]… [--dates field=dmy]…
// [--numbers field=comma]… [--encoding name] [--sheet name] [--as e-mail] [--errors file] [--dry]`, or `--continue <id>`.
// Ends with 0 when every row is in (or would be), 2 when some were refused, 1 when nothing could be done.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { exchangeText } from '#features/exchange/exchange.text.ts'
import { openDatabase } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Lang, render } from '#kernel/text.ts'
import { Problem, terminalLang } from '../problem.ts'
import { readConfig } from '../server/config.ts'
import { joinDatabases } from '../server/databases.ts'
import { endWith } from '../server/end.ts'
import { registerEntities } from '../server/entities.ts'
import { importTexts } from '../server/importTexts.ts'
import { type Flags, importFile } from './importFile.ts'

const many = {
  type: 'string',
  multiple: true,
  default: [] as string[] /* as: parseArgs wants a mutable list */,
} as const
const options = {
  map: many,
  value: many,
  numbers: many,
  dates: many,
  encoding: { type: 'string' },
  sheet: { type: 'string' },
  as: { type: 'string' },
  errors: { type: 'string' },
  continue: { type: 'string' },
  dry: { type: 'boolean', default: false },
} as const

const search = `select u.org_id as "orgId", u.id as "userId" from users u join orgs o on o.org_id = u.org_id
  where u.active and case when $1::text is null
    then exists (select 1 from user_roles r where r.org_id = u.org_id and r.user_id = u.id and r.role = 'owner')
    else lower(u.email) = lower($1) end
  order by o.created_at, u.created_at, u.id limit 1`
type Holder = { readonly orgId: string; readonly userId: string }

const texts: Readonly<Record<string, { en: string; zh: string }>> = { ...importTexts, ...exchangeText }
const lang = terminalLang(process.env)
try {
  process.exitCode = await bring(flagsOf())
} catch (error) {
  if (!(error instanceof Refusal)) endWith(error, lang)
  for (const line of sentencesOf(error, lang)) process.stderr.write(`${line}\n`)
  process.exitCode = 1
}

function flagsOf(): Flags {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options })
    const [entity, path] = positionals
    if (!values.continue && !(entity && path)) throw new Problem('import.usage')
    return { ...values, entity: entity ?? '', path: path ?? '' }
  } catch (error) {
    // an option that does not exist
    throw error instanceof TypeError ? new Problem('import.usage') : error
  }
}

async function bring(flags: Flags): Promise<number> {
  const config = readConfig(process.env)
  const databases = await joinDatabases(config)
  const db = openDatabase({ url: databases.appUrl, stepDown: databases.stepDown, max: 4 })
  try {
    registerEntities()
    const holder = await findHolder(databases.opsUrl, flags.as)
    return await importFile({ db, ...holder, flags, lang, folder: join(config.dataDir, 'files') })
  } finally {
    await db.pool.end()
    await databases.stop()
  }
}

async function findHolder(opsUrl: string, email: string | undefined): Promise<Holder> {
  const client = new pg.Client({ connectionString: opsUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Holder>(search, [email ?? null])
    if (rows[0]) return rows[0]
    throw email ? new Problem('apikey.nobody', { email }) : new Problem('apikey.noCompany')
  } finally {
    await client.end()
  }
}

function sentencesOf({ reasons }: Refusal, of: Lang): string[] {
  return reasons.map(({ key, values }) => {
    const label = texts[key]
    return label ? render(label, of, values) : key
  })
}
