import { useState } from 'react'
import type { Entity } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { useLabel } from '#ui/useText.tsx'
import { askableOf } from '../capture.rules.ts'
import type { AskedField, FormContent } from '../capture.schema.ts'
import { useFormText } from './useForms.ts'
import { WordsEdit } from './WordsEdit.tsx'

type Props = {
  readonly lead: Entity
  readonly content: FormContent
  readonly onFields: (fields: AskedField[]) => void
}

/** Which fields, in which order, under which words. */
export function FieldsEdit({ lead, content, onFields }: Props) {
  const t = useFormText()
  const label = useLabel()
  const known = askableOf(lead)
  const { fields } = content
  const [open, setOpen] = useState<string>()
  const nameOf = (key: string) => label(known.get(key)?.label ?? { en: key, zh: key })
  const move = (at: number, by: number) => {
    const next = [...fields]
    next.splice(at + by, 0, ...next.splice(at, 1))
    onFields(next)
  }
  const left = [...known.keys()].filter(key => !fields.some(one => one.key === key))
  return (
    <div className="stack">
      <ol className="plain form-fields">
        {fields.map((one, at) => (
          <FieldLine
            key={one.key}
            one={one}
            name={nameOf(one.key)}
            langs={content.langs}
            isOpen={open === one.key}
            onOpen={() => setOpen(open === one.key ? undefined : one.key)}
            onField={next => onFields(fields.flatMap((old, i) => (i === at ? (next ?? []) : old)))}
            onMove={by => move(at, by)}
            isFirst={at === 0}
            isLast={at === fields.length - 1}
          />
        ))}
      </ol>
      {left.length > 0 && (
        <select
          className="inp"
          aria-label={t('form.add')}
          value=""
          onChange={event =>
            onFields([...fields, { key: event.target.value, label: null, help: null, required: false }])
          }
        >
          <option value="">{t('form.add')}</option>
          {left.map(key => (
            <option key={key} value={key}>
              {nameOf(key)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

type LineProps = {
  readonly one: AskedField
  readonly name: string
  readonly langs: FormContent['langs']
  readonly isOpen: boolean
  readonly onOpen: () => void
  /** Without one it is asked no more. */
  readonly onField: (next: AskedField | undefined) => void
  readonly onMove: (by: number) => void
  readonly isFirst: boolean
  readonly isLast: boolean
}

function FieldLine({ one, name, langs, isOpen, onOpen, onField, onMove, isFirst, isLast }: LineProps) {
  const t = useFormText()
  const small = { size: 'sm', kind: 'text' } as const
  const kept = one.key === 'name'
  return (
    <li>
      <div className="row wrap tight">
        <b className="grow cut">{name}</b>
        <label className="row tight nw">
          <input
            type="checkbox"
            checked={one.required}
            disabled={kept}
            onChange={event => onField({ ...one, required: event.target.checked })}
          />
          {t('form.must')}
        </label>
        <Button {...small} aria-expanded={isOpen} aria-label={t('form.wording', { name })} onClick={onOpen}>
          {t('form.ownWords')}
        </Button>
        <Button
          {...small}
          icon="up"
          disabled={isFirst}
          aria-label={t('form.up', { name })}
          onClick={() => onMove(-1)}
        />
        <Button
          {...small}
          icon="down"
          disabled={isLast}
          aria-label={t('form.down', { name })}
          onClick={() => onMove(1)}
        />
        <Button
          {...small}
          icon="x"
          disabled={kept}
          aria-label={t('form.remove', { name })}
          onClick={() => onField(undefined)}
        />
      </div>
      {isOpen && <Wording one={one} langs={langs} onField={onField} />}
    </li>
  )
}

function Wording({ one, langs, onField }: Pick<LineProps, 'one' | 'langs' | 'onField'>) {
  const t = useFormText()
  return (
    <div className="form-wording">
      <WordsEdit
        name={t('form.label')}
        langs={langs}
        max={100}
        value={one.label}
        onValue={label => onField({ ...one, label })}
      />
      <WordsEdit
        name={t('form.help')}
        langs={langs}
        max={200}
        value={one.help}
        onValue={help => onField({ ...one, help })}
      />
    </div>
  )
}
