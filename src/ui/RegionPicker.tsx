import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { client } from '#kernel/api.ts'
import { type RegionChoice, regionApi } from '#meta/region.api.ts'
import { Problem } from './Problem.tsx'
import './Region.css'
import { regionText } from './region.text.ts'
import { Sheet } from './Sheet.tsx'
import { SheetFoot } from './SheetFoot.tsx'
import { Skeleton } from './Skeleton.tsx'
import { send } from './send.ts'
import { useLang, useText } from './useText.tsx'

const calls = client(regionApi, send)

type Props = {
  value: string
  /** Its full name, from the province on. */
  onChoose: (full: string) => void
  onClose: () => void
}

// what is pressed here is not meant for the cell or the form around it
const keepInside = (event: KeyboardEvent): void => {
  if (event.key === 'Enter') event.stopPropagation()
}

/** Province, city, district, street: each level is asked for when the one above it is chosen. */
export function RegionPicker({ value, onChoose, onClose }: Props) {
  const t = useText(regionText)
  const [at, setAt] = useState(value)
  const asked = useQuery({
    queryKey: ['regions', at],
    queryFn: () => calls.regions({ ...(at && { of: at }) }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  const levels = asked.data?.levels ?? []
  const chosen = levels.flatMap(({ chosen: code, items }) => items.find(one => one.code === code) ?? [])
  const full = chosen.at(-1)?.full
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('region.choose')}
      footer={
        <SheetFoot label={t('region.use')} onGo={async () => (full ? onChoose(full) : onClose())} onClose={onClose} />
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys from what lies around it */}
      <div className="stack" onKeyDown={keepInside}>
        {asked.error && <Problem error={asked.error} onRetry={() => asked.refetch()} />}
        {!asked.data && !asked.error && <Skeleton shape="lines" />}
        {levels.map((level, i) => (
          <Level
            key={i === 0 ? '' : (chosen[i - 1]?.code ?? i)}
            items={level.items}
            chosen={level.chosen}
            onPick={one => setAt(one?.full ?? chosen[i - 1]?.full ?? '')}
          />
        ))}
        <p>
          <span className="t3">{t('region.chosen')} </span>
          {full ? (
            <output lang="zh-CN" className="region-full">
              {full}
            </output>
          ) : (
            <span className="t3">{t('region.nothing')}</span>
          )}
        </p>
        <p className="t3">{t('region.abroad')}</p>
      </div>
    </Sheet>
  )
}

type LevelProps = {
  items: readonly RegionChoice[]
  chosen: string | null
  onPick: (one: RegionChoice | undefined) => void
}

function Level({ items, chosen, onPick }: LevelProps) {
  const t = useText(regionText)
  const { lang } = useLang()
  const id = useId()
  const name = levelOf(items)
  return (
    <div className="fr">
      <label htmlFor={id}>{t(name)}</label>
      <select
        id={id}
        className="inp"
        value={chosen ?? ''}
        onChange={event => onPick(items.find(one => one.code === event.target.value))}
      >
        <option value="">–</option>
        {items.map(one => (
          <option key={one.code} value={one.code}>
            {lang === 'zh' ? one.name : `${one.latin} ${one.name}`}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The length of a code says of which level it is; below 北京市 come districts at once. */
function levelOf([first]: readonly RegionChoice[]): keyof typeof regionText {
  const digits = first?.code.length
  if (digits === 2) return 'region.level.2'
  if (digits === 4) return 'region.level.4'
  return digits === 6 ? 'region.level.6' : 'region.level.9'
}
