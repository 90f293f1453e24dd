// A tax service that lives here: it issues, refuses, answers late or not at all, as it is told. What it issued it
// remembers on its own side of the wire: whatever becomes of our transaction.
import { today } from '#kernel/clock.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import type { InvoiceSettings, WholeInvoice } from '../invoice.schema.ts'
import { findRemembered, type Remembered, rememberBound } from './standin.sql.ts'

export type Answer =
  | { readonly state: 'issued'; readonly taxNumber: string; readonly date: string }
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'waiting' }

/** What is asked of any tax service: is this request number issued already, and only then: issue it. */
export type TaxService = {
  readonly find: (number: string) => Promise<Answer | undefined>
  readonly issue: (invoice: WholeInvoice) => Promise<Answer>
}

type Where = { readonly orgId: string; readonly zone: string }

export function standinService(
  db: Database,
  { orgId, zone }: Where,
  { does, delay }: InvoiceSettings['standin'],
): TaxService {
  const said = (one: Remembered | undefined): Answer | undefined => {
    if (!one) return undefined
    const isReady = Date.parse(one.readyAt) <= db.clock.now().getTime()
    return isReady ? { state: 'issued', taxNumber: one.taxNumber, date: one.date } : { state: 'waiting' }
  }
  const find = (number: string) => inOrg(db, orgId, { mode: 'read' }, tx => findRemembered(tx, number)).then(said)
  return {
    find,
    issue: async ({ number, gross }) => {
      if (does === 'fail') return { state: 'failed', why: 'invoice.standin.refused' }
      const late = does === 'late' ? delay : 0
      const readyAt = new Date(db.clock.now().getTime() + late * 1000).toISOString()
      const taxNumber = number.replace(/\D/g, '').padStart(20, '0').slice(-20)
      await inOrg(db, orgId, { mode: 'write' }, async tx =>
        tx.write(rememberBound(orgId, { number, gross, taxNumber, date: today(db.clock, zone), readyAt })),
      )
      if (does === 'hang') return new Promise(() => undefined)
      return (await find(number)) ?? { state: 'waiting' }
    },
  }
}
