// The customer signs by the link: the very verb that we use ourselves, with what proves who it was.
import { addFile } from '#features/file/server/file.service.ts'
import { holdOwnLink } from '#features/link/server/link.service.ts'
import type { Form, LinkScope, Look, Visit } from '#features/link/server/scope.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { isMachine, mustSign } from '#features/quote/server/signedForm.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { deviceOf } from '#kernel/device.ts'
import { Refusal } from '#kernel/refusal.ts'
import { tellContract } from './contract.service.ts'
import type { ContractRow } from './contract.table.ts'
import { contractPage } from './contractPage.service.ts'
import { printContract } from './document.service.ts'
import { holdContract } from './hold.service.ts'
import { signHeld } from './sign.service.ts'

/** Two clicks come one after the other, since the link is held: the second finds it signed, and is shown it. */
async function hear(tx: Tx, visitor: Actor, visit: Visit, form: Form): Promise<void> {
  if (form.do !== 'sign' || isMachine(form)) return
  const { recordId, linkId, address, agent } = visit
  await holdOwnLink(tx, { entity: 'contract', recordId, linkId })
  const held = await holdContract(tx, visitor, recordId)
  const { row } = held
  if (row.state !== 'to_sign') return
  // what is signed is what was read
  if (form.hash !== row.contentHash) throw new Refusal('contract.page.changed', 'conflict')
  const { name, title, picture } = mustSign(form)
  const file = picture && { fileName: `${name}.png`, type: 'image/png', bytes: picture }
  const added = { entity: 'contract', recordId, kind: 'signature' } as const
  const fileId = file ? (await addFile(tx, visitor, visit.folder, { ...added, file })).id : null
  const signedOn = today(tx.database.clock, visitor.org.zone)
  const proof = { way: 'link', signedOn, name, title, linkId, address, agent, fileId } as const
  await signHeld(tx, visitor, held, { ...proof, principal: 'link' })
  tellOwner(tx, visitor, row, { kind: 'contractSigned', name })
}

type Told = { readonly kind: 'contractOpened' | 'contractSigned'; readonly key?: string; readonly name?: string }

function tellOwner(tx: Tx, visitor: Actor, row: ContractRow, { kind, key, name = '' }: Told): void {
  const values = { number: row.number, title: row.title, name }
  const about = { userIds: [row.ownerId], kind, values, entity: 'contract', recordId: row.id }
  notify(tx, visitor, { ...about, ...(key && { key }) })
}

/** The owner hears of the first look, and finds the others on the timeline. */
async function seen(tx: Tx, visitor: Actor, visit: Visit, { what }: Look): Promise<void> {
  const { row } = await holdContract(tx, visitor, visit.recordId)
  const words = [visit.receiver, deviceOf(visit.agent), visit.address].filter(Boolean).join(' · ')
  const kind = what === 'page' ? 'contract.opened' : 'contract.downloaded'
  tellContract(tx, visitor, row, { kind, after: { text: words } })
  tellOwner(tx, visitor, row, { kind: 'contractOpened', key: `contractOpened ${row.id}` })
}

/** All that a customer may who holds the link. */
export const contractScope: LinkScope = {
  scope: 'contract',
  entity: 'contract',
  may: 'contract.sign',
  grants: { 'contract.read': 'all' },
  page: contractPage,
  said: [hear],
  paper: (db, visitor, visit) => printContract(db, visitor, visit.recordId, visit.folder),
  seen,
}
