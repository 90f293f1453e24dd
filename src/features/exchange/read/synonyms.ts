// Headers under which people's files carry a field, beside its key, labels and own synonyms. `entity.field`
// comes before `field`. They are compared without case, width, spaces and punctuation.

// biome-ignore format: a table, read as one
const synonyms: Readonly<Record<string, readonly string[]>> = {
  'customer.name':    ['客户', '客户名', '客户名称', '公司', '公司名', '公司名称', '企业名称', '单位名称', 'customer', 'customer name', 'company', 'company name', 'account', 'account name', 'organisation', 'organization', 'organization 1 name', 'client', 'client name'],
  'customer.number':  ['客户编号', '客户编码', '客户代号', '客户代码', 'customer id', 'customer no', 'customer number', 'customer code', 'account id', 'account number'],
  'customer.level':   ['客户级别', '客户等级', '客户类别', '客户分类', '级别', 'customer level', 'tier', 'grade', 'rating'],
  'contact.name':     ['姓名', '联系人', '联系人姓名', '客户联系人', '称呼', 'contact', 'contact name', 'full name', 'person'],
  'contact.customerId': ['客户', '客户名称', '公司', '公司名称', '所属客户', '所属公司', 'company', 'company name', 'account', 'account name', 'customer', 'organisation', 'organization', 'organization 1 name'],
  'lead.name':        ['线索', '线索名称', '姓名', '联系人', 'lead', 'lead name', 'full name', 'contact name'],
  'lead.company':     ['公司', '公司名称', '企业名称', '单位名称', '客户名称', 'company', 'company name', 'account name', 'organisation', 'organization'],
  'deal.name':        ['商机', '商机名称', '项目名称', '机会名称', 'deal', 'deal name', 'deal title', 'opportunity', 'opportunity name', 'opportunity title', 'title'],
  'deal.number':      ['商机编号', '机会编号', '项目编号', 'deal id', 'deal number', 'opportunity id', 'opportunity number'],
  'deal.customerId':    ['客户', '客户名称', '公司名称', 'account', 'account name', 'customer', 'customer name', 'company', 'company name'],
  'deal.stageId':       ['阶段', '商机阶段', '销售阶段', 'stage', 'deal stage', 'sales stage', 'stage name'],
  'deal.amount':      ['金额', '商机金额', '预计金额', '预计成交金额', '合同金额', 'amount', 'value', 'deal value', 'close value', 'deal amount', 'expected revenue'],
  'deal.product':     ['产品', '产品名称', '意向产品', '主要产品', 'product', 'product name', 'item'],
  'product.name':     ['产品', '产品名称', '商品', '商品名称', '品名', '物料名称', 'product', 'product name', 'product title', 'item', 'item name'],
  'product.number':   ['产品编号', '产品编码', '商品编码', '货号', '物料编码', '料号', 'sku', 'product id', 'product code', 'item code', 'item number', 'part number', 'variant sku'],
  'product.price':    ['价格', '单价', '售价', '销售单价', '标准价', 'price', 'unit price', 'list price', 'sales price', 'sale price', 'selling price'],
  'product.unit':     ['单位', '计量单位', 'unit', 'uom', 'unit of measure'],
  'product.spec':     ['规格', '规格型号', '型号', 'specification', 'model', 'quantity per unit'],
  'stock.product':    ['产品', '产品编号', '产品编码', '货号', 'sku', 'product', 'product id', 'product code', 'item'],
  'stock.warehouse':  ['仓库', '发货仓库', '仓库名称', 'warehouse', 'location'],
  'stock.quantity':   ['数量', '库存', '库存数量', '实盘数量', '在库数量', 'quantity', 'qty', 'on hand', 'stock', 'units in stock', 'counted'],
  'user.name':        ['姓名', '员工', '员工姓名', '人员', '销售', '业务员', 'employee', 'employee name', 'full name', 'agent', 'sales agent', 'salesperson', 'sales rep', 'user', 'user name'],
  'user.managerId':   ['上级', '直属上级', '主管', '经理', 'manager', 'reports to', 'supervisor'],
  'user.deptId':      ['部门', '所属部门', '团队', 'department', 'dept', 'team', 'office', 'regional office'],
  'user.roles':       ['角色', '岗位', '权限', 'role', 'roles'],
  'department.name':  ['部门', '部门名称', '团队', 'department', 'department name', 'team', 'office', 'regional office'],
  'department.parentId': ['上级部门', '所属部门', 'parent', 'parent department', 'belongs to'],
  'department.headId': ['主管', '负责人', '部门主管', '经理', 'head', 'manager'],
  'openingOrder.note': ['备注', '说明', '订单备注', 'note', 'notes', 'remark', 'remarks', 'comment', 'comments'],
  phone:              ['电话', '座机', '座机电话', '固定电话', '联系电话', '公司电话', 'phone', 'phone number', 'telephone', 'tel', 'work phone', 'business phone', 'phone 1 value'],
  mobile:             ['手机', '手机号', '手机号码', '移动电话', '联系手机', 'mobile', 'mobile phone', 'mobile number', 'cell', 'cell phone', 'cellphone'],
  fax:                ['传真', '联系传真', 'fax', 'fax number'],
  email:              ['邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址', 'email', 'e-mail', 'email address', 'mail', 'e-mail 1 value', 'QQ/E-mail'],
  address:            ['地址', '公司地址', '详细地址', '联系地址', '通讯地址', '地址1', 'address', 'address 1', 'address1', 'street', 'street address', 'billing address', 'billing street'],
  city:               ['城市', '市', 'city', 'town', 'billing city', 'office location'],
  province:           ['省', '省份', '省/州', 'province', 'state', 'region', 'billing province'],
  district:           ['区', '区县', '区/县', 'district', 'county'],
  region:             ['地区', '区域', '客户区域', '所在地区', 'region', 'area', 'territory', 'office location'],
  country:            ['国家', '国家/地区', '国家二字码', 'country', 'country code', 'billing country'],
  postalCode:         ['邮编', '邮政编码', 'postal code', 'postcode', 'zip', 'zip code', 'billing zip'],
  industry:           ['行业', '所属行业', '行业划分', 'industry', 'sector', 'vertical'],
  source:             ['来源', '客户来源', '线索来源', '商机来源', 'source', 'lead source', 'channel'],
  website:            ['网址', '网站', '官网', 'website', 'web site', 'url', 'homepage'],
  uscc:               ['统一社会信用代码', '社会信用代码', '信用代码', '税号', '纳税人识别号', 'uscc', 'tax number', 'tax id', 'vat number'],
  title:              ['职位', '职务', '岗位', 'title', 'job title', 'position', 'contact title'],
  ownerId:            ['负责人', '业务负责人', '销售', '销售员', '业务员', '所属销售', '跟进人', 'owner', 'sales agent', 'salesperson', 'sales rep', 'sales representative', 'account owner', 'deal owner', 'assigned to'],
  note:               ['备注', '说明', '描述', '买家备注', '客服备注', 'note', 'notes', 'remark', 'remarks', 'comment', 'comments', 'description'],
  amount:             ['金额', '总金额', 'amount', 'total', 'value'],
  quantity:           ['数量', '件数', 'quantity', 'qty'],
  currency:           ['币种', '货币', 'currency', 'currency code'],
  taxRate:            ['税率', 'tax rate', 'vat rate', 'vat'],
  expectedClose:      ['预计成交日期', '预计成交时间', '预计签单日期', '预计结单日期', 'expected close', 'expected close date', 'expected closing date', 'forecast close date'],
  closedOn:           ['成交日期', '关闭日期', '结单日期', 'closed', 'close date', 'closing date', 'closed at', 'closed date'],
  startedOn:          ['开始日期', '创建时间', '创建日期', '初次备案日期', 'started', 'start date', 'created', 'created at', 'created date', 'create date', 'engage date'],
}

/** Kinds whose files look alike. */
const like: Readonly<Record<string, string>> = { openingStock: 'stock' }

export function synonymsOf(entity: string, field: string): readonly string[] {
  const same = like[entity]
  if (same !== undefined) return synonymsOf(same, field)
  return synonyms[`${entity}.${field}`] ?? synonyms[field] ?? []
}
