import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Checklist, ChecklistItem } from '../checklist.schema.ts'
import { checklistText } from '../checklist.text.ts'
import { ChecklistLine } from './ChecklistLine.tsx'
import { freshItem, useAround, useChecklist } from './useChecklist.ts'
import { handoffCalls } from './useHandoffCalls.ts'
import './Checklist.css'

/** What a packet asks, set up by those who do the work; every save is a version. */
export function ChecklistPage() {
  const t = useText(checklistText)
  const ui = useText(uiText)
  const checklist = useChecklist()
  return (
    <>
      <PageTop title={t('checklist.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      {checklist.error && <Problem error={checklist.error} onRetry={() => checklist.refetch()} />}
      {checklist.isPending && <Skeleton shape="list" />}
      {checklist.data && <Editor key={checklist.data.version} checklist={checklist.data} />}
    </>
  )
}

function Editor({ checklist }: { checklist: Checklist }) {
  const t = useText(checklistText)
  const tell = useToast()
  const queries = useQueryClient()
  const around = useAround()
  const [items, setItems] = useState<readonly ChecklistItem[]>(checklist.items)
  const [open, setOpen] = useState<string>()
  const [refused, setRefused] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const isChanged = JSON.stringify(items) !== JSON.stringify(checklist.items)
  const next = checklist.version + 1
  const save = async () => {
    setBusy(true)
    try {
      await handoffCalls.setChecklist({ version: checklist.version, items: [...items] })
      tell(t('checklist.saved', { version: next }))
      await queries.invalidateQueries({ queryKey: ['handoff'] })
    } catch (error) {
      setRefused(error)
    } finally {
      setBusy(false)
    }
  }
  const add = () => {
    const fresh = freshItem(items, { en: '', zh: '' })
    setItems([...items, fresh])
    setOpen(fresh.key)
  }
  const move = (at: number, by: number) =>
    setItems(items.toSpliced(at, 1).toSpliced(at + by, 0, ...items.slice(at, at + 1)))
  const wrong = refused === undefined ? [] : reasonsOf(refused)
  return (
    <div className="stack">
      <section className="card checklist">
        <header>
          <h2>{t('checklist.version', { version: checklist.version })}</h2>
          <Made of={checklist} />
        </header>
        <div className="body stack">
          <p className="t2">{t('checklist.versionSay')}</p>
          <ol className="plain">
            {items.map((item, at) => (
              <ChecklistLine
                key={item.key}
                item={item}
                around={around}
                isOpen={open === item.key}
                onOpen={() => setOpen(open === item.key ? undefined : item.key)}
                onItem={changed => setItems(items.toSpliced(at, 1, ...(changed ? [changed] : [])))}
                onMove={by => move(at, by)}
                isFirst={at === 0}
                isLast={at === items.length - 1}
                wrong={wrong.filter(one => one.path?.startsWith(`items.${at}.`))}
              />
            ))}
          </ol>
          {wrong.length > 0 && <Reasons reasons={wrong} />}
          <div className="row wrap">
            <Button icon="plus" onClick={add}>
              {t('checklist.add')}
            </Button>
            <span className="grow" />
            {isChanged && (
              <Button kind="text" onClick={() => setItems(checklist.items)}>
                {t('checklist.undo')}
              </Button>
            )}
            <Button kind="primary" busy={busy} disabled={!isChanged} onClick={save}>
              {t('checklist.save', { version: next })}
            </Button>
          </div>
        </div>
      </section>
      <Versions now={checklist.version} onTake={setItems} />
    </div>
  )
}

function Made({ of: { createdAt, createdByName } }: { of: Checklist }) {
  const t = useText(checklistText)
  if (!createdAt) return <small className="t3">{t('checklist.usual')}</small>
  return (
    <small className="t3">
      <When at={createdAt} /> {createdByName && t('checklist.by', { name: createdByName })}
    </small>
  )
}

/** Nothing is lost: an older one is taken over as a draft and saved as a new one. */
function Versions({ now, onTake }: { now: number; onTake: (items: readonly ChecklistItem[]) => void }) {
  const t = useText(checklistText)
  const found = useQuery({ queryKey: ['handoff', 'checklist', 'all'], queryFn: () => handoffCalls.checklists({}) })
  const older = (found.data?.items ?? []).filter(one => one.version !== now)
  if (older.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{t('checklist.history')}</h2>
      </header>
      <ul className="body plain checkversions">
        {older.map(one => (
          <li key={one.version} className="row wrap tight">
            <b className="b nw">{t('checklist.version', { version: one.version })}</b>
            <span className="t2 nw">{t('checklist.count', { count: one.items.length })}</span>
            <Made of={one} />
            <span className="grow" />
            <Button size="sm" kind="text" onClick={() => onTake(one.items)}>
              {t('checklist.bringBack')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
