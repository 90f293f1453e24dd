import { readAddress } from '#kernel/addressRead.ts'
import type { Handlers } from '#kernel/api.ts'
import { latinName } from '#kernel/regionNames.ts'
import { regionOf } from '#kernel/regionRead.ts'
import { type Region, regionsIn } from '#kernel/regionTree.ts'
import type { RegionChoice, regionApi } from '../region.api.ts'

const choiceOf = (region: Region): RegionChoice => ({
  code: region.code,
  name: region.name,
  latin: latinName(region),
  full: region.full,
})

const pathTo = (region: Region | undefined): Region[] => (region ? [...pathTo(region.above), region] : [])

export const regionHandlers: Handlers<typeof regionApi> = {
  regions: async (_db, _actor, { of = '' }) => {
    const path = pathTo(regionOf(of))
    const levels = [undefined, ...path].map((within, at) => ({
      chosen: path[at]?.code ?? null,
      items: regionsIn(within?.code).map(choiceOf),
    }))
    return { levels: levels.filter(level => level.items.length > 0) }
  },
  readAddress: async (_db, _actor, { text }) => {
    const { region, address, postalCode, name, company, phone } = readAddress(text)
    return {
      region: region?.full ?? null,
      address: address ?? null,
      postalCode: postalCode ?? null,
      name: name ?? null,
      company: company ?? null,
      phone: phone ?? null,
    }
  },
}
