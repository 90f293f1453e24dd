// What is owed and paid.
import type { Page } from './page.ts'

export const cashPages: readonly Page[] = [
  {
    path: '/receipts',
    load: async () => (await import('#features/collection/web/ReceiptListPage.tsx')).ReceiptListPage,
    rail: {
      label: 'shell.collection',
      part: 'orders',
      access: 'receipt.read',
      also: ['/receivables', '/refunds', '/write-offs', '/credit-releases'],
    },
    create: { label: 'shell.new.receipt', href: '/receipts?new', icon: 'money', access: 'receipt.create' },
  },
  {
    path: '/receipts/$id',
    load: async () => (await import('#features/collection/web/ReceiptPage.tsx')).ReceiptPage,
  },
  {
    path: '/refunds',
    load: async () => (await import('#features/collection/web/RefundListPage.tsx')).RefundListPage,
  },
  {
    path: '/refunds/$id',
    load: async () => (await import('#features/collection/web/RefundPage.tsx')).RefundPage,
  },
  {
    path: '/write-offs',
    load: async () => (await import('#features/collection/web/WriteOffListPage.tsx')).WriteOffListPage,
  },
  {
    path: '/write-offs/$id',
    load: async () => (await import('#features/collection/web/WriteOffPage.tsx')).WriteOffPage,
  },
  {
    path: '/credit-releases',
    load: async () => (await import('#features/order/web/ReleaseListPage.tsx')).ReleaseListPage,
  },
  {
    path: '/credit-releases/$id',
    load: async () => (await import('#features/order/web/ReleasePage.tsx')).ReleasePage,
  },
  {
    path: '/receivables',
    load: async () => (await import('#features/collection/web/ReceivableListPage.tsx')).ReceivableListPage,
  },
  {
    path: '/customers/$id/statement',
    load: async () => (await import('#features/statement/web/StatementPage.tsx')).StatementPage,
  },
  {
    path: '/receivables/$id',
    load: async () => (await import('#features/collection/web/ReceivablePage.tsx')).ReceivablePage,
  },
]
