// What tests of contracts start from: a contract in any state, by the verbs that people use.
import { approve } from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import type { LineInput, NewContract, WholeContract } from '#features/contract/contract.schema.ts'
import { getContract } from '#features/contract/server/contract.service.ts'
import { moveContract, type OwnMove } from '#features/contract/server/contractMove.service.ts'
import { createContract } from '#features/contract/server/create.service.ts'
import { signOnPaper } from '#features/contract/server/sign.service.ts'
import { addFile } from '#features/file/server/file.service.ts'
import { systemClock, today } from '#kernel/clock.ts'
import type { OrderWorld } from './orderWorld.ts'

export const contractDay = today(systemClock, 'Asia/Shanghai')

export const feeLine = (price: string, more: Partial<LineInput> = {}): LineInput => ({
  name: '安装调试',
  unitQty: '1',
  price,
  taxRate: '6',
  ...more,
})

export type ContractWorld = {
  draft(more?: Partial<NewContract>): Promise<WholeContract>
  move(id: string, name: OwnMove, input?: object): Promise<WholeContract>
  read(id: string): Promise<WholeContract>
  /** Whoever has it in the inbox: the head of the department, then finance. */
  approveAll(id: string): Promise<void>
  scan(id: string): Promise<{ id: string }>
  sign(id: string, more?: object): Promise<WholeContract>
  toSign(more?: Partial<NewContract>): Promise<WholeContract>
  effective(more?: Partial<NewContract>): Promise<WholeContract>
}

export function contractWorld(world: () => OrderWorld, folder: string): ContractWorld {
  const draft: ContractWorld['draft'] = more =>
    world().write('ann', (tx, actor) =>
      createContract(tx, actor, { customerId: world().customerId, lines: [feeLine('100')], ...more }),
    )
  const move: ContractWorld['move'] = (id, name, input = {}) =>
    world().write('ann', (tx, actor) => moveContract(tx, actor, id, name, input))
  const read: ContractWorld['read'] = id => world().read('ann', (db, actor) => getContract(db, actor, id))
  const approveAll: ContractWorld['approveAll'] = async id => {
    for (const who of ['olivia', 'max', 'fay'] as const) {
      const mine = (await world().read(who, inbox)).find(one => one.recordId === id)
      if (mine) await world().write(who, (tx, actor) => approve(tx, actor, mine.id, {}))
    }
  }
  const scan: ContractWorld['scan'] = id => {
    const file = { fileName: '扫描件.pdf', type: 'application/pdf', bytes: Buffer.from(`%PDF-1.4 ${id}`) }
    return world().write('ann', (tx, actor) => addFile(tx, actor, folder, { entity: 'contract', recordId: id, file }))
  }
  const sign: ContractWorld['sign'] = async (id, more = {}) => {
    const { id: fileId } = await scan(id)
    return world().write('ann', (tx, actor) => signOnPaper(tx, actor, id, { signedOn: contractDay, fileId, ...more }))
  }
  const toSign: ContractWorld['toSign'] = async more => {
    const { id } = await draft(more)
    await move(id, 'submit')
    await approveAll(id)
    return read(id)
  }
  return { draft, move, read, approveAll, scan, sign, toSign, effective: async more => sign((await toSign(more)).id) }
}
