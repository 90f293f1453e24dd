// What the demo company makes, and what stands in its two warehouses.
import type { NewPriceList, PriceLineInput } from '#features/product/priceList.schema.ts'
import type { NewProduct } from '#features/product/product.schema.ts'
import { createProduct } from '#features/product/server/create.service.ts'
import { editPriceLines } from '#features/product/server/priceLine.service.ts'
import { createPriceList } from '#features/product/server/priceList.service.ts'
import { createDocument } from '#features/stock/server/document.service.ts'
import { moveDocument } from '#features/stock/server/post.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { setReturnSettings } from '#features/ticket/server/returnSettings.service.ts'
import type { Chance } from './chance.ts'
import { age } from './people.ts'
import type { Story } from './story.ts'

type Row = readonly [code: string, name: string, price: string, more: Omit<NewProduct, 'code' | 'name' | 'price'>]

// of the tax office's classification: packing machinery, and other modern services
const machinery = '1090229990000000000'
const installing = '3049900000000000000'

const machine = (spec: string, cost: string, floorPrice: string) =>
  ({ category: '整机', unit: '台', spec, cost, floorPrice, taxRate: '13', taxCode: machinery }) as const
const part = (unit: string, spec: string, cost: string) =>
  ({ category: '备件', unit, spec, cost, taxRate: '13', taxCode: machinery }) as const
const service = { category: '服务', kind: 'service', unit: '项', taxRate: '6', taxCode: installing } as const

// biome-ignore format: a table
const catalogue: readonly Row[] = [
  ['GD-8200', '给袋式包装机', '268000', machine('8 工位 · 35 袋/分', '171000', '241000')],
  ['LP-420',  '立式包装机',   '165000', machine('膜宽 420 · 60 袋/分', '104000', '148000')],
  ['DL-40',   '多列条包机',   '312000', machine('10 列 · 400 条/分', '205000', '281000')],
  ['ZS-10',   '十头组合秤',   '128000', machine('0.5–1000 克', '79000', '115000')],
  ['JZ-300',  '动态检重秤',   '52000',  machine('3–300 克 ±0.1', '33500', '43200')],
  ['SJ-05',   '视觉检测仪',   '88000',  machine('500 万像素 · 剔除', '51000', '79000')],
  ['GZ-24',   '旋转灌装机',   '398000', machine('24 头 · 12000 瓶/时', '262000', '358000')],
  ['QF-60',   '气调封口机',   '186000', machine('60 盒/分', '121000', '167000')],
  ['LP-300',  '理瓶机',       '78000',  machine('300 瓶/分', '47000', '70000')],
  ['TB-150',  '贴标机',       '56000',  machine('双面 · 150 件/分', '35000', '50000')],
  ['ZH-30',   '装盒机',       '235000', machine('30–90 盒/分', '152000', '211000')],
  ['GM-80',   '铝塑泡罩机',   '680000', machine('GMP · 800 板/分', '438000', '612000')],
  ['ZT-60',   '真空贴体机',   '142000', machine('300×200', '92000', '127000')],
  ['FX-50',   '自动封箱机',   '126000', machine('20 箱/分', '81000', '113000')],
  ['ZX-25',   '自动装箱机',   '138000', machine('25 箱/分', '90000', '124000')],
  ['MD-12',   '码垛工作站',   '460000', machine('六轴 · 12 托/时', '318000', '414000')],
  ['SS-1200', '成品输送机',   '18500',  machine('1200 毫米 · 变频', '9800', '16600')],
  ['DK-A',    '电控柜',       '24000',  { ...part('套', 'PLC · 触摸屏', '15800'), category: '整机' }],
  ['BJ-02',   '随机备件包',   '6800',   part('套', '一年用量', '3100')],
  ['BJ-30',   '封切刀组件',   '900',    { ...part('套', '含刀座', '410'), units: [{ unit: '箱', factor: '12' }] }],
  ['BJ-114',  '加热片',       '180',    { ...part('片', '220V 350W', '62'), units: [{ unit: '盒', factor: '24' }] }],
  ['SB-20',   '色标传感器',   '640',    part('个', '绿光', '290')],
  ['FW-01',   '安装调试',     '36000',  service],
  ['FW-02',   '操作培训',     '8000',   { ...service, unit: '天' }],
  ['FW-04',   '年度保养',     '18000',  { ...service, unit: '年' }],
  ['TJ-01',   '小袋包装线套装', '338000', { category: '套件', kind: 'kit', unit: '套', spec: '包装、称重、检重', taxRate: '13', taxCode: machinery, partsText: 'LP-420*1; ZS-10*1; JZ-300*1' }],
  ['FW-03',   '运费',         '6500',   { category: '费用', kind: 'fee', unit: '项', taxRate: '9' }],
]

