// How pages of lines find many products at once and make a new one.
import { lazy } from 'react'
import { productApi } from '#features/product/product.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import type { Catalogue } from '#ui/useCatalogue.tsx'

const { match } = client(productApi, send)

export const catalogue: Catalogue = {
  access: 'product.create',
  match: async texts => new Map((await match({ texts: [...texts] })).items.map(one => [one.text, one.products])),
  Make: lazy(async () => ({ default: (await import('#features/product/web/ProductInPlace.tsx')).ProductInPlace })),
}
