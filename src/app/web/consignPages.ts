// Goods that lie at customers' sites, and what is settled of them.
import type { Page } from './page.ts'

export const consignPages: readonly Page[] = [
  {
    path: '/consigned',
    load: async () => (await import('#features/consignment/web/LyingPage.tsx')).LyingPage,
    rail: { label: 'shell.consigned', part: 'orders', access: 'consigned.read', also: ['/settlements'] },
  },
  {
    path: '/settlements',
    load: async () => (await import('#features/consignment/web/SettlementListPage.tsx')).SettlementListPage,
    create: { label: 'shell.new.settlement', href: '/settlements/new', icon: 'check', access: 'settlement.create' },
  },
  {
    path: '/settlements/new',
    load: async () => (await import('#features/consignment/web/NewSettlementPage.tsx')).NewSettlementPage,
  },
  {
    path: '/settlements/$id',
    load: async () => (await import('#features/consignment/web/SettlementPage.tsx')).SettlementPage,
  },
]
