// Sources of leads as one list in both languages. Leads keep the name that was chosen; what is archived is only no longer
// offered.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { newId } from '#kernel/ids.ts'
import { fold } from '#kernel/keys.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { SourceLine, Sources } from '../campaign.schema.ts'
import { lockSources, selectCampaigns, selectSources } from './campaign.sql.ts'
import { leadSources, type SourceRow } from './campaign.table.ts'

const shown = ({ id, nameEn, nameZh, archivedAt }: SourceRow) => ({ id, nameEn, nameZh, archived: archivedAt !== null })

export const readSources = async (db: Db): Promise<Sources> => ({ items: (await selectSources(db)).map(shown) })

/** Replaced as a whole; one that is left out is archived, since leads may carry it. */
export async function setSources(tx: Tx, actor: Actor, items: readonly SourceLine[]): Promise<Sources> {
  const old = await lockSources(tx)
  const known = new Map(old.map(row => [row.id, row]))
  refuseAll(items.flatMap((line, at) => problemsOf(items, line, at, known)))
  const rows = items.map(({ id, nameEn, nameZh, archived }, position): SourceRow => {
    const row = id === undefined ? undefined : known.get(id)
    const names = {
      nameEn: filled(nameEn, `items.${position}.nameEn`),
      nameZh: filled(nameZh, `items.${position}.nameZh`),
    }
    return { id: row?.id ?? newId(), ...names, position, archivedAt: archived ? (row?.archivedAt ?? tx.now) : null }
  })
  const named = new Set(rows.map(row => row.id))
  const left = old.filter(row => !named.has(row.id))
  const away = left.map((row, at) => ({ ...row, position: rows.length + at, archivedAt: row.archivedAt ?? tx.now }))
  for (const row of [...rows, ...away])
    tx.write(known.has(row.id) ? leadSources.update(tx.orgId, row) : leadSources.insert(tx.orgId, [row]))
  const said = (all: readonly SourceRow[]) => ({
    sources: all
      .filter(one => !one.archivedAt)
      .map(one => one.nameZh)
      .join(', '),
  })
  const { before, after } = changes(said(old), said(rows))
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'campaign.sourcesSet', before, after })
  return { items: [...rows, ...away].map(shown) }
}

type Known = ReadonlyMap<string, SourceRow>
function problemsOf(
  items: readonly SourceLine[],
  ...[line, at, known]: readonly [SourceLine, number, Known]
): Reason[] {
  const above = items.slice(0, at)
  const twice = (['nameEn', 'nameZh'] as const).filter(key => above.some(one => fold(one[key]) === fold(line[key])))
  return [
    ...(line.id === undefined || known.has(line.id) ? [] : [reason('campaign.unknownSource', `items.${at}.id`)]),
    ...twice.map(key => reason('campaign.sourceTaken', `items.${at}.${key}`)),
  ]
}

type Offered = { items: { id: string; name: string }[] }
/** In the reader's language. */
export async function offeredSources(db: Db, { lang }: Actor): Promise<Offered> {
  const rows = (await selectSources(db)).filter(row => row.archivedAt === null)
  return { items: rows.map(row => ({ id: row.id, name: lang === 'en' ? row.nameEn : row.nameZh })) }
}
export async function offeredCampaigns(db: Db): Promise<Offered> {
  const rows = (await selectCampaigns(db, 200)).filter(one => one.archivedAt === null && one.state !== 'ended')
  return { items: rows.map(({ id, name }) => ({ id, name })) }
}
