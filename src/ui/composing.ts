// What stands in the composer, and the follow-up that comes of it.
import type { Field } from '#meta/entity.ts'
import { isBlank, pathOf, type Row } from './kinds/kind.ts'

export const followupKinds = ['call', 'wechat', 'visit', 'meeting', 'email', 'note'] as const
export type FollowupKind = (typeof followupKinds)[number]

export interface Composed {
  kind: FollowupKind
  text: string
  next?: { at: string; what: string }
  needs: string[]
  promises: string[]
  /** What else was said, by the field's path. */
  fields?: Row
  /** Colleagues who are named in the words. */
  mentions?: string[]
}

/** Words at hand, with the step that usually comes after them. */
export type ComposePhrase = {
  readonly id: string
  readonly name: string
  readonly kind: FollowupKind | null
  readonly content: string
  readonly nextStep: string | null
  readonly nextAt: string | null
}

export type ComposeSetup = {
  /** Those in use, in order, each with the paths of what it asks for. */
  readonly kinds: readonly { readonly kind: FollowupKind; readonly required: readonly string[] }[]
  /** What else can be said of it. */
  readonly fields: readonly Field[]
  readonly phrases: readonly ComposePhrase[]
}

export const plainSetup: ComposeSetup = {
  kinds: followupKinds.map(kind => ({ kind, required: [] })),
  fields: [],
  phrases: [],
}

export type Named = { readonly id: string; readonly name: string }
export type Extra = { id: number; text: string }
export type Draft = {
  kind: FollowupKind
  text: string
  next: { at: string; what: string } | null
  needs: Extra[]
  promises: Extra[]
  fields: Row
  more: boolean
  mentions: readonly Named[]
}
export const blank: Draft = {
  kind: 'call',
  text: '',
  next: null,
  needs: [],
  promises: [],
  fields: {},
  more: false,
  mentions: [],
}

/** Only what this record takes: a note where its work is over. */
export const kindsOf = ({ kinds }: ComposeSetup, noteOnly: boolean): readonly FollowupKind[] =>
  noteOnly ? ['note'] : kinds.map(one => one.kind)

export const phrasesFor = ({ phrases }: ComposeSetup, offered: readonly FollowupKind[]): readonly ComposePhrase[] =>
  phrases.filter(({ kind }) => kind === null || offered.includes(kind))

/** What the kind asks for stands open, as does what somebody has begun to say; the rest by a press. */
export function fieldsFor({ kinds, fields }: ComposeSetup, { kind, more, fields: said }: Draft): readonly Field[] {
  const required = kinds.find(one => one.kind === kind)?.required ?? []
  const asked = (field: Field) => field.required === true || required.includes(pathOf(field))
  return fields
    .filter(field => more || asked(field) || !isBlank(said[pathOf(field)]))
    .map(field => ({ ...field, required: asked(field) }))
}

/** Its words come after what is there already; a step somebody chose stays. */
export function withPhrase(draft: Draft, { kind, content, nextStep, nextAt }: ComposePhrase): Draft {
  const text = draft.text.trim() ? `${draft.text.trimEnd()}\n${content}` : content
  const next = draft.next ?? (nextAt ? { at: nextAt, what: nextStep ?? '' } : null)
  return { ...draft, text, next, kind: kind ?? draft.kind }
}

type Asked = {
  readonly draft: Draft
  readonly asked: readonly Field[]
  readonly noteOnly: boolean
  readonly usual: string
}

/** `usual` names a next step that has a time and no word. */
export function composed({ draft, asked, noteOnly, usual }: Asked): Composed {
  const filled = (list: readonly Extra[]) => (noteOnly ? [] : list.map(one => one.text.trim()).filter(Boolean))
  const said = asked.map(pathOf).filter(path => !isBlank(draft.fields[path]))
  const { next } = draft
  const named = draft.mentions.filter(one => draft.text.includes(`@${one.name}`)).map(one => one.id)
  return {
    kind: draft.kind,
    text: draft.text.trim(),
    needs: filled(draft.needs),
    promises: filled(draft.promises),
    ...(said.length > 0 && { fields: Object.fromEntries(said.map(path => [path, draft.fields[path]])) }),
    ...(named.length > 0 && { mentions: named }),
    ...(!noteOnly && next && { next: { at: next.at, what: next.what.trim() || usual } }),
  }
}

/** What is being written after an @ in front of the caret; a mail address is none. */
export const askedName = (text: string, caret: number): string | undefined =>
  /(?<![\w.])@([^\s@，。；：、]{0,20})$/.exec(text.slice(0, caret))?.[1]

/** The name in place of what was begun; whoever is named is told. */
export function withMention(draft: Draft, caret: number, person: Named): Draft {
  const before = draft.text.slice(0, caret).replace(/@[^@]*$/, `@${person.name} `)
  const mentions = [...draft.mentions.filter(one => one.id !== person.id), person]
  return { ...draft, text: before + draft.text.slice(caret), mentions }
}
