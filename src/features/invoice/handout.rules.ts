// A request as a file for the software that issues: one row a line, or the whole as one object. Pure.
import type { InvoiceSettings, WholeInvoice } from './invoice.schema.ts'

const heads = {
  number: '申请单号',
  taxKind: '发票类型',
  buyerName: '购买方名称',
  buyerTaxNumber: '购买方纳税人识别号',
  buyerAddress: '购买方地址',
  buyerPhone: '购买方电话',
  buyerBank: '购买方开户行',
  buyerAccount: '购买方银行账号',
  buyerEmail: '购买方邮箱',
  lineKind: '发票行性质',
  taxCode: '商品和服务税收分类编码',
  name: '项目名称',
  spec: '规格型号',
  unit: '单位',
  qty: '数量',
  price: '单价',
  net: '金额',
  taxRate: '税率',
  tax: '税额',
  note: '备注',
  originalNumber: '对应蓝字发票号码',
} as const
const taxKinds = { special: '增值税专用发票', plain: '普通发票', none: '不征税' } as const
const lineKinds = { normal: '正常', discounted: '被折扣', discount: '折扣' } as const

type Cell = string | null

/** With a byte order mark, so that a spreadsheet reads the Chinese; long digits stay as they are. */
export function csvOf(invoice: WholeInvoice, originalNumber: Cell): string {
  const { buyer } = invoice
  const rows = invoice.lines.map(line => {
    const cells: Record<keyof typeof heads, Cell> = {
      number: invoice.number,
      taxKind: taxKinds[invoice.taxKind],
      buyerName: buyer.name,
      buyerTaxNumber: buyer.taxNumber,
      buyerAddress: buyer.address,
      buyerPhone: buyer.phone,
      buyerBank: buyer.bank,
      buyerAccount: buyer.account,
      buyerEmail: buyer.email,
      lineKind: lineKinds[line.lineKind],
      taxCode: line.taxCode,
      name: line.name,
      spec: line.spec,
      unit: line.unit,
      qty: line.unitQty,
      price: line.price,
      net: line.net,
      taxRate: line.taxRate,
      tax: line.tax,
      note: invoice.note,
      originalNumber,
    }
    return Object.values(cells)
  })
  return `\uFEFF${[Object.values(heads), ...rows].map(row => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** What begins like a formula is text; what holds a comma or a line end is quoted. */
function quoted(cell: Cell): string {
  const text = cell ?? ''
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function jsonOf(invoice: WholeInvoice, seller: InvoiceSettings['seller'], originalNumber: Cell): string {
  const { number, kind, taxKind, currency, buyer, lines, net, tax, gross, note } = invoice
  const said = lines.map(
    ({ no, lineKind, taxCode, name, spec, unit, unitQty, price, net: amount, taxRate, tax: part }) => ({
      no,
      lineKind,
      taxCode,
      name,
      spec,
      unit,
      qty: unitQty,
      price,
      net: amount,
      taxRate,
      tax: part,
    }),
  )
  return JSON.stringify(
    { number, kind, taxKind, currency, seller, buyer, lines: said, net, tax, gross, note, originalNumber },
    null,
    2,
  )
}
