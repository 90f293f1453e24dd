import './Twins.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { MergePreview, TwinEntity, TwinSide } from '../twin.schema.ts'
import { twinText } from '../twin.text.ts'
import { FieldChoice, type Pick } from './FieldChoice.tsx'
import { mergeCalls } from './useTwinCalls.ts'

type Pair = { readonly winnerId: string; readonly loserId: string }
type Props = {
  readonly entity: TwinEntity
  readonly pair: Pair
  readonly onClose: () => void
  readonly onDone: (winnerId: string) => void
}

/** Which of the two stays, whose value of each field, and what goes along. */
export function MergeSheet({ entity, pair, onClose, onDone }: Props) {
  const t = useText(twinText)
  const queries = useQueryClient()
  const [sides, setSides] = useState(pair)
  const [chosen, setChosen] = useState<Readonly<Record<string, Pick>>>({})
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const preview = useQuery({
    queryKey: ['twin', 'preview', entity, sides.winnerId, sides.loserId],
    queryFn: () => mergeCalls.preview({ entity, ...sides }),
    staleTime: 0,
  })
  const seen = preview.data
  const swap = () => {
    setSides({ winnerId: sides.loserId, loserId: sides.winnerId })
    setChosen({})
    setReasons([])
  }
  const merge = async () => {
    if (!seen) return
    setBusy(true)
    try {
      await mergeCalls.merge({ entity, ...sides, fields: { ...picksOf(seen), ...chosen }, versions: seen.versions })
      await queries.invalidateQueries()
      onDone(sides.winnerId)
    } catch (error) {
      setReasons(reasonsOf(error))
      await preview.refetch()
    } finally {
      setBusy(false)
    }
  }
  const footer = (
    <div className="row">
      <span className="t3 grow">{t('twin.undoSay')}</span>
      <Button onClick={swap}>{t('twin.swap')}</Button>
      <Button kind="primary" busy={busy} disabled={!seen || seen.reasons.length > 0} onClick={merge}>
        {t('twin.merge')}
      </Button>
    </div>
  )
  return (
    <Sheet open onClose={onClose} title={t('twin.sheet')} width={640} footer={footer}>
      {preview.error && <Problem error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.isPending && <RowsSkeleton rows={6} />}
      {seen && (
        <div className="stack">
          <div className="twinsides">
            <Side label={t('twin.stays')} side={seen.winner} stays />
            <Side label={t('twin.goes')} side={seen.loser} />
          </div>
          {[...seen.reasons, ...reasons].length > 0 && (
            <div role="alert">
              <Reasons reasons={[...seen.reasons, ...reasons]} />
            </div>
          )}
          <section>
            <h3 className="b">{t('twin.fields')}</h3>
            {seen.fields.length === 0 && <p className="t3">{t('twin.sameFields')}</p>}
            {seen.fields.map(field => (
              <FieldChoice
                key={`${sides.winnerId} ${field.key}`}
                entity={entity}
                field={field}
                names={seen.names}
                pick={chosen[field.key] ?? field.pick}
                onPick={pick => setChosen({ ...chosen, [field.key]: pick })}
              />
            ))}
          </section>
          <Along of={seen.children} />
        </div>
      )}
    </Sheet>
  )
}

const picksOf = ({ fields }: MergePreview): Record<string, Pick> =>
  Object.fromEntries(fields.map(one => [one.key, one.pick]))

function Side({ label, side, stays }: { label: string; side: TwinSide; stays?: boolean }) {
  return (
    <div className={stays ? 'stays' : undefined}>
      <small className="t3">{label}</small>
      <p className="b">{side.name}</p>
      <p className="t2">{[side.of, side.phone, side.ownerName].filter(Boolean).join(' · ')}</p>
    </div>
  )
}

function Along({ of }: { of: MergePreview['children'] }) {
  const t = useText(twinText)
  return (
    <section>
      <h3 className="b">{t('twin.goAlong')}</h3>
      {of.length === 0 && <p className="t3">{t('twin.nothingAlong')}</p>}
      <p className="row wrap">
        {of.map(({ table, count }) => (
          <Tag key={table} tone="off">
            {count} {t(wordOf(table))}
          </Tag>
        ))}
      </p>
    </section>
  )
}

type Word = Extract<keyof typeof twinText, `twin.table.${string}`>
const isWord = (key: string): key is Word => Object.hasOwn(twinText, key)
function wordOf(table: string): Word {
  const key = `twin.table.${table}`
  return isWord(key) ? key : 'twin.table.other'
}
