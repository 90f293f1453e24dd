import { useQuery } from '@tanstack/react-query'
import { usePlace } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import { templateCalls } from './useContractCalls.ts'

export function TemplatePage() {
  const { params } = usePlace()
  const templates = useQuery({ queryKey: ['contractTemplate'], queryFn: () => templateCalls.list({}) })
  if (templates.error) return <Problem error={templates.error} onRetry={() => templates.refetch()} />
  const found = templates.data?.items.find(one => one.id === params.id)
  if (!found) return <Skeleton shape="record" />
  return <TemplateEditor key={`${found.id}${found.version}`} template={found} />
}
