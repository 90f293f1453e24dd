// The kit on a shelf: `vite build --mode gallery`. Never part of the product's bundle.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { SessionProvider } from '#ui/useSession.tsx'
import { AuthFrame } from '../AuthFrame.tsx'
import { Providers } from '../Providers.tsx'
import type { Page } from '../page.ts'
import { makeRouter, RouterView } from '../Router.tsx'
import { Shell } from '../Shell.tsx'
import { texts } from '../texts.ts'
import { usePageLang } from '../usePageLang.ts'
import { galleryText, words } from './sample.ts'

const record = () => import('./RecordView.tsx').then(file => file.RecordView)
const signIn = () => import('./SignInView.tsx').then(file => file.SignInView)
const list = () => import('./ListView.tsx').then(file => file.ListView)
const form = () => import('./FormView.tsx').then(file => file.FormView)
const lines = () => import('./LinesView.tsx').then(file => file.LinesView)
const board = () => import('./BoardView.tsx').then(file => file.BoardView)

// biome-ignore format: a table
const pages: Page[] = [
  { path: '/', load: record, rail: { label: 'shell.home', part: 'top', count: 'home' } },
  { path: '/leads', load: record, rail: { label: 'shell.lead', part: 'followup', count: 'lead' }, create: { label: 'shell.lead', href: '/leads', icon: 'user' } },
  { path: '/pools', load: record, rail: { label: 'shell.pool', part: 'followup', count: 'pool' } },
  { path: '/customers', load: form, rail: { label: 'shell.customer', part: 'followup' }, create: { label: 'shell.customer', href: '/customers', icon: 'home' } },
  { path: '/deals', load: board, rail: { label: 'shell.deal', part: 'followup', count: 'deal' } },
  { path: '/quotes', load: lines, rail: { label: 'shell.quote', part: 'followup', count: 'quote' } },
  { path: '/contracts', load: record, rail: { label: 'shell.contract', part: 'followup', count: 'contract' } },
  { path: '/handoff', load: record, rail: { label: 'shell.handoff', part: 'seam', count: 'handoff' } },
  { path: '/orders', load: list, rail: { label: 'shell.order', part: 'orders', count: 'order' } },
  { path: '/orders/$id', load: record },
  { path: '/supply', load: record, rail: { label: 'shell.supply', part: 'orders', count: 'supply' } },
  { path: '/stock', load: record, rail: { label: 'shell.stock', part: 'orders' } },
  { path: '/shipments', load: record, rail: { label: 'shell.shipment', part: 'orders', count: 'shipment' } },
  { path: '/invoices', load: record, rail: { label: 'shell.invoice', part: 'orders', count: 'invoice' } },
  { path: '/collection', load: record, rail: { label: 'shell.collection', part: 'orders', count: 'collection' } },
  { path: '/tickets', load: record, rail: { label: 'shell.ticket', part: 'orders', count: 'ticket' } },
  { path: '/products', load: record, rail: { label: 'shell.product', part: 'bottom' } },
  { path: '/sign-in', load: signIn, bare: true },
  { path: '/settings', load: record, rail: { label: 'shell.settings', part: 'bottom' } },
]

const counts = {
  home: { count: 9 },
  lead: { count: 12 },
  pool: { count: 86 },
  deal: { count: 42 },
  quote: { count: 9 },
  contract: { count: 4 },
  handoff: { count: 7 },
  order: { count: 31 },
  supply: { count: 8 },
  shipment: { count: 6 },
  invoice: { count: 3 },
  collection: { count: 5, late: true },
  ticket: { count: 7 },
  notice: { count: 3 },
}

const router = makeRouter(pages, ({ bare, children }) =>
  bare ? (
    <AuthFrame>{children}</AuthFrame>
  ) : (
    <Shell pages={pages} counts={async () => counts} search={async () => []}>
      {children}
    </Shell>
  ),
)
const queries = new QueryClient()

function Gallery() {
  const speech = usePageLang(undefined, () => {})
  const { lang } = speech
  const session = {
    userId: 'u',
    name: words.me[lang],
    lang,
    roles: ['owner' as const],
    grants: {},
    org: { id: 'o', name: words.org[lang], zone: 'Asia/Shanghai', currency: 'CNY' },
  }
  return (
    <QueryClientProvider client={queries}>
      <SessionProvider value={session}>
        <Providers {...speech} texts={{ ...texts, ...galleryText }} zone="Asia/Shanghai">
          <RouterView router={router} />
        </Providers>
      </SessionProvider>
    </QueryClientProvider>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Gallery />)
