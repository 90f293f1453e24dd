import './People.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { fileApi } from '#features/file/file.api.ts'
import type { Logo } from '#features/file/file.schema.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { addressOf, send } from '#ui/send.ts'
import { shrunk } from '#ui/shrunk.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { logoText } from '../logo.text.ts'

const calls = client(fileApi, send)

/** What papers and pages for customers begin with. */
export function LogoCard() {
  const t = useText(logoText)
  const { logo, busy, refused, change, remove } = useLogo()
  return (
    <section className="card">
      <header>
        <h2>{t('people.logo.title')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{t('people.logo.say')}</p>
        {logo.error && <Problem error={logo.error} onRetry={() => logo.refetch()} />}
        {logo.isPending && <RowsSkeleton rows={1} />}
        {logo.data && (
          <>
            {logo.data.logo ? <Picture logo={logo.data.logo} /> : <p className="t3">{t('people.logo.none')}</p>}
            {refused.length > 0 && <Reasons reasons={refused} />}
            <Buttons has={logo.data.logo !== null} busy={busy} onChange={change} onRemove={remove} />
          </>
        )}
      </div>
    </section>
  )
}

function useLogo() {
  const t = useText(logoText)
  const tell = useToast()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const logo = useQuery({ queryKey: ['org', 'logo'], queryFn: () => calls.logo({}) })
  const doing = async (work: () => Promise<unknown>, said: string) => {
    setBusy(true)
    setRefused([])
    try {
      await work()
      tell(said)
    } catch (error) {
      setRefused(reasonsOf(error))
    }
    setBusy(false)
    await queries.invalidateQueries({ queryKey: ['org', 'logo'] })
  }
  return {
    logo,
    busy,
    refused,
    change: (file: File) => doing(async () => calls.setLogo({ file: await shrunk(file) }), t('people.logo.saved')),
    remove: () => doing(() => calls.dropLogo({}), t('people.logo.removed')),
  }
}

/** On white, as on paper, in the dark too. */
function Picture({ logo: { name, sha256 } }: { logo: Logo }) {
  return (
    <span className="logoshown">
      <img src={addressOf({ path: '/orgs/current/logo/content', query: { of: sha256 } })} alt={name} />
    </span>
  )
}

type ButtonsProps = {
  readonly has: boolean
  readonly busy: boolean
  readonly onChange: (file: File) => Promise<void>
  readonly onRemove: () => Promise<void>
}

function Buttons({ has, busy, onChange, onRemove }: ButtonsProps) {
  const t = useText(logoText)
  const input = useRef<HTMLInputElement>(null)
  const [asking, ask] = useState(false)
  const label = t(has ? 'people.logo.change' : 'people.logo.add')
  const chosen = (field: HTMLInputElement) => {
    const [file] = field.files ?? []
    // the same file again is a change again
    field.value = ''
    if (file) void onChange(file)
  }
  return (
    <div className="row">
      <input
        ref={input}
        className="vh"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={label}
        onChange={event => chosen(event.currentTarget)}
      />
      {asking ? (
        <>
          <span className="t2">{t('people.logo.sure')}</span>
          <Button size="sm" bad onClick={() => onRemove().then(() => ask(false))}>
            {t('people.logo.remove')}
          </Button>
          <Button size="sm" kind="text" onClick={() => ask(false)}>
            {t('people.logo.keep')}
          </Button>
        </>
      ) : (
        <>
          <Button size="sm" busy={busy} onClick={() => input.current?.click()}>
            {label}
          </Button>
          {has && (
            <Button size="sm" kind="text" disabled={busy} onClick={() => ask(true)}>
              {t('people.logo.remove')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
