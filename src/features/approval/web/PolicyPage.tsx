import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Held } from '#ui/Held.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { ApprovalNode, Policy } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'
import { PolicyNode } from './PolicyNode.tsx'
import { PolicyWhen } from './PolicyWhen.tsx'
import { approvalCalls } from './useApprovalCalls.ts'
import './Approval.css'

const kinds = [
  { entity: 'quote', purpose: 'quote' },
  { entity: 'contract', purpose: 'review' },
  { entity: 'order', purpose: 'review' },
  { entity: 'order', purpose: 'creditRelease' },
  { entity: 'change', purpose: 'change' },
  { entity: 'writeOff', purpose: 'writeOff' },
  { entity: 'deal', purpose: 'stage' },
] as const
type About = (typeof kinds)[number]
/** Of an order two things are decided. */
const nameOf = ({ entity, purpose }: About) => (purpose === 'creditRelease' ? purpose : entity)

/** Who is asked about what, step by step. */
export function PolicyPage() {
  const t = useText(approvalText)
  const ui = useText(uiText)
  return (
    <div className="stack">
      <PageTop title={t('approval.policies')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      {kinds.map(about => (
        <PolicyOf key={nameOf(about)} about={about} />
      ))}
    </div>
  )
}

function PolicyOf({ about }: { about: About }) {
  const policy = useQuery({
    queryKey: ['approvalPolicy', nameOf(about)],
    queryFn: () => approvalCalls.policy(about),
  })
  if (policy.error) return <Problem error={policy.error} onRetry={() => policy.refetch()} />
  if (!policy.data) return <Skeleton shape="record" />
  return (
    <Held latest={policy.data}>
      {(shown, hold) => <Steps key={shown.version} about={about} policy={shown} onWriting={hold} />}
    </Held>
  )
}

type StepsProps = { readonly about: About; readonly policy: Policy; readonly onWriting: (isWriting: boolean) => void }

function Steps({ about, policy, onWriting }: StepsProps) {
  const t = useText(approvalText)
  const tell = useToast()
  const queries = useQueryClient()
  const [nodes, setNodes] = useState<readonly ApprovalNode[]>(policy.nodes)
  const [allowSelf, setAllowSelf] = useState(policy.allowSelf)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const isWriting = nodes !== policy.nodes || allowSelf !== policy.allowSelf
  useEffect(() => onWriting(isWriting), [isWriting, onWriting])
  const put = (at: number, node: ApprovalNode) => setNodes(nodes.map((one, i) => (i === at ? node : one)))
  const save = async () => {
    try {
      await approvalCalls.setPolicy({ ...about, nodes: [...nodes], allowSelf, version: policy.version })
      tell(t('approval.saved'))
      onWriting(false)
      await queries.invalidateQueries({ queryKey: ['approvalPolicy'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <section className="card">
      <header>
        <h2>{t(`approval.policy.${nameOf(about)}`)}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{t(`approval.policySay.${nameOf(about)}`)}</p>
        {nodes.length === 0 && <p>{t('approval.noSteps')}</p>}
        <ol className="policysteps">
          {nodes.map((node, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name than its place
            <li key={i}>
              <b className="b">{t('approval.step', { n: i + 1 })}</b>
              <PolicyNode entity={about.entity} node={node} onChange={next => put(i, next)} />
              {policy.facts.length > 0 && (
                <PolicyWhen facts={policy.facts} when={node.when ?? []} onChange={when => put(i, { ...node, when })} />
              )}
              <Button kind="text" size="sm" icon="x" onClick={() => setNodes(nodes.filter((_, at) => at !== i))}>
                {t('approval.removeStep')}
              </Button>
            </li>
          ))}
        </ol>
        <div className="row">
          <Button
            size="sm"
            icon="plus"
            onClick={() => setNodes([...nodes, { by: 'role', role: 'finance', mode: 'any' }])}
          >
            {t('approval.addStep')}
          </Button>
        </div>
        <label className="row">
          <input type="checkbox" checked={allowSelf} onChange={event => setAllowSelf(event.target.checked)} />
          {t('approval.allowSelf')}
        </label>
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <div className="row">
          <Button kind="primary" onClick={save}>
            {t('approval.save')}
          </Button>
        </div>
      </div>
    </section>
  )
}
