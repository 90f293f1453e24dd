import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { accountText } from '../account.text.ts'
import { peopleText } from '../people.text.ts'
import { peopleCalls } from './usePeople.ts'

/** Who was invited and has not answered; nothing is drawn when nobody waits. */
export function InvitationsPart() {
  const t = useText(accountText)
  const label = useLabel()
  const say = useReason()
  const tell = useToast()
  const queries = useQueryClient()
  const list = useQuery({ queryKey: ['invitation', 'list'], queryFn: () => peopleCalls.invitations({}) })
  const withdraw = async (id: string) => {
    try {
      await peopleCalls.revokeInvitation({ id })
    } catch (error) {
      for (const reason of reasonsOf(error)) tell(say(reason), 'late')
    }
    await queries.invalidateQueries({ queryKey: ['invitation'] })
  }
  if (!list.data?.items.length) return null
  return (
    <section className="card invites">
      <header>
        <h2>{t('people.invitations')}</h2>
      </header>
      <table className="tbl wide">
        <tbody>
          {list.data.items.map(one => (
            <tr key={one.id}>
              <td>
                <span className="pn">{one.email}</span>
                <div className="t3">
                  {[...one.roles.map(role => label(peopleText[`role.${role}`])), one.deptName ?? '']
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </td>
              <td className="t3">
                {t('people.expires')} <When at={one.expiresAt} />
              </td>
              <td className="num">
                <Button size="sm" onClick={() => withdraw(one.id)}>
                  {t('people.withdraw')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
