import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import type { Row } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Props = {
  field: Field
  row: Row
  yours: unknown
  theirs: unknown
  onChoose: (side: 'yours' | 'theirs') => void
}

/** Two people, one field: both values, and which of them stays. */
export function CellConflict({ field, row, yours, theirs, onChoose }: Props) {
  const t = useText(uiText)
  const { Show } = kindOf(field.kind)
  const record = { currency: row.currency }
  return (
    <div className="leaf" role="alert">
      <b className="b">{t('list.theirs')}</b>
      <dl className="clash">
        <dt>{t('form.theirs')}</dt>
        <dd>
          <Show field={field} value={theirs} record={record} />
        </dd>
        <dt>{t('form.mine')}</dt>
        <dd>
          <Show field={field} value={yours} record={record} />
        </dd>
      </dl>
      <div className="row wrap tight">
        <Button size="sm" kind="primary" onClick={() => onChoose('theirs')}>
          {t('list.keepTheirs')}
        </Button>
        <Button size="sm" onClick={() => onChoose('yours')}>
          {t('list.writeMine')}
        </Button>
      </div>
    </div>
  )
}
