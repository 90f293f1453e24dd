import { type Static, Type } from 'typebox'
import { endpoint, Nullable, shape, Text } from '#kernel/api.ts'

const RegionChoice = shape({
  code: Type.String(),
  name: Type.String(),
  /** In Latin letters, for pages in English. */
  latin: Type.String(),
  /** From its province on, as it is stored. */
  full: Type.String(),
})
export type RegionChoice = Static<typeof RegionChoice>

const text = Nullable(Type.String())
const AddressParts = shape({
  region: text,
  address: text,
  postalCode: text,
  name: text,
  company: text,
  phone: text,
})
export type AddressParts = Static<typeof AddressParts>

export const regionApi = {
  /** What may be chosen level by level, down to below the region that the text names. */
  regions: endpoint({
    method: 'GET',
    path: '/regions',
    mode: 'read',
    access: 'signedIn',
    query: shape({ of: Type.Optional(Text(200)) }),
    reply: shape({ levels: Type.Array(shape({ chosen: text, items: Type.Array(RegionChoice) })) }),
  }),
  /** An address as it was pasted, in its parts; nothing is stored. */
  readAddress: endpoint({
    method: 'POST',
    path: '/regions/read',
    mode: 'read',
    access: 'signedIn',
    body: shape({ text: Text(1000, 1) }),
    reply: AddressParts,
  }),
}
