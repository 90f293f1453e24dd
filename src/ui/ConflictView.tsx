import './Form.css'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { pathOf } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { uiText } from './ui.text.ts'
import type { Changes, Conflict } from './useRecordForm.ts'
import { useLabel, useText } from './useText.tsx'

type Props = { conflict: Conflict; fields: readonly Field[]; busy: boolean; onChoose: (chosen: Changes) => unknown }

/** Only the fields that two people changed differently; everything else is already merged. */
export function ConflictView({ conflict, fields, busy, onChoose }: Props) {
  const t = useText(uiText)
  const label = useLabel()
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set())
  const clashing = fields.filter(field => pathOf(field) in conflict.fields)
  const pick = (path: string, side: 'yours' | 'theirs') => {
    const next = new Set(theirs)
    if (side === 'theirs') next.add(path)
    else next.delete(path)
    setTheirs(next)
  }
  const chosen = (): Changes =>
    Object.fromEntries(
      Object.entries(conflict.fields).map(([path, both]) => [path, theirs.has(path) ? both.theirs : both.yours]),
    )
  return (
    <section className="conflict" role="alert">
      <div>
        <b className="b">{t('form.conflict')}</b>
        <p className="t2">{t('form.conflictSay')}</p>
      </div>
      <table>
        <thead>
          <tr>
            <th />
            <th>{t('form.mine')}</th>
            <th>{t('form.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {clashing.map(field => {
            const path = pathOf(field)
            const { Show } = kindOf(field.kind)
            return (
              <tr key={path}>
                <th scope="row">{label(field.label)}</th>
                {(['yours', 'theirs'] as const).map(side => (
                  <td key={side}>
                    <label>
                      <input
                        type="radio"
                        name={path}
                        checked={theirs.has(path) === (side === 'theirs')}
                        onChange={() => pick(path, side)}
                      />
                      <span className="vh">{t(side === 'yours' ? 'form.mine' : 'form.theirs')}</span>
                      <Show field={field} value={conflict.fields[path]?.[side]} />
                    </label>
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="row">
        <Button kind="primary" busy={busy} onClick={() => onChoose(chosen())}>
          {t('form.keepChosen')}
        </Button>
      </div>
    </section>
  )
}
