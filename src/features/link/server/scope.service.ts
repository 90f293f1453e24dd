// What a link may be for: every feature that gives links out says once what stands behind them.
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Label, Lang, TextValues } from '#kernel/text.ts'
import type { LinkVisit } from '../link.schema.ts'
import type { Markup } from './markup.service.ts'

export type Form = Readonly<Record<string, string>>
export type Visit = {
  readonly linkId: string
  readonly recordId: string
  /** What opened it: whoever holds it may be led on by it (`linkOnward`). */
  readonly token: string
  readonly lang: Lang
  /** Where a form of the page is posted. */
  readonly action: string
  readonly say: (label: Label, values?: TextValues) => string
  /** To whom the link was given. */
  readonly receiver: string | null
  readonly address: string
  readonly agent: string
  /** Where the company's files lie. */
  readonly folder: string
}
/** What was sent and not taken. */
export type Refused = { readonly form: Form; readonly reasons: readonly Reason[] }
export type LinkPage = {
  readonly title: string
  readonly body: Markup
  /** Beside the sheet of all pages. */
  readonly sheet?: string
  /** The only one that may run; the page works without. */
  readonly script?: string
}
export type Look = { readonly what: LinkVisit['what'] }
type Said = (tx: Tx, visitor: Actor, visit: Visit, form: Form) => Promise<void>

export type LinkScope = {
  readonly scope: string
  readonly entity: string
  /** Whoever may give such a link out takes it back, too. */
  readonly may: string
  /** All that its visitor may. */
  readonly grants: Actor['grants']
  readonly page: (db: Db, visitor: Actor, visit: Visit, refused?: Refused) => Promise<LinkPage>
  /** For programs that ask again and again: a calendar in place of a page. */
  readonly feed?: (db: Db, visitor: Actor, visit: Visit) => Promise<string>
  /** The first that is not refused counts: what somebody says is kept though what would follow from it cannot be. */
  readonly said?: readonly Said[]
  /** Where the form leads to, before anything is said: another link's page. */
  readonly onward?: (tx: Tx, visitor: Actor, visit: Visit, form: Form) => Promise<string | undefined>
  /** What may be taken along from the page. */
  readonly paper?: (db: Db, visitor: Actor, visit: Visit) => Promise<FileAnswer>
  /** Who looks is kept where somebody wants to know: called once in a while, not each time. */
  readonly seen?: (tx: Tx, visitor: Actor, visit: Visit, look: Look) => Promise<void>
}

const scopes = new Map<string, LinkScope>()

/** Once per process, by the composition root. */
export function registerScope(scope: LinkScope): void {
  scopes.set(scope.scope, scope)
}

export const scopeOf = (scope: string): LinkScope | undefined => scopes.get(scope)
