import { useId, useRef } from 'react'
import { Button } from '#ui/Button.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { mergeFields, mergeParts } from '../field.text.ts'
import { type Block, blockKinds } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import type { KeyedBlock } from './TemplateEditor.tsx'

type Props = {
  readonly block: KeyedBlock
  readonly no: number
  readonly isLast: boolean
  readonly onChange: (next: KeyedBlock) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onDrop: () => void
}

const offered = { ...mergeFields, ...mergeParts }

/** One paragraph of a template: what it is, its words, and the fields that are put among them. */
export function BlockEdit({ block, no, isLast, onChange, onMove, onDrop }: Props) {
  const t = useText(templateText)
  const label = useLabel()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const insert = (field: string) => {
    const at = area.current?.selectionStart ?? block.text.length
    const to = area.current?.selectionEnd ?? at
    onChange({ ...block, text: `${block.text.slice(0, at)}{{${field}}}${block.text.slice(to)}` })
  }
  const kindOf = (value: string): Block['kind'] => blockKinds.find(one => one === value) ?? 'text'
  return (
    <div className="contractblock">
      <div className="row wrap">
        <select
          className="inp"
          aria-label={t('contract.template.paragraph', { no })}
          value={block.kind}
          onChange={event => onChange({ ...block, kind: kindOf(event.target.value) })}
        >
          {blockKinds.map(kind => (
            <option key={kind} value={kind}>
              {t(`contract.template.block.${kind}`)}
            </option>
          ))}
        </select>
        <select
          className="inp"
          aria-label={t('contract.template.insert')}
          value=""
          onChange={event => insert(event.target.value)}
        >
          <option value="">{t('contract.template.insert')}</option>
          {Object.entries(offered).map(([field, said]) => (
            <option key={field} value={field}>
              {label(said)}
            </option>
          ))}
        </select>
        <span className="grow" />
        <Button size="sm" kind="text" disabled={no === 1} onClick={() => onMove(-1)}>
          {t('contract.template.up')}
        </Button>
        <Button size="sm" kind="text" disabled={isLast} onClick={() => onMove(1)}>
          {t('contract.template.down')}
        </Button>
        <Button size="sm" kind="text" onClick={onDrop}>
          {t('contract.template.drop')}
        </Button>
      </div>
      <textarea
        ref={area}
        id={id}
        aria-label={t('contract.template.paragraph', { no })}
        maxLength={10_000}
        rows={2}
        value={block.text}
        onChange={event => onChange({ ...block, text: event.target.value })}
      />
    </div>
  )
}
