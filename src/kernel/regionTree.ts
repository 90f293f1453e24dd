// China's regions as a tree, from db/regions (its SOURCE.md says whose they are). Read when first asked for: provinces,
// cities and areas together, the 41,000 streets apart. Codes are text: a part begins with the code of its whole.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Region = {
  readonly code: string
  readonly name: string
  /** From its province on, as it is stored: 江苏省无锡市宜兴市. */
  readonly full: string
  readonly above: Region | undefined
}

/** What lies directly in it; without a code the provinces. */
export function regionsIn(code = ''): readonly Region[] {
  const { below } = upper()
  return below.get(code) ?? streets().get(code) ?? []
}

/** All of cities and areas, for a text that begins below its province. */
export const regionsOfLength = (digits: 4 | 6): readonly Region[] =>
  [...upper().at.values()].filter(one => one.code.length === digits)

// no places: what the statistics put between a province and its areas
const passedOver = /^(市辖区|县|(省|自治区)直辖县级行政区划)$/

type Upper = {
  readonly at: ReadonlyMap<string, Region>
  readonly below: ReadonlyMap<string, readonly Region[]>
  /** Codes of what is passed over, and of what it is a part of. */
  readonly through: ReadonlyMap<string, string>
}
let known: Upper | undefined
let knownStreets: ReadonlyMap<string, readonly Region[]> | undefined

const upper = (): Upper => {
  known ??= readUpper()
  return known
}

function readUpper(): Upper {
  const at = new Map<string, Region>()
  const below = new Map<string, Region[]>()
  const through = new Map<string, string>()
  const add = (code: string, name: string, of: string) => {
    const whole = through.get(of) ?? of
    if (passedOver.test(name) || at.get(whole)?.name === name) through.set(code, whole)
    else at.set(code, placed(below, { code, name, of: whole, above: at.get(whole) }))
  }
  for (const [code, name] of rows('provinces')) add(code, name, '')
  for (const [code, name, province = ''] of rows('cities')) add(code, name, province)
  for (const [code, name, city = ''] of rows('areas')) add(code, name, city)
  for (const [code, name, of = ''] of islands()) add(code, name, of)
  return { at, below, through }
}

function placed(
  below: Map<string, Region[]>,
  { code, name, of, above }: { code: string; name: string; of: string; above: Region | undefined },
): Region {
  const region = { code, name, full: `${above?.full ?? ''}${name}`, above }
  const beside = below.get(of)
  if (beside) beside.push(region)
  else below.set(of, [region])
  return region
}

function streets(): ReadonlyMap<string, readonly Region[]> {
  if (knownStreets) return knownStreets
  const below = new Map<string, Region[]>()
  const { at, through } = upper()
  for (const [code, name, area = ''] of rows('streets')) {
    const of = through.get(area) ?? area
    placed(below, { code, name, of, above: at.get(of) })
  }
  knownStreets = below
  return below
}

const file = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../db/regions/${name}`, import.meta.url)), 'utf8')

type Csv = [code: string, name: string, of?: string]
/** `110101,"东城区",1101,11`: no cell of these files has a comma or a quotation mark in it. */
const rows = (name: string): Csv[] =>
  file(`${name}.csv`)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.replaceAll('"', '').split(',').slice(0, 3) as Csv) // every row has its three first columns

const islandCodes: Readonly<Record<string, string>> = { 台湾省: '71', 香港特别行政区: '81', 澳门特别行政区: '82' }

/** Hong Kong, Macao and Taiwan come without codes below the standard's own: theirs count on from it. */
function islands(): Csv[] {
  const all: Record<string, Record<string, string[]>> = JSON.parse(file('HK-MO-TW.json'))
  const next = (code: string, i: number) => `${code}${String(i + 1).padStart(2, '0')}`
  return Object.entries(all).flatMap(([province, cities]): Csv[] => {
    const code = islandCodes[province] ?? ''
    const parts = Object.entries(cities).flatMap(([city, areas], i): Csv[] => [
      [next(code, i), city, code],
      // 嘉模堂区（氹仔）: what it is also called is no part of its name
      ...areas.map((area, k): Csv => [next(next(code, i), k), area.replace(/（.*）$/, ''), next(code, i)]),
    ])
    return [[code, province, ''], ...parts]
  })
}
