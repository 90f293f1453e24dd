// What makes a contact of what is said of one, and many of a file's rows: judged by the same rules, against the same twins.
import { type CustomerFacts, findCustomers } from '#features/customer/server/customer.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { isDone, orRefusal, Refusal } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { Field } from '#meta/entity.ts'
import type { Made } from '#meta/registry.ts'
import { byActor, changes, newStamp, ownFields, takeCustom, tell } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import { type Contact, type ContactDuplicate, NewContact } from '../contact.schema.ts'
import {
  indexContacts,
  judgeCustomer,
  judgeTwins,
  lockLike,
  matchContactsEach,
  refuseBadEmail,
  refuseLike,
  storedOf,
} from './contact.service.ts'
import { contactSource, dropPrimaryBound, type LikeContact } from './contact.sql.ts'
import { type ContactRow, contacts } from './contact.table.ts'

export async function createContact(
  tx: Tx,
  actor: Actor,
  input: NewContact,
): Promise<Contact & { duplicates: ContactDuplicate[] }> {
  const fields = await ownFields(tx, actor, 'contact')
  judgeCustomer(actor, (await findCustomers(tx, [input.customerId])).get(input.customerId), 'contact.create')
  refuseBadEmail(input)
  const duplicates = await judgeTwins(tx, actor, input)
  const row = rowOf(tx, actor, input, fields)
  writeNew(tx, actor, fields, [row])
  return { ...(await readBack<Contact>(tx, actor, contactSource, row.id)), duplicates }
}

type Draft = { readonly row: ContactRow; readonly customer: CustomerFacts; readonly alike: readonly LikeContact[] }

/** Rows of a file: as many statements as for one. What a row may not share with one above it the file itself has told. */
export async function createContacts(
  tx: Tx,
  actor: Actor,
  inputs: readonly Readonly<Record<string, unknown>>[],
): Promise<Made[]> {
  const given = await Promise.all(inputs.map(input => orRefusal(() => accept(NewContact, input))))
  const good = given.filter(isDone)
  lockLike(tx, actor, good)
  const [fields, customers, found] = await Promise.all([
    ownFields(tx, actor, 'contact'),
    findCustomers(tx, [...new Set(good.map(one => one.customerId))]),
    matchContactsEach(tx, actor, good),
  ])
  const alikes = found.values()
  const drafts = await Promise.all(
    given.map((input): Refusal | Promise<Draft | Refusal> => {
      if (input instanceof Refusal) return input
      const alike = alikes.next().value ?? []
      return orRefusal(() => {
        const customer = judgeCustomer(actor, customers.get(input.customerId), 'contact.create')
        refuseBadEmail(input)
        refuseLike(actor, input, alike)
        return { row: rowOf(tx, actor, input, fields), customer, alike }
      })
    }),
  )
  const rows = drafts.filter(isDone).map(draft => draft.row)
  writeNew(tx, actor, fields, rows)
  return asMade(drafts)
}

function rowOf(tx: Tx, actor: Actor, { custom, ...given }: NewContact, fields: readonly Field[]): ContactRow {
  return {
    ...blank,
    ...newStamp(tx, actor, byActor(actor), takeCustom(fields, custom)),
    ...storedOf(actor, given),
    name: filled(given.name, 'name'),
    customerId: given.customerId,
    isPrimary: given.isPrimary ?? false,
  }
}

function writeNew(tx: Tx, actor: Actor, fields: readonly Field[], rows: readonly ContactRow[]): void {
  if (rows.length === 0) return
  // of several main contacts the last one is it
  const main = new Map(rows.filter(row => row.isPrimary).map(row => [row.customerId, row.id]))
  for (const [customerId, id] of main) tx.write(dropPrimaryBound(tx.orgId, customerId, id))
  const stored = rows.map(row => ({ ...row, isPrimary: main.get(row.customerId) === row.id }))
  tx.write(contacts.insert(tx.orgId, stored))
  indexContacts(tx, fields, rows, true)
  for (const row of rows)
    tell(tx, {
      actor,
      entity: 'contact',
      recordId: row.id,
      kind: 'contact.created',
      after: changes({}, row).after,
      about: [{ entity: 'customer', recordId: row.customerId }],
      version: 1,
    })
}

/** Whose they are is their customer's; one above it in the file is told of as if it had been there. */
function asMade(drafts: readonly (Draft | Refusal)[]): Made[] {
  const above: Draft[] = []
  return drafts.map(draft => {
    if (draft instanceof Refusal) return draft
    const { row, customer, alike } = draft
    const before = above.filter(one => isLike(one.row, row))
    above.push(draft)
    const { ownerId, deptId } = customer
    return { ...row, ownerId, deptId, duplicates: [...alike, ...before.map(one => one.row)] }
  })
}

const isLike = (one: ContactRow, other: ContactRow): boolean =>
  (one.phoneKey !== null && one.phoneKey === other.phoneKey) ||
  (one.emailKey !== null && one.emailKey === other.emailKey)

const blank = {
  title: null,
  phone: null,
  phoneKey: null,
  email: null,
  emailKey: null,
  wechat: null,
  decisionRole: null,
  note: null,
}
