// Every statement about forms and what was answered; nobody else writes the tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { AnswersQuery, CountKind, FormVersion } from '../capture.schema.ts'
import { type AnswerRow, type FormRow, leadFormAnswers, leadForms } from './capture.table.ts'

nameConstraints({ lead_forms_name: { key: 'form.nameTaken', path: 'name', conflict: true } })

const forms = `select ${leadForms.select('f')}, v.content from lead_forms f
  join lead_form_versions v on v.org_id = f.org_id and v.form_id = f.id and v.version = f.asked where f.org_id = $1`
const live = stmt('form.live', `${forms} and f.archived_at is null order by f.created_at, f.id`)
const one = stmt('form.get', `${forms} and f.id = $2 and f.archived_at is null`)
const lock = stmt('form.lock', `${forms} and f.id = $2 and f.archived_at is null for no key update of f`)
export const selectForms = (db: Db): Promise<FormRow[]> => db.query<FormRow>(live(db.orgId))
export const selectForm = (db: Db, id: string): Promise<FormRow | undefined> => db.one<FormRow>(one(db.orgId, id))
export function lockForm(tx: Tx, id: string): Promise<FormRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<FormRow>(lock(tx.orgId, id))
}

const versions = stmt(
  'form.versions',
  `select v.version, v.content, v.created_at, u.name as created_by_name from lead_form_versions v
   left join users u on u.org_id = v.org_id and u.id = v.created_by where v.org_id = $1 and v.form_id = $2 order by v.version desc limit 100`,
)
export const selectVersions = (db: Db, formId: string): Promise<FormVersion[]> =>
  db.query<FormVersion>(versions(db.orgId, formId))

const rule = stmt('form.rule', 'select id from assignment_rules where org_id = $1 and id = $2 and archived_at is null')
export const hasRule = async (db: Db, id: string): Promise<boolean> =>
  (await db.one<{ id: string }>(rule(db.orgId, id))) !== undefined

const counted = stmt(
  'form.counted',
  `insert into lead_form_counts (org_id, form_id, day, kind, n) values ($1, $2, $3, $4, 1)
   on conflict (org_id, form_id, day, kind) do update set n = lead_form_counts.n + 1`,
)
type Count = { readonly formId: string; readonly day: string; readonly kind: CountKind }
export const countedBound = (tx: Tx, { formId, day, kind }: Count): Bound => counted(tx.orgId, formId, day, kind)

const counts = stmt(
  'form.counts',
  'select form_id, kind, sum(n)::int as n from lead_form_counts where org_id = $1 and day > $2::date - 30 group by form_id, kind',
)
export type CountRow = { readonly formId: string; readonly kind: CountKind; readonly n: number }
export const selectCounts = (db: Db, today: string): Promise<CountRow[]> => db.query<CountRow>(counts(db.orgId, today))

const claim = stmt(
  'form.claim',
  `insert into lead_form_answers (org_id, id, form_id, form_version, key, at, state, given, consent, lang, via, address, agent, origin, campaign_id)
   values ($1, $2, $3, $4, $5, $6, 'held', $7::jsonb, $8, $9, $10, $11, $12, $13, $14) on conflict (org_id, form_id, key) do nothing returning id`,
)
/** False where the same was sent before: whoever comes at the very same moment waits for the first. */
export async function claimAnswer(tx: Tx, row: AnswerRow): Promise<boolean> {
  const { id, formId, formVersion, key, at, given, consent, lang, via, address, agent, origin, campaignId } = row
  const said = JSON.stringify(given)
  const what = [id, formId, formVersion, key, at, said, consent, lang, via, address, agent, origin, campaignId]
  return (await tx.query(claim(tx.orgId, ...what))).length > 0
}

const answerRow = stmt(
  'form.answer',
  `select ${leadFormAnswers.select('a')} from lead_form_answers a where a.org_id = $1 and a.id = $2 for no key update`,
)
export function lockAnswer(tx: Tx, id: string): Promise<AnswerRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<AnswerRow>(answerRow(tx.orgId, id))
}

export type ReadAnswer = AnswerRow & { readonly formName: string; readonly reviewedByName: string | null }
const shown = `select ${leadFormAnswers.select('a')}, f.name as form_name, u.name as reviewed_by_name from lead_form_answers a
  join lead_forms f on f.org_id = a.org_id and f.id = a.form_id
  left join users u on u.org_id = a.org_id and u.id = a.reviewed_by where a.org_id = $1`
const newest = 'order by a.id desc limit'
const answers = stmt(
  'form.answers',
  `${shown} and ($2::uuid is null or a.form_id = $2) and ($3::text is null or a.state = $3) and ($4::uuid is null or a.id < $4) ${newest} $5`,
)
export const selectAnswers = (db: Db, { formId, state, cursor }: AnswersQuery, limit: number): Promise<ReadAnswer[]> =>
  db.query<ReadAnswer>(answers(db.orgId, formId ?? null, state ?? null, cursor ?? null, limit))
const shownOne = stmt('form.shownAnswer', `${shown} and a.id = $2`)
export const selectAnswer = (db: Db, id: string): Promise<ReadAnswer | undefined> =>
  db.one<ReadAnswer>(shownOne(db.orgId, id))
const ofLead = stmt('form.ofLead', `${shown} and a.lead_id = $2 ${newest} 50`)
// those of the leads that became the customer, too
const ofCustomer = stmt(
  'form.ofCustomer',
  `${shown} and (a.customer_id = $2 or a.lead_id in (select l.id from leads l where l.org_id = $1 and l.customer_id = $2 and l.deleted_at is null)) ${newest} 50`,
)
export const selectOfLead = (db: Db, id: string): Promise<ReadAnswer[]> => db.query<ReadAnswer>(ofLead(db.orgId, id))
export const selectOfCustomer = (db: Db, id: string): Promise<ReadAnswer[]> =>
  db.query<ReadAnswer>(ofCustomer(db.orgId, id))
