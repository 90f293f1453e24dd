// How follow-ups are logged here: what each kind asks for, and the words that are always at hand.
import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'
import { followupKinds } from './followup.schema.ts'

const KindAsks = shape({
  kind: OneOf(followupKinds),
  shown: Type.Boolean(),
  /** Fields of the follow-up, an organisation's own as `custom.<key>`. */
  required: Type.Array(Text(80, 1), { maxItems: 30 }),
})
export type KindAsks = Static<typeof KindAsks>

const words = {
  id: Id,
  name: Said(30),
  /** Null: it fits every kind. */
  kind: Nullable(OneOf(followupKinds)),
  content: Said(1000),
  nextStep: Nullable(Text(500)),
  /** Working days from the day it is used. */
  nextDays: Nullable(Type.Integer({ minimum: 1, maximum: 365 })),
  /** One tap on Home logs it as it stands. */
  oneTap: Type.Boolean(),
}
const Phrase = shape(words)
export type Phrase = Static<typeof Phrase>
const PhraseShown = shape({ ...words, nextAt: Nullable(Instant) })
export type PhraseShown = Static<typeof PhraseShown>

const kinds = Type.Array(KindAsks, { maxItems: followupKinds.length })
const phrases = Type.Array(Phrase, { maxItems: 30 })

export const LoggingEdit = shape({ kinds: Type.Optional(kinds), phrases: Type.Optional(phrases) })
export type LoggingEdit = Static<typeof LoggingEdit>
export const OwnPhrases = shape({ phrases })
export type OwnPhrases = Static<typeof OwnPhrases>

export const Logging = shape({ kinds, phrases: Type.Array(PhraseShown), own: Type.Array(PhraseShown) })
export type Logging = Static<typeof Logging>
