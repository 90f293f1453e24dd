// The newest word of each kind about one record, of the follow-ups that the asker may read.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { mayReadSql } from '#meta/server/sourceSql.ts'
import type { Known, KnownField } from '../known.schema.ts'
import { followupSource } from './followup.sql.ts'

const columnBy = {
  lead: 't.lead_id',
  contact: 't.contact_id',
  customer: 't.customer_id',
  deal: 't.deal_id',
} as const
export type KnownOf = { readonly of: keyof typeof columnBy; readonly id: string }

const columnOf: Readonly<Record<KnownField, string>> = {
  painPoints: 't.pain_points',
  budget: 't.budget',
  decisionMaker: 't.decision_maker',
  competitors: 't.competitors',
}

export async function selectKnown(
  db: Db,
  actor: Actor,
  { of, id }: KnownOf,
  fields: readonly KnownField[],
): Promise<Known[]> {
  if (fields.length === 0) return []
  const params = new Params([db.orgId, id])
  const may = mayReadSql(followupSource, actor, params)
  const said = fields.map(field => `('${field}', ${columnOf[field]})`).join(', ')
  const text = `select distinct on (x.field) x.* from (
      select s.field, s.value, t.id as followup_id, t.kind, t.at, t.owner_id, u.name as owner_name, t.subject_entity, t.subject_id,
        case t.subject_entity when 'lead' then l.name when 'deal' then d.name when 'contact' then k.name else c.name end as subject_name,
        (count(*) over (partition by s.field) - 1)::int as earlier
      from ${followupSource.from} cross join lateral (values ${said}) s (field, value)
      where t.org_id = $1 and ${columnBy[of]} = $2 and t.deleted_at is null and s.value <> '' and ${may}
    ) x order by x.field, x.at desc, x.followup_id desc`
  return db.query<Known>({ text, values: params.values })
}
