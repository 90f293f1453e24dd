// One closed form of condition for filters, views, rights, rules. It is compiled twice: here to TypeScript,
// in `conditionSql.ts` to SQL; a grid test on a real database keeps the two equal, nulls included.

export const ops = [
  'is',
  'isNot',
  'in',
  'notIn',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'contains',
  'notContains',
  'startsWith',
  'empty',
  'notEmpty',
  'sharedWith',
] as const
export type Op = (typeof ops)[number]
export type Scalar = string | number | boolean | null
export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly op: Op; readonly value?: Scalar | readonly Scalar[] }

export const always: Condition = { all: [] }
export const never: Condition = { any: [] }

/** How values of a field compare: text by equality only, the rest also by order. */
export type CompareAs = 'text' | 'number' | 'time' | 'yesNo'

export type FieldReader = (field: string) => { readonly value: unknown; readonly as: CompareAs }

export function evaluate(condition: Condition, read: FieldReader): boolean {
  if ('all' in condition) return condition.all.every(part => evaluate(part, read))
  if ('any' in condition) return condition.any.some(part => evaluate(part, read))
  if ('not' in condition) return !evaluate(condition.not, read)
  const { value, as } = read(condition.field)
  return tests[condition.op](value ?? null, condition.value ?? null, as)
}

type Test = (have: unknown, want: Scalar | readonly Scalar[], as: CompareAs) => boolean

const list = (want: Scalar | readonly Scalar[]): readonly Scalar[] => (Array.isArray(want) ? want : [want as Scalar]) // Array.isArray does not narrow readonly arrays

function equal(have: unknown, want: unknown, as: CompareAs): boolean {
  if (have === null || want === null) return have === want
  return as === 'number'
    ? Number(have) === Number(want)
    : as === 'time'
      ? timeOf(have) === timeOf(want)
      : String(have) === String(want)
}

const timeOf = (value: unknown): number => Date.parse(String(value))

function order(have: unknown, want: unknown, as: CompareAs): number | undefined {
  if (have === null || want === null) return undefined
  const a = as === 'time' ? timeOf(have) : Number(have)
  const b = as === 'time' ? timeOf(want) : Number(want)
  return Math.sign(a - b)
}

// prettier-ignore
const tests: Record<Op, Test> = {
  // no value to compare with asks for the empty ones, blank text included
  is: (have, want, as) => (first(want) === null ? isEmpty(have) : equal(have, first(want), as)),
  isNot: (have, want, as) => (first(want) === null ? !isEmpty(have) : !equal(have, first(want), as)),
  in: (have, want, as) => have !== null && list(want).some(one => one !== null && equal(have, one, as)),
  notIn: (have, want, as) => !(have !== null && list(want).some(one => one !== null && equal(have, one, as))),
  lt: (have, want, as) => order(have, list(want)[0], as) === -1,
  lte: (have, want, as) => (order(have, list(want)[0], as) ?? 1) <= 0,
  gt: (have, want, as) => order(have, list(want)[0], as) === 1,
  gte: (have, want, as) => (order(have, list(want)[0], as) ?? -1) >= 0,
  // an end that is left open asks nothing of that side
  between: (have, want, as) => have !== null && above(have, list(want)[0], as) && below(have, list(want)[1], as),
  contains: (have, want) => have !== null && fold(have).includes(fold(list(want)[0])),
  notContains: (have, want) => !(have !== null && fold(have).includes(fold(list(want)[0]))),
  startsWith: (have, want) => have !== null && fold(have).startsWith(fold(list(want)[0])),
  empty: have => isEmpty(have),
  notEmpty: have => !isEmpty(have),
  sharedWith: (have, want) => Array.isArray(have) && have.includes(list(want)[0]),
}

const above = (have: unknown, want: Scalar | undefined, as: CompareAs): boolean =>
  (want ?? null) === null || (order(have, want, as) ?? -1) >= 0
const below = (have: unknown, want: Scalar | undefined, as: CompareAs): boolean =>
  (want ?? null) === null || (order(have, want, as) ?? 1) <= 0
const isEmpty = (have: unknown): boolean => have === null || have === ''
const first = (want: Scalar | readonly Scalar[]): Scalar => list(want)[0] ?? null

const fold = (value: unknown): string => String(value ?? '').toLowerCase()
