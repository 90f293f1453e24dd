// A letter about a record did not go out: its timeline said that it did, and whoever owns the record hears of it, too.
import type { Tx } from '#kernel/db.ts'
import { withoutAddresses } from '#kernel/mailWords.ts'
import { notifyAll } from './notice.service.ts'

type Lost = { readonly name: string; readonly error: string }
type About = { readonly entity: string; readonly row: { readonly id: string; readonly ownerId: string | null } }

/** `say`: as the record tells its own history. What a mail server answers names an address that not everybody may see. */
export function tellLost(tx: Tx, { name, error }: Lost, { entity, row }: About, say: (text: string) => void): void {
  const why = withoutAddresses(error)
  say(`${name}: ${why}`)
  notifyAll(tx, {
    userIds: [row.ownerId],
    kind: 'emailFailed',
    values: { to: name, reason: why.slice(0, 200) },
    entity,
    recordId: row.id,
    key: `${entity}:notMailed:${row.id}:${tx.now}`,
  })
}
