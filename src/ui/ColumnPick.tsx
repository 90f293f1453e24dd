import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { uiText } from './ui.text.ts'
import type { Columns } from './useColumns.ts'
import { useLabel, useText } from './useText.tsx'

type Props = { fields: readonly Field[]; columns: Columns }

/** What is shown, in its order, then what could be. */
export function ColumnPick({ fields, columns }: Props) {
  const t = useText(uiText)
  const label = useLabel()
  const { shown, chosen, own, put } = columns
  const kept = chosen.filter(({ key }) => shown.some(field => field.key === key))
  const others = fields.filter(field => !field.hidden && !shown.includes(field))
  const move = (at: number, by: number) => {
    const next = [...kept]
    const [one] = next.splice(at, 1)
    if (one) next.splice(at + by, 0, one)
    put(next)
  }
  return (
    <div className="colpick">
      <ol>
        {shown.map((field, at) => {
          const name = label(field.label)
          return (
            <li key={field.key}>
              <label>
                <input
                  type="checkbox"
                  checked
                  disabled={shown.length === 1}
                  onChange={() => put(kept.filter(({ key }) => key !== field.key))}
                />
                {name}
              </label>
              <Button
                size="sm"
                kind="text"
                icon="up"
                aria-label={t('list.earlier', { name })}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              />
              <Button
                size="sm"
                kind="text"
                icon="down"
                aria-label={t('list.later', { name })}
                disabled={at === shown.length - 1}
                onClick={() => move(at, 1)}
              />
            </li>
          )
        })}
      </ol>
      {others.map(field => (
        <label key={field.key}>
          <input type="checkbox" checked={false} onChange={() => put([...kept, { key: field.key }])} />
          {label(field.label)}
        </label>
      ))}
      {own && (
        <Button size="sm" kind="text" onClick={() => put([])}>
          {t('list.usualColumns')}
        </Button>
      )}
    </div>
  )
}
