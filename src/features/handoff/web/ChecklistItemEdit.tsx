import { useId, useState } from 'react'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { type ChecklistItem, type ItemWhen, itemKinds } from '../checklist.schema.ts'
import { checklistText } from '../checklist.text.ts'
import type { Around, Choosable } from './useChecklist.ts'

type Props = {
  readonly item: ChecklistItem
  readonly around: Around
  readonly onItem: (item: ChecklistItem) => void
}

const words = (['zh', 'en'] as const).map(lang => ({ lang, label: checklistText[`checklist.${lang}`] }))

/** One item: its words, how it is answered, and when it is asked. */
export function ChecklistItemEdit({ item, around, onItem }: Props) {
  const t = useText(checklistText)
  const id = useId()
  const put = (change: Partial<ChecklistItem>) => onItem({ ...item, ...change })
  const kindTo = (kind: ChecklistItem['kind']) =>
    put({ kind, from: kind === 'field' ? (item.from ?? around.own[0]?.value ?? null) : null })
  return (
    <div className="checkedit">
      {words.map(({ lang, label }) => (
        <FieldRow
          key={lang}
          field={{ key: lang, label, kind: 'text', required: true, maxLength: 100 }}
          size="small"
          value={item.label[lang]}
          onChange={value => put({ label: { ...item.label, [lang]: value === null ? '' : String(value) } })}
        />
      ))}
      <div className="fr">
        <label htmlFor={`${id}k`}>{t('checklist.kind')}</label>
        <select
          id={`${id}k`}
          className="inp"
          value={item.kind}
          onChange={event => {
            const kind = itemKinds.find(one => one === event.target.value)
            if (kind) kindTo(kind)
          }}
        >
          {itemKinds.map(kind => (
            <option key={kind} value={kind}>
              {t(`checklist.kind.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      {item.kind === 'field' && (
        <FromPick id={`${id}f`} value={item.from} around={around} onFrom={from => put({ from })} />
      )}
      <label className="row tight whole">
        <input type="checkbox" checked={item.required} onChange={event => put({ required: event.target.checked })} />
        {t('checklist.required')}
      </label>
      <WhenEdit when={item.when} pipelines={around.pipelines} onWhen={when => put({ when })} />
    </div>
  )
}

type FromProps = { id: string; value: string | null; around: Around; onFrom: (from: string) => void }

function FromPick({ id, value, around, onFrom }: FromProps) {
  const t = useText(checklistText)
  const label = useLabel()
  const options = (list: readonly Choosable[]) =>
    list.map(one => (
      <option key={one.value} value={one.value}>
        {label(one.label)}
      </option>
    ))
  return (
    <div className="fr">
      <label htmlFor={id}>{t('checklist.from')}</label>
      <select id={id} className="inp" value={value ?? ''} onChange={event => onFrom(event.target.value)}>
        <optgroup label={t('checklist.fromWin')}>{options(around.own)}</optgroup>
        <optgroup label={t('checklist.fromDeal')}>{options(around.ofDeal)}</optgroup>
      </select>
    </div>
  )
}

type WhenProps = {
  readonly when: ItemWhen
  readonly pipelines: readonly Choosable[]
  readonly onWhen: (when: ItemWhen) => void
}

function WhenEdit({ when, pipelines, onWhen }: WhenProps) {
  const t = useText(checklistText)
  const label = useLabel()
  const { org } = useSession()
  const put = (change: Partial<ItemWhen>) => onWhen({ ...when, ...change })
  // as it is typed: a comma at the end is the beginning of the next one
  const [lines, setLines] = useState(when.productLines.join(', '))
  const named = (key: 'checklist.amountFrom' | 'checklist.lines') => {
    const { en, zh } = checklistText[key]
    return { en: en.replace('{currency}', org.currency), zh: zh.replace('{currency}', org.currency) }
  }
  const turn = (pipeline: string, isOn: boolean) =>
    put({ pipelineIds: isOn ? [...when.pipelineIds, pipeline] : when.pipelineIds.filter(one => one !== pipeline) })
  return (
    <fieldset className="whole checkwhen">
      <legend className="t2">{t('checklist.when')}</legend>
      <FieldRow
        field={{ key: 'amountFrom', label: named('checklist.amountFrom'), kind: 'number', scale: 2 }}
        size="small"
        value={when.amountFrom}
        onChange={value => put({ amountFrom: value === null || value === '' ? null : String(value) })}
      />
      <FieldRow
        field={{ key: 'productLines', label: named('checklist.lines'), kind: 'text', maxLength: 400 }}
        size="small"
        value={lines}
        onChange={value => {
          setLines(value === null ? '' : String(value))
          put({ productLines: linesIn(value) })
        }}
      />
      <label className="row tight">
        <input type="checkbox" checked={when.ships} onChange={event => put({ ships: event.target.checked })} />
        {t('checklist.ships')}
      </label>
      {pipelines.length > 1 && (
        <div className="row wrap tight">
          <span className="t2">{t('checklist.pipelines')}</span>
          {pipelines.map(one => (
            <label key={one.value} className="row tight nw">
              <input
                type="checkbox"
                checked={when.pipelineIds.includes(one.value)}
                onChange={event => turn(one.value, event.target.checked)}
              />
              {label(one.label)}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  )
}

/** With western and Chinese commas alike. */
const linesIn = (value: unknown): string[] =>
  String(value ?? '')
    .split(/[,，、]/)
    .map(one => one.trim())
    .filter(Boolean)
