import { formatMoney } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { ChecklistItem } from '../checklist.schema.ts'
import { checklistText } from '../checklist.text.ts'
import { ChecklistItemEdit } from './ChecklistItemEdit.tsx'
import type { Around } from './useChecklist.ts'

type Props = {
  readonly item: ChecklistItem
  readonly around: Around
  readonly isOpen: boolean
  readonly onOpen: () => void
  /** Without one it is asked no more. */
  readonly onItem: (item: ChecklistItem | undefined) => void
  readonly onMove: (by: number) => void
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly wrong: readonly Reason[]
}

export function ChecklistLine({ item, around, isOpen, onOpen, onItem, onMove, isFirst, isLast, wrong }: Props) {
  const t = useText(checklistText)
  const label = useLabel()
  const name = label(item.label) || t('checklist.fresh')
  const small = { size: 'sm', kind: 'text' } as const
  const when = useWhen(item, around)
  return (
    <li>
      <div className="row wrap tight">
        <b className="b cut">{name}</b>
        <Tag tone={item.kind === 'field' ? 'off' : 'cool'}>{t(`checklist.kind.${item.kind}`)}</Tag>
        {item.required && <Tag tone="warm">{t('checklist.required')}</Tag>}
        {when && <span className="t3 cut">{when}</span>}
        <span className="grow" />
        <span className="row tight nw push">
          <Button {...small} aria-expanded={isOpen} aria-label={t('checklist.open', { name })} onClick={onOpen}>
            {t('checklist.edit')}
          </Button>
          <Button
            {...small}
            icon="up"
            disabled={isFirst}
            aria-label={t('checklist.up', { name })}
            onClick={() => onMove(-1)}
          />
          <Button
            {...small}
            icon="down"
            disabled={isLast}
            aria-label={t('checklist.down', { name })}
            onClick={() => onMove(1)}
          />
          <Button {...small} icon="x" aria-label={t('checklist.drop', { name })} onClick={() => onItem(undefined)} />
        </span>
      </div>
      {isOpen && <ChecklistItemEdit item={item} around={around} onItem={onItem} />}
      {wrong.length > 0 && <Reasons reasons={wrong} />}
    </li>
  )
}

/** When it is asked, in a few words; nothing where it always is. */
function useWhen({ when }: ChecklistItem, { pipelines }: Around): string {
  const t = useText(checklistText)
  const label = useLabel()
  const { locale } = useLang()
  const { org } = useSession()
  const names = pipelines.filter(one => when.pipelineIds.includes(one.value)).map(one => label(one.label))
  const said = [
    when.amountFrom && t('checklist.whenAmount', { amount: formatMoney(when.amountFrom, org.currency, locale) }),
    when.ships && t('checklist.whenShips'),
    when.productLines.join('/'),
    names.join('/'),
  ]
  return said.filter(Boolean).join(' · ')
}
