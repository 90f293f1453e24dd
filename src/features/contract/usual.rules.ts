// The templates every company begins with; each is its own to change afterwards.
import type { Block, NewTemplate } from './template.schema.ts'

const title = (text: string): Block => ({ kind: 'title', text })
const heading = (text: string): Block => ({ kind: 'heading', text })
const clause = (text: string): Block => ({ kind: 'clause', text })
const words = (text: string): Block => ({ kind: 'text', text })

const headZh = [
  words('合同编号：{{number}}　　签订日期：{{signedOn}}'),
  words('供方（甲方）：{{company.name}}'),
  words('需方（乙方）：{{customer.name}}'),
  words('根据《中华人民共和国民法典》及相关法律法规，甲乙双方在平等自愿的基础上，经协商一致，订立本合同。'),
]

const sales: NewTemplate = {
  name: '销售合同（标准）',
  lang: 'zh',
  kind: 'one_off',
  body: [
    title('{{title}}'),
    ...headZh,
    heading('标的、数量与价格'),
    words('{{lines}}'),
    clause('合同总金额为 {{amount}}（大写：{{amountCapital}}），以上价格{{taxMode}}。'),
    heading('付款方式'),
    clause('乙方按以下约定付款：'),
    words('{{terms}}'),
    clause('甲方收款账户：户名 {{company.name}}，开户行 {{company.bank}}，账号 {{company.account}}。'),
    clause('付款方为 {{payer.name}}；甲方按国家税收规定开具增值税发票。'),
    heading('交货与验收'),
    clause('交货地点：{{delivery.address}}。运输方式与费用按双方书面约定执行。'),
    clause('乙方应在收货后 7 日内按本合同及产品说明验收；逾期未提出书面异议的，视为验收合格。'),
    heading('质量与售后'),
    clause('甲方保证产品符合国家标准及双方确认的技术要求，质保期自验收合格之日起 12 个月。'),
    clause('质保期内因产品质量产生的问题，甲方负责免费维修或更换。'),
    heading('违约责任'),
    clause('甲方逾期交货的，每逾期一日按逾期部分货款的万分之五支付违约金；乙方逾期付款的，按同等标准支付违约金。'),
    clause('任何一方根本违约的，守约方有权解除合同并要求赔偿损失。'),
    heading('特别约定'),
    words('{{clauses}}'),
    heading('争议解决与其他'),
    clause('履行本合同发生争议，双方协商解决；协商不成的，提交甲方所在地有管辖权的人民法院诉讼解决。'),
    clause('本合同自双方签字盖章之日起生效，一式两份，双方各执一份，具有同等法律效力。'),
    words('{{signatures}}'),
  ],
}

const framework: NewTemplate = {
  name: '框架合同（标准）',
  lang: 'zh',
  kind: 'framework',
  body: [
    title('{{title}}'),
    ...headZh,
    heading('合作期限'),
    clause('本合同自 {{effectiveFrom}} 起至 {{effectiveUntil}} 止。期满前双方可书面续签。'),
    heading('产品与价格'),
    words('{{lines}}'),
    clause(
      '合同期内采购总额上限为 {{amount}}（大写：{{amountCapital}}），以上价格{{taxMode}}。标注“按需”的产品按实际订单结算。',
    ),
    heading('订单'),
    clause('乙方按需下达订单，载明产品、数量、交货日期与地点；甲方确认后订单生效，与本合同不一致之处以本合同为准。'),
    clause('默认交货地点：{{delivery.address}}。'),
    heading('付款方式'),
    clause('每张订单按以下约定付款：'),
    words('{{terms}}'),
    clause('甲方收款账户：户名 {{company.name}}，开户行 {{company.bank}}，账号 {{company.account}}。'),
    heading('质量、验收与违约'),
    clause('质量标准、验收与质保按双方确认的技术要求及国家标准执行，质保期 12 个月。'),
    clause('任何一方违约，应赔偿守约方因此遭受的损失。'),
    heading('特别约定'),
    words('{{clauses}}'),
    heading('其他'),
    clause('争议由双方协商解决；协商不成的，提交甲方所在地有管辖权的人民法院诉讼解决。'),
    clause('本合同自双方签字盖章之日起生效，一式两份，双方各执一份。'),
    words('{{signatures}}'),
  ],
}

