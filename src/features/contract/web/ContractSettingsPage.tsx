import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Label } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import type { ContractSettings } from '../settings.schema.ts'
import { templateText as words } from '../template.text.ts'
import { ContractMailCard } from './ContractMailCard.tsx'
import { templateCalls } from './useContractCalls.ts'

const choice = (key: string, label: Label, choices: Readonly<Record<string, Label>>): Field => ({
  key,
  label,
  kind: 'choice',
  required: true,
  choices: Object.entries(choices).map(([value, said]) => ({ value, label: said })),
})
type PartyKey = keyof ContractSettings['party']
const party = (key: PartyKey, maxLength: number): Field => ({
  key: `party.${key}`,
  label: words[`contract.set.${key}`],
  kind: 'text',
  maxLength,
})

const fields: readonly Field[] = [
  { ...party('name', 200), required: true },
  party('taxNumber', 30),
  party('address', 300),
  party('phone', 60),
  party('bank', 200),
  party('account', 60),
  party('signer', 100),
  { key: 'remindDays', label: words['contract.set.remindDays'], kind: 'number', required: true, scale: 0 },
  choice('esign.channel', words['contract.set.esign'], {
    none: words['contract.set.none'],
    standin: words['contract.set.standin'],
  }),
  choice('esign.does', words['contract.set.does'], {
    sign: words['contract.set.sign'],
    decline: words['contract.set.decline'],
    hang: words['contract.set.hang'],
    late: words['contract.set.late'],
  }),
  { key: 'esign.delay', label: words['contract.set.delay'], kind: 'number', required: true, scale: 0 },
]
const under = (stem: string): string[] => fields.map(field => field.key).filter(key => key.startsWith(stem))
const sections = [
  { label: words['contract.set.party'], fields: under('party.') },
  { label: words['contract.set.reminding'], fields: ['remindDays'] },
  { label: words['contract.set.esign'], fields: under('esign.') },
]

/** In whose name contracts are made, who is asked, when owners are reminded, where customers sign. */
export function ContractSettingsPage() {
  const t = useText(words)
  const u = useText(uiText)
  const tell = useToast()
  const queries = useQueryClient()
  const now = useQuery({ queryKey: ['contract', 'settings'], queryFn: () => templateCalls.settings({}) })
  if (now.error) return <Problem error={now.error} onRetry={() => now.refetch()} />
  const { data } = now
  const save = async (body: Readonly<Record<string, unknown>>) => {
    if (!data) return
    await templateCalls.set(nested({ ...flat(data), ...body }))
    await queries.invalidateQueries({ queryKey: ['contract'] })
    tell(t('contract.set.saved'))
  }
  return (
    <>
      <PageTop title={t('contract.set.title')} back={{ label: u('ui.settings'), href: '/settings' }} />
      {data ? (
        <div className="stack">
          <section className="card">
            <div className="body stack">
              <RecordForm
                fields={fields}
                sections={sections}
                record={flat(data)}
                draftKey="contracting"
                onSave={save}
              />
            </div>
          </section>
          <ContractMailCard />
        </div>
      ) : (
        <Skeleton shape="record" />
      )}
    </>
  )
}

const prefixed = (stem: string, part: object) =>
  Object.fromEntries(Object.entries(part).map(([key, value]) => [`${stem}${key}`, value]))

const flat = ({ party: own, remindDays, esign }: ContractSettings): Readonly<Record<string, unknown>> => ({
  ...prefixed('party.', own),
  remindDays,
  'esign.channel': esign.channel,
  'esign.does': esign.standin.does,
  'esign.delay': esign.standin.delay,
})

const filled = (value: unknown): unknown => (value === '' || value === undefined ? null : value)

function nested(values: Readonly<Record<string, unknown>>): ContractSettings {
  const part = (stem: string) =>
    Object.fromEntries(under(stem).map(key => [key.slice(stem.length), filled(values[key])] as const))
  const standin = { does: values['esign.does'], delay: Number(values['esign.delay']) }
  return {
    party: part('party.'),
    remindDays: Number(values.remindDays),
    esign: { channel: values['esign.channel'], standin },
  } as ContractSettings // exactly the fields above; the server checks every one
}