export type Stocked = { readonly products: Map<string, string>; readonly warehouses: Map<string, string> }

const spares = ['BJ-02', 'BJ-30', 'BJ-114', 'SB-20']
const deliveries = [
  { day: 82, spare: false, most: 6 },
  { day: 81, spare: true, most: 150 },
  { day: 48, spare: false, most: 4 },
  { day: 27, spare: false, most: 3 },
  { day: 19, spare: true, most: 60 },
  { day: 6, spare: false, most: 9 },
]
/** One machine is always short, so that a confirmation shows why not. */
const short = 'FX-50'

/** What came back damaged waits here, for sale to nobody. */
const apart = 'BL'

/** Fills `stocked` as it is played. */
export function productStory(stocked: Stocked): Story {
  const { products, warehouses } = stocked
  const warehouse = (code: string, name: string, isDefault: boolean) => ({
    day: age,
    time: '09:10',
    by: 'he' as const,
    play: async (...[tx, actor]: Parameters<Story[number]['play']>) =>
      warehouses.set(
        code,
        (await createWarehouse(tx, actor, { code, name, isDefault, sellable: code !== apart, address: '湖州市南浔区' }))
          .id,
      ),
  })
  const made = catalogue.map(([code, name, price, more]) => ({
    day: age,
    time: '09:30',
    by: 'gu' as const,
    play: async (...[tx, actor]: Parameters<Story[number]['play']>) =>
      products.set(code, (await createProduct(tx, actor, { code, name, price, ...more })).id),
  }))
  return [
    warehouse('CP', '成品库', true),
    warehouse('BJ', '备件库', false),
    warehouse('BL', '不良品库', false),
    {
      day: age,
      time: '09:15',
      by: 'gu',
      play: (tx, actor) => setReturnSettings(tx, actor, { damagedWarehouseId: warehouses.get(apart) ?? null }),
    },
    ...made,
    ...priceLists(products),
  ]
}

/** Key customers pay 2 % less for machines; whoever takes many parts pays less for each. */
function priceLists(products: Stocked['products']): Story {
  const share = (price: string, percent: number) => String(Math.round((Number(price) * percent) / 100))
  const ofKind = (wanted: boolean) =>
    catalogue.filter(([code]) => spares.includes(code) === wanted && !code.startsWith('FW-'))
  const line = (code: string, price: string, minQty: string) => ({ productId: products.get(code) ?? '', price, minQty })
  const list = (input: NewPriceList, lines: () => PriceLineInput[]): Story[number] => ({
    day: age,
    time: '09:50',
    by: 'fang',
    play: async (tx, actor) => {
      const { id } = await createPriceList(tx, actor, input)
      return editPriceLines(tx, actor, id, { put: lines(), drop: [] })
    },
  })
  return [
    list({ name: 'A 级客户价', levels: ['A'], priority: 10, note: '年度协议客户' }, () =>
      ofKind(false).map(([code, , price]) => line(code, share(price, 98), '0')),
    ),
    list({ name: '备件批量价' }, () =>
      ofKind(true).flatMap(([code, , price]) => [
        line(code, share(price, 95), '20'),
        line(code, share(price, 90), '100'),
      ]),
    ),
  ]
}

export function receiptStory(chance: Chance, { products, warehouses }: Stocked): Story {
  const isKept = ([code, , , { kind }]: Row): boolean => !code.startsWith('FW-') && code !== short && kind !== 'kit'
  const kept = catalogue.filter(isKept).map(([code]) => code)
  return deliveries.map(({ day, spare, most }) => {
    const codes = kept.filter(code => spares.includes(code) === spare)
    const counted = codes.map(code => ({ code, unitQty: String(chance.number(Math.ceil(most / 3), most)) }))
    return {
      day,
      time: '10:00',
      by: 'he',
      play: async (tx, actor) => {
        const lines = counted.flatMap(({ code, unitQty }) => {
          const productId = products.get(code)
          return productId ? [{ productId, unitQty }] : []
        })
        const warehouseId = warehouses.get(spare ? 'BJ' : 'CP')
        const document = { kind: 'receipt', ...(warehouseId && { warehouseId }), lines } as const
        const { id } = await createDocument(tx, actor, document)
        return moveDocument(tx, actor, { id, move: 'post' }, {})
      },
    }
  })
}
