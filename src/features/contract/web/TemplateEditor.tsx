import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Block, Template } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import { BlockEdit } from './BlockEdit.tsx'
import { TemplatePreview } from './TemplatePreview.tsx'
import { templateCalls } from './useContractCalls.ts'
import './Contract.css'

export type KeyedBlock = Block & { readonly key: string }

/** Paragraph by paragraph; fields are chosen from a list, and the preview shows a real contract. */
export function TemplateEditor({ template }: { readonly template: Template }) {
  const t = useText(templateText)
  const tell = useToast()
  const queries = useQueryClient()
  const [blocks, setBlocks] = useState<readonly KeyedBlock[]>(() =>
    template.body.map(one => ({ ...one, key: newId() })),
  )
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const body = blocks.map(({ kind, text }): Block => ({ kind, text }))
  const { id, version, archived } = template
  const save = async (more: { archived?: boolean } = {}) => {
    setBusy(true)
    try {
      await templateCalls.edit({ id, version, body, ...more })
      setReasons([])
      tell(t('contract.template.saved'))
      await queries.invalidateQueries({ queryKey: ['contractTemplate'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const put = (at: number, next: KeyedBlock) => setBlocks(blocks.map((one, i) => (i === at ? next : one)))
  const move = (at: number, by: 1 | -1) => {
    const next = [...blocks]
    const [one] = next.splice(at, 1)
    if (one) next.splice(at + by, 0, one)
    setBlocks(next)
  }
  return (
    <>
      <PageTop
        title={template.name}
        back={{ label: t('contract.template.title'), href: '/settings/contract-templates' }}
      >
        <small className="t3 dk">{t('contract.template.version', { no: version })}</small>
        <Button kind="text" onClick={() => save({ archived: !archived })}>
          {t(archived ? 'contract.template.restore' : 'contract.template.archive')}
        </Button>
        <Button kind="primary" busy={busy} onClick={() => save()}>
          {t('contract.template.save')}
        </Button>
      </PageTop>
      {reasons.length > 0 && (
        <div className="card" role="alert">
          <div className="body">
            <Reasons reasons={reasons} />
          </div>
        </div>
      )}
      <div className="rec-grid">
        <section className="card">
          <div className="body">
            {blocks.map((block, i) => (
              <BlockEdit
                key={block.key}
                block={block}
                no={i + 1}
                isLast={i === blocks.length - 1}
                onChange={next => put(i, next)}
                onMove={by => move(i, by)}
                onDrop={() => setBlocks(blocks.filter((_, at) => at !== i))}
              />
            ))}
            <p className="row">
              <Button icon="plus" onClick={() => setBlocks([...blocks, { key: newId(), kind: 'clause', text: '' }])}>
                {t('contract.template.addBlock')}
              </Button>
            </p>
          </div>
        </section>
        <div className="side stack">
          <TemplatePreview body={body} lang={template.lang} />
        </div>
      </div>
    </>
  )
}
