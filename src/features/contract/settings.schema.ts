import { type Static, Type } from 'typebox'
import { Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const text = (most: number) => Nullable(Text(most))
const answers = ['sign', 'decline', 'hang', 'late'] as const

export const ContractSettings = shape({
  /** In whose name contracts are made. */
  party: shape({
    name: Text(200, 1),
    taxNumber: text(30),
    address: text(300),
    phone: text(60),
    bank: text(200),
    account: text(60),
    signer: text(100),
  }),
  remindDays: Type.Integer({ minimum: 1, maximum: 365 }),
  esign: shape({
    channel: OneOf(['none', 'standin']),
    /** The stand-in of a signing service: what it does, and after how many seconds where it is late. */
    standin: shape({ does: OneOf(answers), delay: Type.Integer({ minimum: 0, maximum: 86_400 }) }),
  }),
})
export type ContractSettings = Static<typeof ContractSettings>
