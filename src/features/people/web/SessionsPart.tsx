import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { accountText } from '../account.text.ts'
import { currentSession, peopleCalls } from './usePeople.ts'

/** Where I am signed in, this device marked, any other to be signed out. */
export function SessionsPart() {
  const t = useText(accountText)
  const queries = useQueryClient()
  const list = useQuery({ queryKey: ['mySessions'], queryFn: () => peopleCalls.sessions({}) })
  const here = useQuery({ queryKey: ['mySessions', 'here'], queryFn: async () => (await currentSession()) ?? null })
  const end = async (id: string) => {
    await peopleCalls.endSession({ id })
    await queries.invalidateQueries({ queryKey: ['mySessions'] })
  }
  if (!list.data) return null
  return (
    <section className="card">
      <header>
        <h2>{t('account.sessions')}</h2>
      </header>
      <table className="tbl wide">
        <tbody>
          {list.data.items.map(one => (
            <tr key={one.id}>
              <td>
                <span className="pn">{deviceOf(one.device)}</span> <small className="t3">{one.address}</small>
                <div className="t3">
                  <When at={one.seenAt} />
                </div>
              </td>
              <td className="num">
                {one.id === here.data ? (
                  <Tag tone="ok">{t('account.thisDevice')}</Tag>
                ) : (
                  <Button size="sm" onClick={() => end(one.id)}>
                    {t('account.endSession')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const systems = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS', 'Linux']
const browsers = ['MicroMessenger', 'Edg', 'Firefox', 'Chrome', 'Safari']

/** The two words of a browser's long line that people know; the line itself when neither is in it. */
function deviceOf(line: string | null): string {
  const words = [systems.find(one => line?.includes(one)), browsers.find(one => line?.includes(one))]
  return words.filter(Boolean).join(' · ') || line?.slice(0, 60) || '–'
}
