import './Import.css'
import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { exchangeText } from '../exchange.text.ts'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportFile } from './ImportFile.tsx'
import { ImportRun } from './ImportRun.tsx'
import { importCalls } from './useImportCalls.ts'

/** File → columns → check → run → result. The address holds the import, so one may leave and come back. */
export function ImportPage() {
  const t = useText(exchangeText)
  const { search } = usePlace()
  const id = new URLSearchParams(search).get('id')
  return (
    <>
      <PageTop title={t('import.title')} />
      {id ? <OneImport key={id} id={id} /> : <Start />}
    </>
  )
}

function Start() {
  const t = useText(exchangeText)
  const go = useGo()
  const before = useQuery({ queryKey: ['import', 'list'], queryFn: () => importCalls.list({}) })
  return (
    <div className="stack imports">
      <ImportFile onRead={id => go(`/import?id=${id}`)} />
      <section className="card">
        <header>
          <h2>{t('import.before')}</h2>
        </header>
        <div className="body">
          {before.data?.items.length === 0 && <p className="t3">{t('import.none')}</p>}
          {before.data?.items.map(one => (
            <p key={one.id} className="row">
              <Link className="link cut" href={`/import?id=${one.id}`}>
                {one.fileName}
              </Link>
              <span className="t2">{t(`import.state.${one.state}`)}</span>
              <span className="grow" />
              <small className="t3 nw">
                <When at={one.createdAt} />
              </small>
            </p>
          ))}
        </div>
      </section>
    </div>
  )
}

function OneImport({ id }: { id: string }) {
  const t = useText(exchangeText)
  const one = useQuery({
    queryKey: ['import', id],
    queryFn: () => importCalls.get({ id }),
    // progress is asked for while there is any
    refetchInterval: query => (query.state.data?.state === 'running' ? 1000 : false),
  })
  if (one.error) return <Problem error={one.error} onRetry={() => one.refetch()} />
  if (!one.data) return <Skeleton shape="list" />
  const open = one.data.state === 'inspected' || one.data.state === 'checked'
  return (
    <div className="stack imports">
      {open ? (
        <ImportColumns id={id} onRun={() => one.refetch()} />
      ) : (
        <ImportRun of={one.data} onChange={() => one.refetch()} />
      )}
      <p>
        <Button href="/import">{t('import.again')}</Button>
      </p>
    </div>
  )
}
