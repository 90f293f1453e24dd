import { Button } from '#ui/Button.tsx'
import type { CellEdit } from '#ui/editBody.ts'
import { useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { leadApi } from '../lead.api.ts'
import { leadEntity } from '../lead.entity.ts'
import { leadFlow } from '../lead.flow.ts'
import type { Lead } from '../lead.schema.ts'
import { leadText } from '../lead.text.ts'
import { LeadForm } from './LeadForm.tsx'
import { leadCalls } from './useLead.ts'

const open = { field: 'state', op: 'in', value: ['unassigned', 'assigned', 'following'] }
const searchOf = (...parts: readonly object[]): string =>
  new URLSearchParams({ filter: JSON.stringify({ all: parts }) }).toString()

/** Giving a lead to someone is a move of its own. */
const editLead = (edit: CellEdit): Promise<Lead> => {
  const { id, ownerId, version } = edit
  return typeof ownerId === 'string'
    ? leadCalls.assign({ id, ownerId, ...(version !== undefined && { version }) })
    : leadCalls.edit(edit)
}

const bulk = { apis: [leadApi], flow: leadFlow }

export function LeadListPage() {
  const t = useText(leadText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(leadEntity)
  const [making, setMaking] = useMaking()
  const views = [
    { label: t('lead.all'), search: '' },
    { label: t('lead.open'), search: searchOf(open) },
    { label: t('lead.mine'), search: searchOf({ field: 'ownerId', op: 'in', value: ['me'] }, open) },
    { label: t('lead.unanswered'), search: searchOf({ field: 'respondBy', op: 'notEmpty' }) },
    { label: t('lead.waiting'), search: searchOf({ field: 'state', op: 'in', value: ['unassigned'] }) },
  ]
  const create = mayDo(session, 'lead.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('lead.title.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)}>
        {mayDo(session, 'assignment.report') && (
          <Button size="sm" kind="text" icon="chart" only="dk" href="/distribution">
            {t('lead.distribution')}
          </Button>
        )}
      </PageTop>
      <RecordList<Lead>
        entity={entity}
        href={row => `/leads/${row.id}`}
        load={leadCalls.list}
        summary={leadCalls.summary}
        views={views}
        before={create}
        edit={mayDo(session, 'lead.edit') && editLead}
        bulk={bulk}
        locked={mayDo(session, 'lead.assign') ? [] : ['ownerId']}
        {...(mayDo(session, 'lead.export') && { exportHref: query => addressOf({ path: '/leads/export', query }) })}
        empty={{ title: t('lead.empty'), say: t('lead.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('lead.title.new')} width={560}>
        <LeadForm onDone={id => go(`/leads/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}
