import { Link } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useLookup } from '#ui/useLookup.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { followupEntity } from '../followup.entity.ts'
import type { Followup } from '../followup.schema.ts'
import { followupText } from '../followup.text.ts'
import { followupCalls } from './useFollowups.ts'
import './Followup.css'

const searchOf = (field: string, op: string, value: unknown): string =>
  new URLSearchParams({ filter: JSON.stringify({ field, op, value }) }).toString()

/** Everything that was said, with whomever and about whatever this person may see. */
export function FollowupListPage() {
  const t = useText(followupText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(followupEntity)
  const { hrefOf } = useLookup()
  /** What it is about; a contact stands on its customer's page. */
  const subjectAt = (row: Followup): string =>
    hrefOf(row.subjectEntity, row.subjectId) ??
    (row.customerId ? hrefOf('customer', row.customerId) : undefined) ??
    '/followups'
  const views = [
    { label: t('followup.all'), search: '' },
    { label: t('followup.mine'), search: searchOf('ownerId', 'in', ['me']) },
    { label: t('followup.ofDepartment'), search: searchOf('ownerId', 'in', ['myDepartment']) },
    { label: t('followup.thisWeek'), search: searchOf('at', 'within', 'thisWeek') },
  ]
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList<Followup>
        entity={entity}
        href={subjectAt}
        load={followupCalls.list}
        summary={followupCalls.summary}
        views={views}
        cells={{
          content: row => <span className="said">{row.content}</span>,
          subjectName: row => <Subject row={row} href={subjectAt(row)} entityName={choiceOf(entity, row, label)} />,
        }}
        {...(mayDo(session, 'followup.export') && {
          exportHref: query => addressOf({ path: '/followups/export', query }),
        })}
        empty={{ title: t('followup.empty'), say: t('followup.emptySay') }}
      />
    </>
  )
}

type SubjectProps = { row: Followup; href: string; entityName: string }

function Subject({ row, href, entityName }: SubjectProps) {
  return (
    <Link className="link cut" href={href}>
      {row.subjectName ?? entityName} <small className="t3">{entityName}</small>
    </Link>
  )
}

function choiceOf({ fields }: typeof followupEntity, row: Followup, label: ReturnType<typeof useLabel>): string {
  const choices = fields.find(field => field.key === 'subjectEntity')?.choices
  const choice = choices?.find(one => one.value === row.subjectEntity)
  return choice ? label(choice.label) : row.subjectEntity
}
