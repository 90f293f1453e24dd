import type { Field } from '#meta/entity.ts'
import { InlineCell } from './InlineCell.tsx'
import { fieldValue } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { Link, useGo } from './Link.tsx'
import type { ListRow, RecordListProps } from './RecordList.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

export type CellEditing<R> = {
  /** Which fields may be typed into where they stand. */
  readonly fields: ReadonlySet<string>
  readonly save: (row: R, field: Field, value: unknown, version: unknown) => Promise<unknown>
  readonly stale: () => void
}

type Props<R extends ListRow> = Pick<RecordListProps<R>, 'entity' | 'href' | 'cells'> & {
  row: R
  at: number
  shown: readonly Field[]
  editing: CellEditing<R> | undefined
  /** Whether it is picked; nothing where nothing can be picked. */
  picked: boolean | undefined
  onToggle: () => void
  filler: boolean
}

export function TableRow<R extends ListRow>(props: Props<R>) {
  const { row, at, shown, entity, href, picked, onToggle, filler } = props
  const t = useText(uiText)
  const go = useGo()
  const address = href(row)
  const open = (event: React.MouseEvent) => {
    const { target, currentTarget } = event
    // what opens over the page from a cell tells its presses to the row as well
    if (!(target instanceof Element) || !currentTarget.contains(target)) return
    if (!target.closest('a, button, input, label, .editing, .can')) go(address)
  }
  return (
    <tr className={picked ? 'on' : ''} aria-rowindex={at + 2} onClick={open}>
      {picked !== undefined && (
        <td className="pick">
          <input
            type="checkbox"
            checked={picked}
            onChange={onToggle}
            aria-label={t('list.select', { name: String(row[entity.title] ?? '') })}
          />
        </td>
      )}
      {shown.map(field => (
        <TableCell key={field.key} {...props} field={field} address={address} />
      ))}
      {filler && <td />}
    </tr>
  )
}

function TableCell<R extends ListRow>({
  row,
  field,
  entity,
  cells,
  editing,
  address,
}: Props<R> & { field: Field; address: string }) {
  const custom = cells?.[field.key]
  const { Cell, right } = kindOf(field.kind)
  if (editing?.fields.has(field.key) && !custom)
    return (
      <InlineCell
        field={field}
        row={row}
        onSave={(value, version) => editing.save(row, field, value, version)}
        onStale={editing.stale}
      />
    )
  const shown = custom ? custom(row) : <Cell field={field} value={fieldValue(field, row)} record={row} />
  if (field.key !== entity.title) return <td className={right ? 'num' : ''}>{shown}</td>
  return (
    <td className="name">
      <Link className="cut" href={address}>
        {shown}
      </Link>
    </td>
  )
}
