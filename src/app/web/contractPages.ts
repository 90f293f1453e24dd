// Contracts, and what they are written from.
import { templateText } from '#features/contract/template.text.ts'
import type { Page } from './page.ts'

export const contractPages: readonly Page[] = [
  {
    path: '/contracts',
    load: async () => (await import('#features/contract/web/ContractListPage.tsx')).ContractListPage,
    rail: { label: 'shell.contract', part: 'followup', access: 'contract.read', count: 'contract' },
    create: { label: 'shell.new.contract', href: '/contracts?new', icon: 'doc', access: 'contract.create' },
  },
  { path: '/contracts/$id', load: async () => (await import('#features/contract/web/ContractPage.tsx')).ContractPage },
  {
    path: '/settings/contract-templates/$id',
    load: async () => (await import('#features/contract/web/TemplatePage.tsx')).TemplatePage,
  },
  {
    path: '/settings/contract-templates',
    load: async () => (await import('#features/contract/web/TemplatesPage.tsx')).TemplatesPage,
    settings: {
      group: 'followup',
      label: templateText['contract.template.title'],
      say: templateText['contract.template.say'],
      access: 'contract.set',
    },
  },
  {
    path: '/settings/contracts',
    load: async () => (await import('#features/contract/web/ContractSettingsPage.tsx')).ContractSettingsPage,
    settings: {
      group: 'followup',
      label: templateText['contract.set.title'],
      say: templateText['contract.set.say'],
      access: 'contract.set',
    },
  },
]
