import { type ListQuery, moves, shape } from '#kernel/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { MiniThread } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { steps } from '#ui/steps.ts'
import { useLang } from '#ui/useText.tsx'
import { words } from './sample.ts'
import { makeRows, orderEntity } from './sampleLists.ts'

const rows = makeRows(20_000)
const heldApi = moves('/orders/:id/moves', { hold: { may: 'signedIn' }, resume: { may: 'signedIn' } }, shape({}))

async function load({ limit = 50, cursor, q, sort }: ListQuery) {
  const found = rows.filter(row => !q || row.name.includes(q))
  const key = sort?.replace('-', '')
  if (key)
    found.sort(
      (a, b) =>
        String(Reflect.get(a, key)).localeCompare(String(Reflect.get(b, key))) * (sort?.startsWith('-') ? -1 : 1),
    )
  const from = Number(cursor ?? 0)
  return {
    items: found.slice(from, from + limit),
    nextCursor: from + limit < found.length ? String(from + limit) : null,
  }
}

export function ListView() {
  const { lang } = useLang()
  return (
    <>
      <PageTop title={words.orders[lang]} />
      <RecordList
        entity={orderEntity}
        href={row => `/orders/${row.id}`}
        load={load}
        summary={async ({ q }) => ({
          count: rows.filter(row => !q || row.name.includes(q)).length,
          sums: { amount: '182936400.00' },
          groups: [],
        })}
        sums={['amount']}
        bulk={{ apis: [heldApi] }}
        exportHref={() => '/api/orders/export'}
        cells={{
          step: row => <MiniThread at={steps[row.stepAt % steps.length] ?? 'lead'} late={row.stepAt % 9 === 0} />,
        }}
        edit={async ({ id, ...edit }) => {
          const row = rows.find(one => one.id === id)
          if (!row) throw new Refusal('problem.missing', 'missing')
          return { ...row, ...edit }
        }}
        views={[
          { label: words.all[lang], search: '' },
          { label: words.mine[lang], search: 'sort=-amount' },
        ]}
        empty={{ title: words.orders[lang] }}
      />
    </>
  )
}
