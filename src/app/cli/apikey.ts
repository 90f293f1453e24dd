// `npm run -s apikey -- [e-mail] [--leads]`: one API key on stdout, nothing else. Without an e-mail: the first owner's;
// with `--leads` it may only create leads.
import pg from 'pg'
import { createKey } from '#features/people/server/key.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { Problem, terminalLang } from '../problem.ts'
import { readConfig } from '../server/config.ts'
import { type Databases, joinDatabases } from '../server/databases.ts'
import { endWith } from '../server/end.ts'

// one question over all organisations: only the operator's role sees them
const search = `select u.org_id as "orgId", u.id as "userId" from users u join orgs o on o.org_id = u.org_id
  where u.active and case when $1::text is null
    then exists (select 1 from user_roles r where r.org_id = u.org_id and r.user_id = u.id and r.role = 'owner')
    else lower(u.email) = lower($1) end
  order by o.created_at, u.created_at, u.id limit 1`

const given = process.argv.slice(2).map(one => one.trim())
const scope = given.includes('--leads') ? 'leads' : 'full'
const email = given.find(one => one !== '--leads')

try {
  const databases = await joinDatabases(readConfig(process.env))
  try {
    process.stdout.write(`${await newKey(databases)}\n`)
  } finally {
    await databases.stop()
  }
} catch (error) {
  endWith(error, terminalLang(process.env))
}

async function newKey(databases: Databases): Promise<string> {
  const holder = await findHolder(databases.opsUrl)
  const db = openDatabase({ url: databases.appUrl, stepDown: databases.stepDown, max: 1 })
  try {
    return await inOrg(db, holder.orgId, { mode: 'write' }, async tx => {
      // what the key may is asked when it is used: no permission is needed to make it from this terminal
      const actor = await loadActor(tx, {}, holder.userId, 'api')
      const { secret } = await createKey(tx, actor, { name: 'npm run apikey', scope })
      return secret
    })
  } finally {
    await db.pool.end()
  }
}

type Holder = { readonly orgId: string; readonly userId: string }

async function findHolder(opsUrl: string): Promise<Holder> {
  const client = new pg.Client({ connectionString: opsUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Holder>(search, [email || null])
    if (rows[0]) return rows[0]
    throw email ? new Problem('apikey.nobody', { email }) : new Problem('apikey.noCompany')
  } finally {
    await client.end()
  }
}
