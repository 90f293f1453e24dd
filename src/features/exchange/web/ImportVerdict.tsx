import { Button } from '#ui/Button.tsx'
import { Problem } from '#ui/Problem.tsx'
import { addressOf } from '#ui/send.ts'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import, Inspection, Verdict } from '../import.schema.ts'
import { useVerdict } from './useImport.ts'

type Props = { of: Import; fields: Inspection['fields'] }

/** How many rows fit, and why the others do not: by reason, because a thousand rows seldom have a thousand. */
export function ImportVerdict({ of, fields }: Props) {
  const t = useText(exchangeText)
  const verdict = useVerdict(of)
  const { rowsRead, rowsOk, rowsRefused, rowsAlike, rowsHeld, warnings } = of
  const before = of.state === 'checked'
  return (
    <div role="status">
      <dl className="impsum">
        <Fact label={t('import.read')} value={rowsRead} />
        <Fact label={t(before ? 'import.fit' : 'import.in')} value={rowsOk} tone="ok" />
        <Fact
          label={t(before ? 'import.refused' : 'import.out')}
          value={rowsRefused}
          tone={rowsRefused > 0 ? 'late' : ''}
        />
        {rowsAlike > 0 && <Fact label={t('import.alike')} value={rowsAlike} tone="warn" />}
        {rowsHeld > 0 && <Fact label={t('import.held')} value={rowsHeld} tone="warn" />}
      </dl>
      {verdict.error && <Problem error={verdict.error} onRetry={() => verdict.refetch()} />}
      {rowsRefused > 0 && (
        <ul className="impwhy">
          {verdict.data?.groups.map(group => (
            <Group key={`${group.reason.key} ${group.reason.path}`} of={group} fields={fields} />
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <ul className="impwhy warn">
          {warnings.map(one => (
            <Group
              key={`${one.key} ${one.path}`}
              of={{
                reason: { key: one.key, path: one.path, values: { cell: one.column } },
                count: one.count,
                lines: one.lines,
                cells: [],
              }}
              fields={fields}
            />
          ))}
        </ul>
      )}
      {rowsRefused > 0 && (
        <p className="row impfoot">
          <Button icon="download" size="sm" href={addressOf({ path: `/imports/${of.id}/errors`, query: {} })}>
            {t('import.errors')}
          </Button>
          <span className="t3">{t('import.errorsSay')}</span>
        </p>
      )}
    </div>
  )
}

function Fact({ label, value, tone = '' }: { label: string; value: number; tone?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={`num ${tone}`}>{value.toLocaleString()}</dd>
    </div>
  )
}

type Group = Verdict['groups'][number]

/** The field by the name people know, the sentence, how often, and where to look first. */
function Group({ of, fields }: { of: Group; fields: Inspection['fields'] }) {
  const t = useText(exchangeText)
  const label = useLabel()
  const say = useReason()
  const { reason, count, lines, cells } = of
  const field = fields.find(one => one.key === reason.path?.replace(/^custom\./, ''))
  const header = reason.values?.column
  const name = field ? label(field.label) : undefined
  const more =
    cells.length > 1
      ? cells
          .slice(1)
          .map(cell => `“${cell}”`)
          .join(' ')
      : ''
  return (
    <li>
      <b className="num">{t('import.times', { count })}</b>
      <div>
        <p>
          {name && <b>{name}</b>}
          {header && header !== name && (
            <span className="t3"> {t('import.fromColumn', { column: String(header) })}</span>
          )}
          {(name || header) && ' · '}
          {say(reason)}
          {more && <span className="t3"> {t('import.also', { cells: more })}</span>}
        </p>
        <small className="t3">
          {t('import.lines', { lines: lines.join(', ') })}
          {count > lines.length && '…'}
        </small>
      </div>
    </li>
  )
}
