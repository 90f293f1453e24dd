import { type Entity, type Field, sharedFields } from '#meta/entity.ts'

// biome-ignore format: a table
const leadFields: readonly Field[] = [
  { key: 'number', label: { en: 'Number', zh: '线索编号' }, kind: 'text', derived: true, filter: true, sort: true },
  { key: 'name', label: { en: 'Name', zh: '姓名' }, kind: 'text', required: true, maxLength: 100, filter: true, sort: true, synonyms: ['联系人', '线索名称', 'contact', 'full name', 'lead', 'lead name'] },
  { key: 'company', label: { en: 'Company', zh: '公司' }, kind: 'text', maxLength: 200, filter: true, sort: true, synonyms: ['公司名称', '企业名称', 'company name', 'organisation', 'organization', 'account'] },
  { key: 'state', label: { en: 'State', zh: '状态' }, kind: 'choice', derived: true, filter: true, sort: true, choices: [
    { value: 'unassigned', label: { en: 'Unassigned', zh: '待分配' }, tone: 'warn' },
    { value: 'assigned', label: { en: 'Assigned', zh: '已分配' }, tone: 'warm' },
    { value: 'following', label: { en: 'Following', zh: '跟进中' }, tone: 'warm' },
    { value: 'converted', label: { en: 'Converted', zh: '已转化' }, tone: 'ok' },
    { value: 'invalid', label: { en: 'Invalid', zh: '无效' }, tone: 'off' },
  ] },
  { key: 'phone', masked: true, label: { en: 'Phone', zh: '电话' }, kind: 'phone', maxLength: 60, filter: true, synonyms: ['手机', '联系电话', 'mobile', 'telephone', 'tel'] },
  { key: 'email', masked: true, label: { en: 'E-mail', zh: '邮箱' }, kind: 'email', maxLength: 254, filter: true, synonyms: ['email', '电子邮箱'] },
  { key: 'title', label: { en: 'Title', zh: '职务' }, kind: 'text', maxLength: 100, filter: true, synonyms: ['职位', 'job title'] },
  { key: 'source', label: { en: 'Source', zh: '线索来源' }, kind: 'text', maxLength: 60, offers: '/lead-sources/offered', filter: true, sort: true, synonyms: ['来源', 'lead source', '渠道'] },
  { key: 'campaign', label: { en: 'Campaign', zh: '市场活动' }, kind: 'text', maxLength: 100, offers: '/campaigns/offered', filter: true, sort: true, synonyms: ['活动'] },
  { key: 'referredBy', label: { en: 'Referred by', zh: '转介绍客户' }, kind: 'reference', refEntity: 'customer', filter: true, synonyms: ['老客户', 'referrer'] },
  { key: 'region', label: { en: 'Region', zh: '地区' }, kind: 'region', maxLength: 100, filter: true, sort: true, synonyms: ['省市', 'city', 'country'] },
  { key: 'address', masked: true, label: { en: 'Address', zh: '地址' }, kind: 'text', maxLength: 300, filter: true, synonyms: ['详细地址', '公司地址', 'street'] },
  { key: 'need', label: { en: 'Need', zh: '需求' }, kind: 'longText', maxLength: 5000, synonyms: ['需求描述', 'description', '备注', 'note'] },
  { key: 'productLine', label: { en: 'Product line', zh: '产品线' }, kind: 'text', maxLength: 100, filter: true, sort: true, synonyms: ['意向产品', '产品', 'product', 'interest'] },
  { key: 'nextStep', label: { en: 'Next step', zh: '下一步' }, kind: 'text', maxLength: 500, filter: true },
  { key: 'nextStepAt', label: { en: 'Next step at', zh: '下一步时间' }, kind: 'instant', filter: true, sort: true },
  { key: 'assignedAt', label: { en: 'Assigned', zh: '分配时间' }, kind: 'instant', derived: true, filter: true, sort: true },
  { key: 'respondBy', label: { en: 'Respond by', zh: '首次响应截止' }, kind: 'instant', derived: true, filter: true, sort: true },
  { key: 'firstFollowupAt', label: { en: 'First follow-up', zh: '首次跟进' }, kind: 'instant', derived: true, filter: true, sort: true },
  { key: 'lastFollowupAt', label: { en: 'Last follow-up', zh: '最近跟进' }, kind: 'instant', derived: true, filter: true, sort: true },
  { key: 'convertedAt', label: { en: 'Converted', zh: '转化时间' }, kind: 'instant', derived: true, filter: true, sort: true },
  { key: 'invalidReason', label: { en: 'Why invalid', zh: '无效原因' }, kind: 'text', derived: true, filter: true },
  { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', derived: true, filter: true },
  { key: 'poolId', label: { en: 'Pool', zh: '公海' }, kind: 'reference', refEntity: 'pool', derived: true, filter: true },
  { key: 'pooledAt', label: { en: 'In the pool since', zh: '进入公海时间' }, kind: 'instant', derived: true, filter: true, sort: true },
  { key: 'poolLocked', label: { en: 'Locked', zh: '已锁定' }, kind: 'yesNo', derived: true, filter: true },
  ...sharedFields,
]

export const leadEntity: Entity = {
  key: 'lead',
  label: { en: 'Lead', zh: '线索' },
  plural: { en: 'Leads', zh: '线索' },
  path: '/leads',
  title: 'name',
  fields: leadFields,
  columns: ['name', 'company', 'state', 'phone', 'source', 'ownerId', 'respondBy', 'nextStepAt', 'lastFollowupAt'],
  form: [
    { label: { en: 'Who', zh: '是谁' }, fields: ['name', 'company', 'title', 'phone', 'email', 'region', 'address'] },
    { label: { en: 'From where', zh: '从哪来' }, fields: ['source', 'campaign', 'referredBy'] },
    { label: { en: 'What for', zh: '要什么' }, fields: ['productLine', 'need', 'nextStep', 'nextStepAt', 'ownerId'] },
  ],
}
