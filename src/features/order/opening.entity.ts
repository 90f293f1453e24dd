import type { Entity, Field } from '#meta/entity.ts'
import { typeField } from './orderType.entity.ts'

/** A replacement comes of a return, what lies at a site of a shipment: both are of Baton's time. */
const broughtTypes = (typeField.choices ?? []).filter(one => !['replacement', 'consignment'].includes(one.value))

// What a company brings of the time before Baton: kinds of a file, not records of their own. What they make are orders.

// biome-ignore format: a table
const head: readonly Field[] = [
  { key: 'number',       label: { en: 'Order number', zh: '订单编号' }, kind: 'text', required: true, maxLength: 40, synonyms: ['order id', 'order no', 'order', 'so number', '订单号', '单号', '销售单号', 'name'] },
  { key: 'customerId',   label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', required: true, synonyms: ['customer id', 'customer name', 'company', 'account', '客户名称', '客户编号', '购货单位'] },
  { key: 'type',         label: { en: 'Order type', zh: '订单类型' }, kind: 'choice', choices: broughtTypes },
  { key: 'returnBy',     label: { en: 'Back by', zh: '归还日期' }, kind: 'date', synonyms: ['return by', '应还日期'] },
  { key: 'payerId',      label: { en: 'Payer', zh: '付款方' }, kind: 'reference', refEntity: 'customer', synonyms: ['bill to', '付款单位'] },
  { key: 'date',         label: { en: 'Order date', zh: '订单日期' }, kind: 'date', required: true, synonyms: ['date', 'ordered', 'created at', 'invoice date', '下单日期', '下单时间', '日期', '单据日期'] },
  { key: 'promisedDate', label: { en: 'Promised for', zh: '承诺交期' }, kind: 'date', synonyms: ['required date', 'delivery date', '交货日期', '交期'] },
  { key: 'currency',     label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3, synonyms: ['currency code', '货币'] },
  { key: 'taxMode',      label: { en: 'Prices', zh: '价格' }, kind: 'choice', synonyms: ['tax mode', '含税'], choices: [
    { value: 'inclusive', label: { en: 'With tax', zh: '含税' } },
    { value: 'exclusive', label: { en: 'Without tax', zh: '不含税' } },
  ] },
  { key: 'poNumber',     label: { en: 'Their PO number', zh: '客户采购单号' }, kind: 'text', maxLength: 100, synonyms: ['po', 'po number', '采购单号'] },
  { key: 'address',      label: { en: 'Delivery address', zh: '收货地址' }, kind: 'text', maxLength: 300, synonyms: ['ship address', 'address', '送货地址', '地址'] },
  { key: 'ownerId',      label: { en: 'Owner', zh: '负责人' }, kind: 'user', synonyms: ['employee', 'salesperson', '业务员', '销售员'] },
  { key: 'freight',      label: { en: 'Freight', zh: '运费' }, kind: 'money', synonyms: ['shipping', 'shipping cost', '运输费'] },
  { key: 'shippedOn',    label: { en: 'Shipped on', zh: '发货日期' }, kind: 'date', synonyms: ['shipped date', 'fulfilled at', '出库日期'] },
  { key: 'deliveredOn',  label: { en: 'Delivered on', zh: '签收日期' }, kind: 'date', synonyms: ['delivered date', '收货日期'] },
  { key: 'carrier',      label: { en: 'Carrier', zh: '承运商' }, kind: 'text', maxLength: 100, synonyms: ['ship via', '物流公司'] },
  { key: 'trackingNumber', label: { en: 'Tracking number', zh: '运单号' }, kind: 'text', maxLength: 100, synonyms: ['waybill', '快递单号'] },
  { key: 'dueOn',        label: { en: 'Due on', zh: '到期日' }, kind: 'date', synonyms: ['due date', '应收日期', '付款日期'] },
  { key: 'paidAmount',   label: { en: 'Paid so far', zh: '已回款' }, kind: 'money', synonyms: ['paid', 'paid amount', '已收款', '已付金额'] },
  { key: 'paidOn',       label: { en: 'Paid on', zh: '回款日期' }, kind: 'date', synonyms: ['paid at', 'payment date', '收款日期'] },
  { key: 'invoiced',     label: { en: 'Invoiced', zh: '已开票' }, kind: 'yesNo', synonyms: ['billed', '是否开票'] },
  { key: 'invoiceNumber', label: { en: 'Invoice number', zh: '发票号码' }, kind: 'text', maxLength: 40, synonyms: ['invoice', 'invoice no', '发票号', '数电票号码'] },
  { key: 'invoicedOn',   label: { en: 'Invoiced on', zh: '开票日期' }, kind: 'date', synonyms: ['invoice date', '开票时间'] },
  { key: 'note',         label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 5000, synonyms: ['notes', 'remark'] },
]

// biome-ignore format: a table
const line: readonly Field[] = [
  { key: 'productId',    label: { en: 'Product', zh: '产品' }, kind: 'reference', refEntity: 'product', synonyms: ['product id', 'product code', 'sku', 'item', 'lineitem sku', '产品编码', '产品名称', '货号', '商品'] },
  { key: 'lineName',     label: { en: 'Item without a product', zh: '无产品的项目' }, kind: 'text', maxLength: 200, synonyms: ['description', 'lineitem name', '摘要'] },
  { key: 'unitQty',      label: { en: 'Quantity', zh: '数量' }, kind: 'number', required: true, synonyms: ['qty', 'lineitem quantity', '件数'] },
  { key: 'unit',         label: { en: 'Unit', zh: '单位' }, kind: 'text', maxLength: 20, synonyms: ['uom', '计量单位'] },
  { key: 'price',        label: { en: 'Unit price', zh: '单价' }, kind: 'money', synonyms: ['price', 'lineitem price', '含税单价'] },
  { key: 'discount',     label: { en: 'Discount (0.05 or 5%)', zh: '折扣（0.05 或 5%）' }, kind: 'number', synonyms: ['discount', '折扣率', '折扣'] },
  { key: 'taxRate',      label: { en: 'Tax rate %', zh: '税率 %' }, kind: 'number', synonyms: ['tax rate', 'vat', '税率'] },
  { key: 'shippedQty',   label: { en: 'Shipped quantity', zh: '已发数量' }, kind: 'number', synonyms: ['shipped', '已发货数量', '已出库'] },
  { key: 'lineNote',     label: { en: 'Line note', zh: '行备注' }, kind: 'text', maxLength: 500 },
]
/** Told by every row; the others once for the order. */
export const openingLineKeys: readonly string[] = line.map(field => field.key)

const listed = (fields: readonly Field[]) => ({ columns: fields.map(field => field.key), form: [] })

export const openingEntity: Entity = {
  key: 'openingOrder',
  label: { en: 'Past order', zh: '历史订单' },
  plural: { en: 'Past orders, with lines', zh: '历史订单（含明细）' },
  path: '/orders',
  title: 'number',
  fields: [...head, ...line],
  ...listed([...head, ...line]),
}

// biome-ignore format: a table
const owed: readonly Field[] = [
  { key: 'number',     label: { en: 'Document number', zh: '单据编号' }, kind: 'text', required: true, maxLength: 40, synonyms: ['number', 'invoice', 'invoice number', 'order number', '单号', '发票号', '订单号'] },
  { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', required: true, synonyms: ['customer id', 'customer name', 'company', '客户名称', '客户编号', '往来单位'] },
  { key: 'date',       label: { en: 'Date', zh: '日期' }, kind: 'date', required: true, synonyms: ['document date', '单据日期', '业务日期'] },
  { key: 'amount',     label: { en: 'Still owed', zh: '应收余额' }, kind: 'money', required: true, synonyms: ['amount', 'balance', 'open amount', '金额', '余额', '期初应收', '未收金额'] },
  { key: 'currency',   label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3, synonyms: ['currency code', '货币'] },
  { key: 'dueOn',      label: { en: 'Due on', zh: '到期日' }, kind: 'date', synonyms: ['due date', '应收日期', '付款日期'] },
  { key: 'note',       label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 5000, synonyms: ['notes', 'remark', '摘要'] },
]

export const openingReceivableEntity: Entity = {
  key: 'openingReceivable',
  label: { en: 'Opening receivable', zh: '期初应收' },
  plural: { en: 'Opening receivables', zh: '期初应收' },
  path: '/orders',
  title: 'number',
  fields: owed,
  ...listed(owed),
}
