// What the form of one own field holds, and what of it is sent.
import type { FieldEdit, NewField, OwnField } from '#meta/fields.schema.ts'

export type ChoiceDraft = {
  readonly zh: string
  readonly en: string
  /** Set once records may hold it: then it is renamed, never removed. */
  readonly value?: string
}
export type FieldDraft = {
  readonly zh: string
  readonly en: string
  readonly key: string
  readonly kind: NewField['kind'] | null
  readonly refEntity: string | null
  readonly scale: string | number | null
  readonly choices: readonly ChoiceDraft[]
  readonly required: boolean
  readonly indexed: boolean
  readonly unique: boolean
  readonly hidden: boolean
}

const blank: FieldDraft = {
  zh: '',
  en: '',
  key: '',
  kind: 'text',
  refEntity: null,
  scale: null,
  choices: [],
  required: false,
  indexed: false,
  unique: false,
  hidden: false,
}

export function draftOf(field: OwnField | undefined): FieldDraft {
  if (!field) return blank
  const { label, choices, ...rest } = field
  return { ...rest, ...label, choices: choices.map(({ value, label: name }) => ({ value, ...name })) }
}

export function editOf(draft: FieldDraft, version: number): FieldEdit {
  return { ...settingsOf(draft), hidden: draft.hidden, version }
}

export function newFieldOf(entity: string, draft: FieldDraft): NewField {
  const { kind, refEntity, scale } = draft
  return {
    entity,
    key: draft.key || keyFrom(draft.en),
    kind: kind ?? 'text',
    ...(kind === 'reference' && refEntity !== null && { refEntity }),
    ...(kind === 'number' && scale !== null && scale !== '' && { scale: Number(scale) }),
    ...settingsOf(draft),
  }
}

function settingsOf({ zh, en, kind, choices, required, indexed, unique }: FieldDraft) {
  return {
    label: { zh, en },
    ...(kind === 'choice' && { choices: choices.map(choiceOf) }),
    required,
    indexed,
    unique,
  }
}

const choiceOf = ({ value, zh, en }: ChoiceDraft) => ({ value: value ?? (en || zh), label: { zh, en } })

/** `Wedding day` → `weddingDay`. */
export function keyFrom(name: string): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? []
  const joined = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1)))
    .join('')
  return joined.replace(/^[0-9]*./, first => first.replace(/[0-9]+/, '').toLowerCase()).slice(0, 40)
}
