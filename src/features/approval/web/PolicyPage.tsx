import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { roles } from '#kernel/access.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { kindOf } from '#ui/kinds/registry.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { ApprovalNode, Policy } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'
import { approvalCalls } from './useApprovalCalls.ts'
import './Approval.css'

const about = { entity: 'order', purpose: 'review' } as const

/** Who reviews an order, step by step. */
export function PolicyPage() {
  const t = useText(approvalText)
  const policy = useQuery({ queryKey: ['approvalPolicy', 'order'], queryFn: () => approvalCalls.policy(about) })
  if (policy.error) return <Problem error={policy.error} onRetry={() => policy.refetch()} />
  if (!policy.data) return <Skeleton shape="record" />
  return (
    <>
      <PageTop title={t('approval.policy')} />
      <Steps key={policy.data.version} policy={policy.data} />
    </>
  )
}

function Steps({ policy }: { policy: Policy }) {
  const t = useText(approvalText)
  const tell = useToast()
  const queries = useQueryClient()
  const [nodes, setNodes] = useState<readonly ApprovalNode[]>(policy.nodes)
  const [allowSelf, setAllowSelf] = useState(policy.allowSelf)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const put = (at: number, node: ApprovalNode) => setNodes(nodes.map((one, i) => (i === at ? node : one)))
  const save = async () => {
    try {
      await approvalCalls.setPolicy({ ...about, nodes: [...nodes], allowSelf, version: policy.version })
      tell(t('approval.saved'))
      await queries.invalidateQueries({ queryKey: ['approvalPolicy'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <section className="card">
      <header>
        <h2>{t('approval.policy')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{t('approval.policySay')}</p>
        {nodes.length === 0 && <p>{t('approval.noSteps')}</p>}
        <ol className="policysteps">
          {nodes.map((node, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name than its place
            <li key={i}>
              <b className="b">{t('approval.step', { n: i + 1 })}</b>
              <NodeEditor node={node} onChange={next => put(i, next)} />
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

function NodeEditor({ node, onChange }: { node: ApprovalNode; onChange: (node: ApprovalNode) => void }) {
  const t = useText(approvalText)
  const say = useReason()
  const { Edit } = kindOf('user')
  const person: Field = { key: 'userId', label: approvalText['approval.by.person'], kind: 'user' }
  return (
    <>
      <select
        aria-label={t('approval.by')}
        value={node.by === 'person' ? 'person' : (node.role ?? '')}
        onChange={({ target: { value } }) => {
          const role = roles.find(one => one === value)
          onChange(role ? { by: 'role', role, mode: node.mode } : { by: 'person', mode: node.mode })
        }}
      >
        {roles.map(role => (
          <option key={role} value={role}>
            {say({ key: `role.${role}` })}
          </option>
        ))}
        <option value="person">{t('approval.by.person')}</option>
      </select>
      {node.by === 'person' && (
        <Edit
          id="approver"
          field={person}
          value={node.userId ?? null}
          onChange={value => onChange({ ...node, ...(typeof value === 'string' && { userId: value }) })}
        />
      )}
      <select
        aria-label={t('approval.mode')}
        value={node.mode}
        onChange={({ target: { value } }) => onChange({ ...node, mode: value === 'all' ? 'all' : 'any' })}
      >
        <option value="any">{t('approval.mode.any')}</option>
        <option value="all">{t('approval.mode.all')}</option>
      </select>
    </>
  )
}
