// A contract is signed: on paper, by link or through a service, once. An agreement then becomes what its contract says.
import { listFiles } from '#features/file/server/file.service.ts'
import { holdLinks } from '#features/link/server/link.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import type { SignBody, WholeContract } from '../contract.schema.ts'
import { differencesOf } from '../difference.rules.ts'
import { contentOf, type Fresh, type Held, hashOf, readContract, refuseOld, tellContract } from './contract.service.ts'
import { type ContractRow, contractSignatures, contracts, contractVersions } from './contract.table.ts'
import { factsOf, judged, step } from './contractMove.service.ts'
import { endEnvelope } from './envelope.sql.ts'
import { holdContract } from './hold.service.ts'
import { rewriteLines } from './line.service.ts'

type Proof = {
  readonly way: 'scan' | 'link' | 'esign'
  readonly signedOn: string
  readonly name?: string | null
  readonly title?: string | null
  readonly linkId?: string | null
  readonly address?: string | null
  readonly agent?: string | null
  readonly providerRef?: string | null
  readonly fileId?: string | null
}

/** `principal`: whoever signs is none of ours. */
type Signing = Proof & { readonly principal?: string }

/** On paper: the scan lies among its files. */
export async function signOnPaper(tx: Tx, actor: Actor, id: string, input: SignBody): Promise<WholeContract> {
  await holdLinks(tx, 'contract', id)
  const held = await holdContract(tx, actor, id)
  refuseOld(held.row, input.version)
  const { fileId, signedOn, name } = input
  const files = await listFiles(tx, actor, { entity: 'contract', recordId: id })
  if (!files.some(file => file.id === fileId)) throw new Refusal(reason('contract.unknownFile', 'fileId'))
  await signHeld(tx, actor, held, { way: 'scan', signedOn, fileId, name: name?.trim() || null })
  return readContract(tx, actor, id)
}

/** The contract is locked: of two who sign at once one finds it signed. */
export async function signHeld(tx: Tx, actor: Actor, held: Held, { principal, ...proof }: Signing): Promise<void> {
  const { row, lines, amends } = held
  const move = amends ? 'merge' : 'sign'
  const state = judged(actor, row, {
    facts: await factsOf(tx, actor, held, { signedOn: proof.signedOn }),
    move,
    principal,
  })
  if (row.approvedHash === null || row.approvedHash !== hashOf(row, lines))
    throw new Refusal('contract.changed', 'conflict')
  const blank = { name: null, title: null, linkId: null, address: null, agent: null, providerRef: null, fileId: null }
  const kept = { ...blank, ...proof, id: newId(), contractId: row.id, at: tx.now }
  tx.write(
    contractSignatures.insert(tx.orgId, [{ ...kept, content: contentOf(row, lines), contentHash: row.approvedHash }]),
  )
  if (proof.way !== 'esign') tx.write(endEnvelope(tx, row.id, 'contract.signedAlready'))
  const stamps = { signedOn: proof.signedOn, effectiveAt: tx.now, ...(amends && { endedAt: tx.now }) }
  const signed = step(tx, actor, row, { state, ...stamps, told: 'signed', words: proof.name ?? undefined })
  if (amends) await takeEffect(tx, actor, { row: signed, lines }, amends)
}

/** Both are locked. What the contract said before is kept to the last sign. */
async function takeEffect(tx: Tx, actor: Actor, { row, lines }: Fresh, root: Fresh): Promise<void> {
  const [old, next] = await Promise.all([readContract(tx, actor, root.row.id), readContract(tx, actor, row.id)])
  const before = root.row
  const said = { id: newId(), contractId: before.id, versionNo: before.versionNo, amendedBy: row.id, at: tx.now }
  const content = {
    content: contentOf(before, root.lines),
    contentHash: before.contentHash ?? '',
    amount: before.amount,
  }
  tx.write(
    contractVersions.insert(tx.orgId, [{ ...said, ...content, differences: differencesOf(old, next, before.lang) }]),
  )
  const after = lines.map(line => {
    const was = root.lines.find(one => one.id === line.baseLineId)
    return {
      ...line,
      id: was?.id ?? newId(),
      contractId: before.id,
      calledQty: was?.calledQty ?? '0',
      quoteLineId: was?.quoteLineId ?? null,
      baseLineId: null,
    }
  })
  const changed: ContractRow = {
    ...before,
    ...agreedOf(row),
    versionNo: before.versionNo + 1,
    ...editStamp(tx, actor, before),
  }
  const contentHash = hashOf(changed, after)
  const whole = { ...changed, contentHash, approvedHash: contentHash }
  rewriteLines(tx, root.lines, after)
  tx.write(contracts.update(tx.orgId, whole))
  tellContract(tx, actor, whole, { kind: 'contract.amended', ...changes(before, whole) })
}

/** What an agreement may say anew. */
function agreedOf(row: ContractRow): Partial<ContractRow> {
  const { title, contactId, clauses, discountKind, discountValue, ceiling, terms, address, ourSigner, theirSigner } =
    row
  const { effectiveFrom, effectiveUntil, net, tax, gross, amount, baseAmount } = row
  const said = {
    title,
    contactId,
    clauses,
    discountKind,
    discountValue,
    ceiling,
    terms,
    address,
    ourSigner,
    theirSigner,
  }
  return { ...said, effectiveFrom, effectiveUntil, net, tax, gross, amount, baseAmount }
}
