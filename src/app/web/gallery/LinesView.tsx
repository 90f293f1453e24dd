import { useState } from 'react'
import { LineEditor } from '#ui/LineEditor.tsx'
import type { LineColumn } from '#ui/lineColumns.ts'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { ThreadStrip } from '#ui/ThreadStrip.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useLang } from '#ui/useText.tsx'
import { legsOf, words } from './sample.ts'
import { type GalleryLine, galleryLines, galleryProducts, lineTitles } from './sampleLists.ts'

const money = (n: number) => n.toFixed(2)
const amount = (line: GalleryLine) => (Number(line.qty) * Number(line.list) * Number(line.rate)) / 100

export function LinesView() {
  const { lang } = useLang()
  const tell = useToast()
  const [lines, setLines] = useState(() => galleryLines(Number(new URLSearchParams(location.search).get('n') ?? 11)))
  const title = (key: keyof typeof lineTitles) => lineTitles[key][lang]
  const columns: LineColumn<GalleryLine>[] = [
    {
      key: 'product',
      kind: 'product',
      title: title('product'),
      width: 190,
      get: line => line.name,
      show: line => (
        <span>
          <span className="pn">{line.name}</span> <small className="t3">{line.code}</small>
        </span>
      ),
    },
    {
      key: 'qty',
      kind: 'number',
      title: title('qty'),
      width: 64,
      get: line => line.qty,
      set: (line, qty) => ({ ...line, qty }),
    },
    {
      key: 'unit',
      kind: 'choice',
      title: title('unit'),
      width: 64,
      get: line => line.unit,
      set: (line, unit) => ({ ...line, unit }),
      options: ['台', '套', '米', '项'].map(value => ({ value, label: value })),
    },
    {
      key: 'list',
      kind: 'money',
      title: title('list'),
      width: 104,
      get: line => line.list,
      show: line => <Money amount={line.list} />,
      look: () => 'muted',
    },
    {
      key: 'rate',
      kind: 'percent',
      title: title('rate'),
      width: 70,
      get: line => line.rate,
      set: (line, rate) => ({ ...line, rate }),
      show: line => `${line.rate}%`,
    },
    {
      key: 'price',
      kind: 'money',
      title: title('price'),
      width: 108,
      get: line => money((Number(line.list) * Number(line.rate)) / 100),
      show: line => <Money amount={money((Number(line.list) * Number(line.rate)) / 100)} />,
      look: line => (Number(line.rate) < 90 ? 'under' : undefined),
    },
    {
      key: 'amount',
      kind: 'money',
      title: title('amount'),
      width: 116,
      get: line => money(amount(line)),
      show: line => <Money amount={money(amount(line))} />,
      look: () => 'strong',
    },
    {
      key: 'due',
      kind: 'date',
      title: title('due'),
      width: 120,
      get: line => line.due,
      set: (line, due) => ({ ...line, due }),
    },
    {
      key: 'stock',
      kind: 'show',
      title: title('stock'),
      width: 110,
      get: line => line.stock,
      look: line => (line.stock.includes('现货') ? 'ok' : 'late'),
    },
  ]
  const total = money(lines.reduce((sum, line) => sum + amount(line), 0))
  return (
    <>
      <PageTop title={words.quoteNumber[lang]} back={{ label: words.orders[lang], href: '/orders' }} />
      <ThreadStrip legs={legsOf('quote', lang)} />
      <p style={{ height: 12 }} />
      <LineEditor
        columns={columns}
        lines={lines}
        keyOf={line => line.key}
        onChange={setLines}
        find={async q =>
          galleryProducts.filter(one => `${one.name}${one.code}`.toLowerCase().includes(q.toLowerCase()))
        }
        newLine={product => ({
          key: `n${Math.trunc(performance.now() * 1000)}${product.id}`,
          name: product.name,
          code: product.code,
          qty: '1',
          unit: '台',
          list: '52000',
          rate: '100',
          due: '',
          stock: '现货 4',
        })}
        totals={[
          { label: title('list'), value: total },
          { label: words.total[lang], value: <Money amount={total} currency="CNY" />, big: true },
        ]}
        onHistory={line => tell(line.name)}
        reasons={[{ key: 'gallery.open', path: 'lines.4.qty' }]}
      />
    </>
  )
}
