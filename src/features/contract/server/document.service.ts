// The contract as its template writes it: on the page, as PDF, for a word processor.
import { usualProfile } from '#features/billing/server/usual.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { pictureAddress } from '#features/file/server/logo.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { docxAnswer } from '#kernel/docx.ts'
import { pdfAnswer } from '#kernel/pdf.ts'
import { blanksIn, type Prose } from '#kernel/prose.ts'
import { prosePaper } from '#kernel/prosePaper.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { type Lang, render } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { contractEntity } from '../contract.entity.ts'
import type { WholeContract } from '../contract.schema.ts'
import { type Party, writtenBy } from '../document.rules.ts'
import type { Block, Written } from '../template.schema.ts'
import { usualTemplates } from '../usual.rules.ts'
import { changesOf } from './amend.service.ts'
import { getContract } from './contract.service.ts'
import { contractingOf } from './settings.service.ts'
import { bodyOf } from './template.service.ts'

async function partyOf(db: Db, { customerId, customerName }: WholeContract): Promise<Party> {
  const [customers, profile] = await Promise.all([findCustomers(db, [customerId]), usualProfile(db, customerId)])
  const customer = customers.get(customerId)
  const { taxNumber = null, bank = null, account = null } = profile ?? {}
  const address = customer?.address ?? profile?.address ?? null
  return { name: customerName, taxNumber, address, phone: customer?.phone ?? profile?.phone ?? null, bank, account }
}

/** Where a contract has no template, the standard one of its kind and language. */
async function textOf(db: Db, { templateId, templateVersion, kind, lang, amendsId }: WholeContract): Promise<Block[]> {
  const own = templateId ? await bodyOf(db, templateId, templateVersion) : undefined
  const wanted = amendsId ? 'supplement' : kind
  return own ?? usualTemplates.find(one => one.kind === wanted && one.lang === lang)?.body ?? []
}

type Shape = { readonly body?: readonly Block[]; readonly lang?: Lang | undefined }

async function written(db: Db, actor: Actor, contract: WholeContract, { body, lang = contract.lang }: Shape) {
  const [blocks, customer, differences] = await Promise.all([
    body ?? textOf(db, contract),
    partyOf(db, contract),
    changesOf(db, actor, contract.id),
  ])
  const hidden = hiddenFields(actor, contractEntity)
  const shows = (key: string): boolean => !hidden.has(key)
  const company = contractingOf(actor.org).party
  return writtenBy(blocks, { contract, company, customer, differences, lang, shows })
}

export async function writeContract(db: Db, actor: Actor, id: string, wish: Shape = {}): Promise<Written> {
  const pieces = await written(db, actor, await getContract(db, actor, id), wish)
  return { pieces: pieces as Written['pieces'], blanks: blanksIn(pieces) } // the same pieces, said as a schema
}

async function proseOf(db: Db, actor: Actor, id: string): Promise<Prose & { readonly isBinding: boolean }> {
  const contract = await getContract(db, actor, id)
  const { lang, number, title, state } = contract
  const unsigned = state === 'draft' || state === 'in_approval'
  return {
    title,
    number,
    sender: contractingOf(actor.org).party.name,
    footer: render(sheetText['sheet.page'], lang, { page: '{page}', pages: '{pages}' }),
    pieces: await written(db, actor, contract, {}),
    mark: unsigned ? render(sheetText['sheet.draft'], lang) : undefined,
    isBinding: !unsigned && state !== 'cancelled',
  }
}

export async function printContract(db: Db, actor: Actor, id: string, folder: string): Promise<FileAnswer> {
  const [prose, stamp] = await Promise.all([proseOf(db, actor, id), pictureAddress(actor.org, folder, 'stamp')])
  return pdfAnswer(prose.number, prosePaper(prose, prose.isBinding ? stamp : undefined))
}
export async function exportContract(db: Db, actor: Actor, id: string): Promise<FileAnswer> {
  const prose = await proseOf(db, actor, id)
  return docxAnswer(prose.number, prose)
}
