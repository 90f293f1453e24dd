import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useLang, useReason, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { answersText } from '../answers.text.ts'
import type { ReadAnswer } from '../invoice.schema.ts'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'
import './Invoice.css'

const most = 50
const waiting = JSON.stringify({
  all: [
    { field: 'state', op: 'in', value: ['issuing'] },
    { field: 'channel', op: 'in', value: ['manual', 'file'] },
  ],
})

/** For tax software that is fed by files: what it is given, and what it answered, many at once. */
export function AnswersSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useText(answersText)
  return (
    <Sheet open={open} onClose={onClose} title={t('answers.title')} width={640}>
      <div className="form">
        <Give />
        <Take />
      </div>
    </Sheet>
  )
}

function Give() {
  const t = useText(answersText)
  const { lang } = useLang()
  const found = useQuery({
    queryKey: ['invoice', 'list', 'waiting'],
    queryFn: () => invoiceCalls.list({ filter: waiting, limit: most, sort: 'sentAt' }),
  })
  const ids = (found.data?.items ?? []).map(one => one.id)
  const href = (format: string) =>
    addressOf({ path: '/invoices/tax-file', query: { ids: ids.join(','), format, lang } })
  return (
    <section>
      <h3 className="b">{t('answers.give')}</h3>
      {ids.length === 0 ? (
        <p className="t3">{t('answers.giveNone')}</p>
      ) : (
        <p className="row wrap">
          <span className="t2">{t('answers.giveSay', { count: ids.length })}</span>
          {['csv', 'json'].map(format => (
            <Button key={format} size="sm" icon="download" href={href(format)}>
              {format.toUpperCase()}
            </Button>
          ))}
        </p>
      )}
    </section>
  )
}

function Take() {
  const t = useText(answersText)
  const refresh = useRefresh()
  const [text, setText] = useState('')
  const [answers, setAnswers] = useState<readonly ReadAnswer[]>()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const good = (answers ?? []).filter(isGood)
  const trying = async (act: () => Promise<void>) => {
    setBusy(true)
    setReasons([])
    try {
      await act()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const read = () => trying(async () => setAnswers(await invoiceCalls.readAnswers({ text })))
  const record = () =>
    trying(async () => {
      const left = await recordAll(answers ?? [])
      setAnswers(left)
      await refresh()
    })
  return (
    <section className="stack">
      <h3 className="b">{t('answers.take')}</h3>
      <Input.TextArea
        aria-label={t('answers.take')}
        placeholder={t('answers.hint')}
        autoSize={{ minRows: 4, maxRows: 12 }}
        value={text}
        onChange={event => {
          setText(event.target.value)
          setAnswers(undefined)
        }}
      />
      {answers && <Found answers={answers} />}
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <div className="foot">
        {good.length > 0 ? (
          <Button kind="primary" busy={busy} onClick={record}>
            {t('answers.record', { count: good.length })}
          </Button>
        ) : (
          <Button kind="primary" busy={busy} disabled={text.trim() === ''} onClick={read}>
            {t('answers.read')}
          </Button>
        )}
      </div>
    </section>
  )
}

type Good = ReadAnswer & { readonly id: string; readonly taxNumber: string }
const isGood = (one: ReadAnswer): one is Good => one.reasons.length === 0 && one.id !== null && one.taxNumber !== null

/** Each on its own: one that is refused stays and says why. */
async function recordAll(answers: readonly ReadAnswer[]): Promise<ReadAnswer[]> {
  const left: ReadAnswer[] = []
  for (const one of answers) {
    if (!isGood(one)) {
      left.push(one)
      continue
    }
    const { id, taxNumber, date, version } = one
    try {
      await invoiceCalls.record({ id, taxNumber, ...(date && { date }), ...(version !== null && { version }) })
    } catch (error) {
      left.push({ ...one, reasons: [...reasonsOf(error)] })
    }
  }
  return left
}

function Found({ answers }: { answers: readonly ReadAnswer[] }) {
  const t = useText(answersText)
  const say = useReason()
  if (answers.length === 0) return <p className="ok">{t('answers.none')}</p>
  return (
    <table className="tbl">
      <tbody>
        {answers.map(one => (
          <tr key={one.line}>
            <td className="t3">{one.line}</td>
            <td>
              {one.number}
              {one.reasons.map(reason => (
                <span key={reason.key} className="wrong">
                  {say(reason)}
                </span>
              ))}
            </td>
            <td className="num">{one.taxNumber}</td>
            <td className="num">{one.date && <Day day={one.date} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
