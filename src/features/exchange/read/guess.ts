// Which kind of record a file holds, told by its headings. Where two kinds fit about as well it is asked, never taken.
import { nameKey } from '#kernel/keys.ts'
import type { ImportField, TableColumn } from '../exchange.schema.ts'
import type { Format } from '../import.schema.ts'
import { suggestMapping } from './header.ts'

export type Kind = {
  readonly entity: string
  /** What the kind is called, in every language and number. */
  readonly names: readonly string[]
  readonly title: string
  readonly fields: readonly ImportField[]
}
export type Fit = {
  readonly entity: string
  /** Columns that certainly are a field of this kind. */
  readonly known: number
  /** Required fields that no column fills. */
  readonly lacking: number
}
export type Guess = { readonly fits: readonly Fit[]; readonly sure: boolean }

type Seen = {
  readonly format: Format
  readonly columns: readonly TableColumn[]
  /** The names of the sheet and of the file. */
  readonly called: readonly string[]
}

export function guessKind(kinds: readonly Kind[], { format, columns, called }: Seen): Guess {
  const named = kindCalled(kinds, called)
  const fits = kinds
    .map(kind => fitOf(kind, columns, kind.entity === named))
    .filter(one => one.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  if (format === 'cards') return ofPeople(fits, columns)
  return { fits: fits.map(shownFit), sure: isSure(fits) }
}

type Weighed = Fit & { readonly weight: number; readonly exact: boolean }

// a heading that only ends like a field is a quarter of one that is called like it
const weak = 0.25
const begins = 0.5
/** So far before all others that nobody has to be asked. */
const ahead = 1
/** So many headings in our own words are our own empty file; 姓名 and 公司 alone are anybody's. */
const tells = 5
/** A sheet called 客户 of which a column less is known than of contacts is still of customers. */
const calledSo = 1.2

/** 客户名称 and customer_id say whose row it is; 客户 alone may be a reference. */
function opens(names: readonly string[], [first]: readonly TableColumn[]): boolean {
  const heading = nameKey(first?.name ?? '')
  return names.map(nameKey).some(name => name !== '' && heading.length > name.length && heading.startsWith(name))
}

function fitOf({ entity, fields, title, names }: Kind, columns: readonly TableColumn[], isCalled: boolean): Weighed {
  const { mapped, missing } = suggestMapping(entity, fields, columns)
  const known = mapped.filter(one => one.confidence > 0.8)
  const weight = mapped.reduce((sum, one) => sum + (one.confidence > 0.8 ? one.confidence : weak), 0)
  // who or what a row is about stands first
  const leads = (known[0]?.field === title ? begins : 0) + (opens(names, columns) ? ahead : 0)
  return {
    entity,
    known: known.length,
    lacking: missing.length,
    exact: known.length >= tells && known.length === columns.length && known.every(one => one.confidence === 1),
    weight: weight === 0 ? 0 : weight + leads + (isCalled ? calledSo : 0) - missing.length,
  }
}

/** Nothing that it needs is missing, and no other kind comes near. */
function isSure([best, ...others]: readonly Weighed[]): boolean {
  if (!best || best.lacking > 0) return false
  // the very headings of our own empty file
  if (best.exact && !others.some(one => one.exact && one.lacking === 0)) return true
  return others.every(one => best.weight - one.weight >= ahead)
}

/** The kind whose longest name stands in the name of the sheet or the file: 联系人 in 客户联系人.xlsx. */
function kindCalled(kinds: readonly Kind[], called: readonly string[]): string | undefined {
  for (const name of called.map(nameKey)) {
    const found = kinds
      .map(({ entity, names }) => ({
        entity,
        length: Math.max(
          0,
          ...names
            .map(nameKey)
            .filter(one => one !== '' && name.includes(one))
            .map(one => one.length),
        ),
      }))
      .filter(one => one.length > 0)
      .sort((a, b) => b.length - a.length)
    if (found[0] && found[0].length > (found[1]?.length ?? 0)) return found[0].entity
  }
  return undefined
}

/** People with a company are contacts of it, others are leads; a card is never a company or a colleague. */
function ofPeople(fits: readonly Weighed[], columns: readonly TableColumn[]): Guess {
  const first = columns.some(one => one.name === 'Company') ? 'contact' : 'lead'
  const people = fits.filter(one => one.entity === 'contact' || one.entity === 'lead')
  const sorted = [...people.filter(one => one.entity === first), ...people.filter(one => one.entity !== first)]
  return { fits: sorted.map(shownFit), sure: sorted[0]?.entity === first && sorted[0].lacking === 0 }
}

const shownFit = ({ entity, known, lacking }: Weighed): Fit => ({ entity, known, lacking })
