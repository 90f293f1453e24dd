import type { Field } from '#meta/entity.ts'
import { AnswerItem } from '#ui/AnswerItem.tsx'
import { figured } from '#ui/figured.ts'
import { Money } from '#ui/Money.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { partText } from '../part.text.ts'
import { reasonField, useReasons } from './useParts.ts'
import { useWin } from './useWin.ts'

type Props = { readonly deal: Deal; readonly onDone: () => void; readonly onClose: () => void }

/** What winning still needs, asked here; then deal, order and packet are made in one step. */
export function WinSheet({ deal, onDone, onClose }: Props) {
  const { lang } = useLang()
  const t = useText(dealText)
  const { preview, missing, refused, fields, items, said, answer, keep, win, wants } = useWin(deal, onDone)
  const reasons = useReasons()
  const why: readonly Field[] = [
    reasonField('won', reasons),
    { key: 'wonNote', label: partText['reasons.remark'], kind: 'text', maxLength: 2000 },
  ]
  // asked of everybody, wanted where the organisation says so
  const asked = why.map(field => ({ ...field, required: wants(field.key) }))
  return (
    <Sheet open onClose={onClose} title={t('deal.won.title')}>
      {preview.isPending && <Skeleton shape="list" />}
      {preview.error && <Problem error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.data && (
        <div className="stack">
          <p>
            <b>{deal.name}</b>{' '}
            {preview.data.gross && (
              <Money amount={preview.data.gross} currency={preview.data.currency ?? deal.currency} />
            )}
          </p>
          {missing.length > 0 ? (
            <>
              <h3 className="b">{t('deal.won.missing')}</h3>
              <Reasons reasons={missing} />
            </>
          ) : (
            <p>{t('deal.won.ready')}</p>
          )}
          {preview.data.warnings.length > 0 && (
            <>
              <h3 className="b">{t('deal.won.promises')}</h3>
              <Reasons reasons={preview.data.warnings.map(one => figured(one, lang === 'zh' ? 'zh-CN' : 'en-US'))} />
            </>
          )}
          {items.length > 0 && (
            <section className="checkitems" aria-label={t('deal.won.checklist')}>
              <h3 className="b">{t('deal.won.checklist')}</h3>
              {items.map(item => (
                <AnswerItem
                  key={item.key}
                  item={item}
                  value={said[item.key] ?? {}}
                  onValue={value => answer(item.key, value)}
                  onFile={keep}
                />
              ))}
            </section>
          )}
          {refused.length > 0 && <Reasons reasons={refused} />}
          <AskForm fields={[...fields, ...asked]} onGo={win} onClose={onClose} go={t('deal.won.go')} stacked />
        </div>
      )}
    </Sheet>
  )
}
