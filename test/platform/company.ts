import { createKey } from '#features/people/server/key.service.ts'
import { createOrganisation } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { joinPostgres } from '../../src/app/postgres/startPostgres.ts'
import { permissionRows } from '../../src/app/server/permissions.ts'

/** A company in a launched server's database; answers its owner's key. */
export async function foundCompany(dataDir: string): Promise<string> {
  const db = openDatabase({ url: (await joinPostgres({ dataDir })).appUrl, max: 2 })
  try {
    const owner = { name: 'Olivia', email: 'olivia@acme.example', password: 'correct horse battery' }
    const { orgId, ownerId } = await createOrganisation(db, { name: 'Acme', lang: 'en', owner, via: 'demo' })
    const actor = await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, ownerId, 'screen'))
    return (await inOrg(db, orgId, { mode: 'write' }, tx => createKey(tx, actor, { name: 'test' }))).secret
  } finally {
    await db.pool.end()
  }
}
