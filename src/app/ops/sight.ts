import type pg from 'pg'
import { Problem } from '../problem.ts'

/** How many organisations there are; refuses a role from which row-level security hides any of them. */
export async function proveSight(client: pg.ClientBase): Promise<number> {
  const {
    rows: [me],
  } = await client.query<{ name: string; hidden: boolean }>(
    "select current_user as name, row_security_active('orgs') as hidden",
  )
  if (!me || me.hidden) throw new Problem('ops.blind', { user: me?.name ?? '?' })
  // memberships lie outside row-level security: each names an organisation that must be seen
  const {
    rows: [seen],
  } = await client.query<{ orgs: number; unseen: number }>(`
    select (select count(*)::int from orgs) as orgs,
           (select count(distinct m.org_id)::int from auth.membership m where not exists (select from orgs o where o.org_id = m.org_id)) as unseen`)
  if (!seen || seen.unseen > 0) throw new Problem('ops.blind', { user: me.name })
  return seen.orgs
}
