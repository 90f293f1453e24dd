import { useId, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Drawn, Judgement } from '../spotCheck.schema.ts'
import { spotCheckCalls, useFlawReasons, useRefresh, useSpotText } from './useSpotChecks.ts'

type Props = { readonly checkId: string; readonly item: Drawn; readonly onJudged: () => void }

/** In order or flawed; what is flawed asks why, and tells whoever it is of. */
export function JudgeBar({ checkId, item, onJudged }: Props) {
  const t = useSpotText()
  const { doing, busy, refused } = useDoing(useRefresh())
  const [flawing, setFlawing] = useState(false)
  const judge = (judgement: Pick<Judgement, 'verdict' | 'reason' | 'remark'>) =>
    doing(judgement.verdict, async () => {
      await spotCheckCalls.judge({ id: checkId, drawnId: item.id, version: item.version, ...judgement })
      setFlawing(false)
      onJudged()
    })
  return (
    <div className="spot-form">
      <Judged item={item} />
      <div className="row wrap">
        <Button
          kind={item.verdict === null ? 'primary' : 'plain'}
          busy={busy === 'ok'}
          onClick={() => judge({ verdict: 'ok' })}
        >
          {t('spot.ok')}
        </Button>
        <Button bad aria-expanded={flawing} onClick={() => setFlawing(!flawing)}>
          {t('spot.flawed')}
        </Button>
      </div>
      {flawing && (
        <FlawForm busy={busy === 'flawed'} onTell={(reason, remark) => judge({ verdict: 'flawed', reason, remark })} />
      )}
      {refused.length > 0 && <Reasons reasons={refused} />}
    </div>
  )
}

type FormProps = { readonly busy: boolean; readonly onTell: (reason: string | null, remark: string | null) => void }
function FlawForm({ busy, onTell }: FormProps) {
  const t = useSpotText()
  const id = useId()
  const { items, nameOf } = useFlawReasons()
  const asked = items.filter(one => !one.archived)
  const [chosen, setReason] = useState<string>()
  const reason = chosen ?? asked[0]?.code ?? null
  const [remark, setRemark] = useState('')
  return (
    <>
      <div className="fr">
        <label htmlFor={`${id}-why`}>{t('spot.reason')}</label>
        <select id={`${id}-why`} className="inp" value={reason ?? ''} onChange={event => setReason(event.target.value)}>
          {asked.map(({ code }) => (
            <option key={code} value={code}>
              {nameOf(code)}
            </option>
          ))}
        </select>
      </div>
      <div className="fr">
        <label htmlFor={`${id}-remark`}>{t('spot.remark')}</label>
        <textarea
          id={`${id}-remark`}
          className="inp"
          rows={3}
          maxLength={1000}
          value={remark}
          onChange={event => setRemark(event.target.value)}
        />
      </div>
      <p>
        <Button kind="primary" busy={busy} onClick={() => onTell(reason, remark.trim() || null)}>
          {t('spot.tell')}
        </Button>
      </p>
    </>
  )
}

/** What was said of it so far, and what its owner answered. */
function Judged({ item: { verdict, reason, remark, judgedAt, judgedByName, answer, mendedAt } }: Pick<Props, 'item'>) {
  const t = useSpotText()
  const { nameOf } = useFlawReasons()
  if (verdict === null) return null
  return (
    <div className="spot-said">
      <p>
        <b className={verdict === 'ok' ? '' : 'late'}>{t(`spot.${verdict}`)}</b>
        {reason && ` · ${nameOf(reason)}`} <small className="t3">{judgedByName}</small> <When at={judgedAt} />
      </p>
      {remark && <p>{remark}</p>}
      {answer && (
        <p>
          <b>{t('spot.answer')}</b> {answer}
        </p>
      )}
      {mendedAt && (
        <p>
          <b>{t('spot.mended')}</b> <When at={mendedAt} />
        </p>
      )}
    </div>
  )
}