const supplement: NewTemplate = {
  name: '补充协议（标准）',
  lang: 'zh',
  kind: 'supplement',
  body: [
    title('补充协议'),
    words('协议编号：{{number}}　　签订日期：{{signedOn}}'),
    words('甲方：{{company.name}}'),
    words('乙方：{{customer.name}}'),
    words(
      '甲乙双方已签订《{{title}}》（编号：{{amends.number}}，以下称“原合同”）。因{{changeReason}}，经协商一致，对原合同变更如下：',
    ),
    words('{{changes}}'),
    heading('变更后的明细'),
    words('{{lines}}'),
    heading('其他'),
    clause('变更后合同金额为 {{amount}}（大写：{{amountCapital}}）。'),
    clause('本协议未涉及的内容，仍按原合同执行；本协议与原合同不一致的，以本协议为准。'),
    clause('本协议自双方签字盖章之日起生效，为原合同不可分割的组成部分。'),
    words('{{signatures}}'),
  ],
}

const english: NewTemplate = {
  name: 'Sales contract (standard)',
  lang: 'en',
  kind: 'one_off',
  body: [
    title('{{title}}'),
    words('Contract No. {{number}}, signed on {{signedOn}}'),
    words('Seller: {{company.name}}, {{company.address}}'),
    words('Buyer: {{customer.name}}, {{customer.address}}'),
    heading('Goods and price'),
    words('{{lines}}'),
    clause('The contract amount is {{amount}}, {{taxMode}}.'),
    heading('Payment'),
    words('{{terms}}'),
    clause('Payments are made to {{company.name}}, bank {{company.bank}}, account {{company.account}}.'),
    heading('Delivery and acceptance'),
    clause('Place of delivery: {{delivery.address}}.'),
    clause('The Buyer examines the goods within 7 days of receipt; goods not objected to in writing are accepted.'),
    heading('Warranty'),
    clause(
      'The Seller warrants the goods for 12 months from acceptance and repairs or replaces defective goods free of charge.',
    ),
    heading('Breach'),
    clause('Whoever delivers or pays late owes 0.05% of the amount in delay per day.'),
    heading('Special terms'),
    words('{{clauses}}'),
    heading('Disputes'),
    clause('Disputes are settled by negotiation, failing which by the competent court at the Seller’s seat.'),
    words('{{signatures}}'),
  ],
}

const frameworkEn: NewTemplate = {
  name: 'Framework contract (standard)',
  lang: 'en',
  kind: 'framework',
  body: [
    title('{{title}}'),
    words('Contract No. {{number}}, signed on {{signedOn}}'),
    words('Seller: {{company.name}}'),
    words('Buyer: {{customer.name}}'),
    heading('Term'),
    clause('This contract runs from {{effectiveFrom}} until {{effectiveUntil}}.'),
    heading('Goods and prices'),
    words('{{lines}}'),
    clause('Orders may be called off up to {{amount}}, {{taxMode}}. Goods “as needed” are billed as ordered.'),
    heading('Payment of each order'),
    words('{{terms}}'),
    heading('Special terms'),
    words('{{clauses}}'),
    words('{{signatures}}'),
  ],
}

const supplementEn: NewTemplate = {
  name: 'Supplementary agreement (standard)',
  lang: 'en',
  kind: 'supplement',
  body: [
    title('Supplementary agreement'),
    words('No. {{number}} to contract {{amends.number}}, signed on {{signedOn}}'),
    words('{{company.name}} and {{customer.name}} change their contract {{amends.number}}. Reason: {{changeReason}}'),
    words('{{changes}}'),
    words('{{lines}}'),
    clause('Whatever this agreement does not change stays in force.'),
    words('{{signatures}}'),
  ],
}

export const usualTemplates: readonly NewTemplate[] = [sales, framework, supplement, english, frameworkEn, supplementEn]
