// Which of China's regions a text names. Whole names, short ones where nothing else could be meant, levels left out
// (江苏宜兴市): what could be two places is none.
import { fold } from './keys.ts'
import { provinceOfLatin, shortName } from './regionNames.ts'
import { type Region, regionsIn, regionsOfLength } from './regionTree.ts'

const known = new Map<string, Region | undefined>()

/** The region that the whole text says; what is no region of China, or may be two, is none. */
export function regionOf(text: string): Region | undefined {
  if (known.has(text)) return known.get(text)
  if (known.size > 5000) known.clear()
  const found = lookUp(text)
  known.set(text, found)
  return found
}

function lookUp(text: string): Region | undefined {
  const plain = plainOf(text)
  const named = provinceOfLatin(text.trim().toLowerCase())
  if (named) return regionsIn().find(one => one.name === named)
  const found = readRegion(plain)
  return found?.rest === '' ? found.region : undefined
}

/** As it is stored: a region by its full name from the province on, anything else as it was typed. */
export const regionName = (text: string): string => regionOf(text)?.full ?? text.trim()

/** A place lies in a region, by their codes; where either is no region of China, by what is written. */
export function liesIn(place: string, region: string): boolean {
  const [here, there] = [regionOf(place), regionOf(region)]
  if (here && there) return here.code.startsWith(there.code)
  return fold(place).includes(fold(region))
}

/** The region that a text begins with, and what follows it. */
export function readRegion(text: string): { readonly region: Region; readonly rest: string } | undefined {
  const found = readingsIn(plainOf(text))
  const longest = found.filter(one => one.rest.length === Math.min(...found.map(({ rest }) => rest.length)))
  const nearest = longest.filter(one => one.region.code.length === Math.min(...longest.map(o => o.region.code.length)))
  const [only, other] = nearest
  return only && !other ? only : undefined
}

const plainOf = (text: string): string => text.normalize('NFKC').replace(SEPARATORS, '')
const SEPARATORS = /[\s,，、/·>|_-]+/gu

type Reading = { readonly region: Region; readonly rest: string }

function readingsIn(text: string): Reading[] {
  const from = text.replace(/^中国/, '')
  const begun = (starts().get(from.slice(0, 2)) ?? []).flatMap(region =>
    // without its province a city may be short, an area not: 朝阳区 is of two cities, 和平 anything
    matches([region], from, region.code.length < 6 ? 'any' : 'whole'),
  )
  return begun.map(deepest)
}

let byStart: ReadonlyMap<string, readonly Region[]> | undefined
/** Provinces, cities and areas by the two characters they begin with. */
function starts(): ReadonlyMap<string, readonly Region[]> {
  byStart ??= Map.groupBy([...regionsIn(), ...regionsOfLength(4), ...regionsOfLength(6)], one => one.name.slice(0, 2))
  return byStart
}

// what the statistics put between a province and its areas
const BETWEEN = /^(?:市辖区|县(?=\p{sc=Han}+县)|(?:省|自治区)直辖县级行政区划)/u

/** Goes on into its parts as long as the text does; a level may be left out. */
function deepest({ region, rest }: Reading): Reading {
  const again = (rest.startsWith(region.name) ? rest.slice(region.name.length) : rest).replace(BETWEEN, '')
  const parts = regionsIn(region.code)
  const [next] = matches(parts, again).sort(byRest)
  if (next) return deepest(next)
  if (region.code.length >= 6) return { region, rest: again }
  const [within, twin] = matches(
    parts.flatMap(part => regionsIn(part.code)),
    again,
    region.code.length === 2 ? 'any' : 'whole',
  ).sort(byRest)
  const sure = within && (!twin || twin.rest.length > within.rest.length)
  return sure ? deepest(within) : { region, rest: again }
}

const byRest = (a: Reading, b: Reading): number => a.rest.length - b.rest.length

/** A short name is one only before other Han text that is no street: 北京路 is no Beijing. */
function matches(regions: readonly Region[], text: string, how: 'any' | 'whole' = 'any'): Reading[] {
  return regions.flatMap(region => {
    if (text.startsWith(region.name)) return { region, rest: text.slice(region.name.length) }
    const short = shortName(region)
    if (how === 'whole' || short === region.name || !text.startsWith(short)) return []
    const rest = text.slice(short.length)
    const ends = region.code.length >= 6 ? rest === '' : !STREET.test(rest)
    return ends ? { region, rest } : []
  })
}

const STREET = /^(?:[东南西北中]?(?:路|街|道|巷|弄|里|大道|大街|大厦|广场|公司|集团)|[省市县区镇乡村])/u
