import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { contractApi } from '../contract.api.ts'
import { ContractEdit, NewContract, SignBody } from '../contract.schema.ts'
import type { templateApi } from '../template.api.ts'
import { amendContract, changesOf, renewContract } from './amend.service.ts'
import { getContract, listContracts, signatureOf, summariseContracts, versionsOf } from './contract.service.ts'
import { byHand, contractOffers, moveContract } from './contractMove.service.ts'
import { contractOfQuote, createContract } from './create.service.ts'
import { exportContract, printContract, writeContract } from './document.service.ts'
import { editContract, setLines } from './edit.service.ts'
import { contractingOf, setContracting } from './settings.service.ts'
import { signOnPaper } from './sign.service.ts'
import { addUsual, createTemplate, editTemplate, listTemplates } from './template.service.ts'

/** `folder`: where the bytes of files lie. */
export const contractHandlers = (folder: string): Handlers<typeof contractApi> => ({
  list: (db, actor, query) => listContracts(db, actor, query),
  summary: (db, actor, query) => summariseContracts(db, actor, query),
  create: (tx, actor, input) => createContract(tx, actor, input),
  fromQuote: (tx, actor, input) => contractOfQuote(tx, actor, input),
  get: (db, actor, { id }) => getContract(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editContract(tx, actor, id, input),
  setLines: (tx, actor, { id, ...input }) => setLines(tx, actor, id, input),
  amend: (tx, actor, { id, reason }) => amendContract(tx, actor, id, reason),
  renew: (tx, actor, { id }) => renewContract(tx, actor, id),
  versions: async (db, actor, { id }) => ({ items: await versionsOf(db, actor, id) }),
  changes: async (db, actor, { id }) => ({ items: await changesOf(db, actor, id) }),
  signature: async (db, actor, { id }) => ({ items: await signatureOf(db, actor, id) }),
  offers: (db, actor, { id }) => contractOffers(db, actor, id),
  pdf: (db, actor, { id }) => printContract(db, actor, id, folder),
  docx: (db, actor, { id }) => exportContract(db, actor, id),
  submit: (tx, actor, { id, ...input }) => moveContract(tx, actor, id, 'submit', input),
  withdraw: (tx, actor, { id, ...input }) => moveContract(tx, actor, id, 'withdraw', input),
  sign: (tx, actor, { id, ...input }) => signOnPaper(tx, actor, id, input),
  merge: (tx, actor, { id, ...input }) => signOnPaper(tx, actor, id, input),
  cancel: (tx, actor, { id, ...input }) => moveContract(tx, actor, id, 'cancel', input),
})

export const templateHandlers: Handlers<typeof templateApi> = {
  list: async (db, _actor, { limit }) => ({ items: (await listTemplates(db)).slice(0, limit) }),
  create: (tx, actor, input) => createTemplate(tx, actor, input),
  usual: async tx => ({ items: await addUsual(tx) }),
  preview: (db, actor, { contractId, body, lang }) => writeContract(db, actor, contractId, { body, lang }),
  edit: (tx, actor, { id, ...input }) => editTemplate(tx, actor, id, input),
  written: (db, actor, { id }) => writeContract(db, actor, id),
  settings: async (_, actor) => contractingOf(actor.org),
  set: (tx, actor, input) => setContracting(tx, actor, input),
}

export const contractVerbs: EntityVerbs = {
  list: listContracts,
  summary: summariseContracts,
  get: getContract,
  create: (tx, actor, input) => createContract(tx, actor, accept(NewContract, input)),
  edit: (tx, actor, id, input) => editContract(tx, actor, id, accept(ContractEdit, input)),
  move: (tx, actor, id, ...[name, input]) => {
    const move = moveNameIn(byHand, name)
    if (move === 'sign' || move === 'merge') return signOnPaper(tx, actor, id, accept(SignBody, input))
    return moveContract(tx, actor, id, move, input)
  },
}
