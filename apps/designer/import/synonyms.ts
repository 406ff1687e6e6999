/** How other systems call a field, normalised (lower case, letters and digits only); the likelier first. */
export type Synonyms = Readonly<Record<string, readonly string[]>>;

const COMPANY = [
  'accountname',
  'companyname',
  'company',
  'account',
  'associatedcompany',
  'organizationname',
  'organization',
  'organisation',
  '客户名称',
  '公司名称',
  '公司',
  '客户',
  '单位名称',
  '单位',
  '企业名称',
];
const PERSON = ['fullname', 'contactname', 'displayname', 'name', '姓名', '联系人姓名', '联系人', '客户姓名', '名称'];
const REACH: Synonyms = {
  email: ['email', 'emailaddress', 'primaryemail', 'workemail', 'email1', 'mail', '邮箱', '电子邮箱', '电子邮件', '邮箱地址', '邮件地址'],
  phone: [
    'phone',
    'phonenumber',
    'officephone',
    'businessphone',
    'workphone',
    'mobile',
    'mobilephone',
    'mobilephonenumber',
    'telephone',
    'tel',
    '手机',
    '手机号',
    '手机号码',
    '电话',
    '联系电话',
    '电话号码',
  ],
  job_title: ['jobtitle', 'title', 'position', '职位', '职务', '头衔'],
  city: ['city', 'mailingcity', 'primaryaddresscity', 'billingcity', 'addresscity', '城市', '所在城市'],
  country: ['country', 'countryregion', 'mailingcountry', 'primaryaddresscountry', 'billingcountry', '国家', '国家地区', '国家或地区'],
  description: ['description', 'notes', 'comments', '描述', '备注', '说明'],
  currency: ['currency', 'currencyisocode', 'currencycode', '币种', '货币'],
};
const SOURCE = ['leadsource', 'source', 'originalsource', '来源', '线索来源', '客户来源'];

/** By object. */
export const SYNONYMS: Readonly<Record<string, Synonyms>> = {
  contact: {
    ...REACH,
    name: PERSON,
    account: COMPANY,
    language: ['preferredlanguage', 'language', '语言'],
    mail_consent: ['optin', 'emailoptin', 'mailconsent', '同意接收邮件'],
  },
  lead: {
    ...REACH,
    name: [...PERSON, '线索名称', '线索姓名'],
    company: COMPANY,
    source: SOURCE,
    budget: ['budget', 'opportunityamount', '预算'],
    product: ['product', 'interestedin', '意向产品', '产品'],
  },
  account: {
    ...REACH,
    name: [...COMPANY, 'name', '名称'],
    sector: ['industry', 'sector', '行业', '所属行业'],
    revenue: ['annualrevenue', 'revenue', 'totalrevenue', '年收入', '年营业额'],
    employees: ['numberofemployees', 'employees', 'noofemployees', 'companysize', '员工数', '员工人数', '人员规模'],
    website: ['website', 'websiteurl', 'url', 'companydomainname', '网站', '网址', '官网'],
    subsidiary_of: ['parentaccount', 'parentcompany', '母公司', '上级公司', '上级客户'],
    office_location: ['location', 'officelocation', 'billingcity', '办公地点', '所在地', '地址'],
    year_established: ['yearfounded', 'founded', 'yearestablished', '成立年份'],
  },
  deal: {
    ...REACH,
    name: ['dealname', 'opportunityname', 'name', 'opportunity', 'deal', '商机名称', '商机', '交易名称', '项目名称', '名称'],
    account: COMPANY,
    contact: ['contactname', 'contact', 'primarycontact', '联系人', '联系人姓名'],
    close_value: ['amount', 'dealamount', 'opportunityamount', 'dealvalue', 'value', '金额', '商机金额', '预计金额', '成交金额', '合同金额'],
    expected_close_date: ['expectedclosedate', 'closedate', 'closingdate', 'expectedclosingdate', '预计成交日期', '预计结束日期', '结束日期'],
    next_step: ['nextstep', '下一步', '后续步骤'],
    product: ['product', 'productname', '产品', '产品名称'],
    sales_agent: ['salesagent', 'dealowner', 'opportunityowner', 'owner', 'salesrep', 'assignedto', '负责人', '销售代表', '销售'],
    source: SOURCE,
    budget: ['budget', '预算', '客户预算'],
  },
  product: {
    name: ['productname', 'product', 'name', '产品名称', '产品', '名称'],
    category: ['category', 'productcategory', 'producttype', '类别', '产品类别'],
    sku: ['sku', 'code', 'productcode', 'stockcode', 'articlenumber', '货号', '产品编号', '编码'],
    sales_price: ['price', 'salesprice', 'listprice', 'unitprice', '售价', '单价', '价格'],
    margin: ['margin', 'grossmargin', 'profit', '毛利', '利润'],
  },
  order: {
    number: ['ordernumber', 'orderno', 'orderid', 'invoice', 'invoiceno', 'invoicenumber', 'number', '订单号', '订单编号', '发票号'],
    account: COMPANY,
    contact: ['contactname', 'contact', 'buyer', '联系人'],
    order_date: ['orderdate', 'orderedon', 'date', 'invoicedate', 'purchasedate', '下单日期', '订单日期', '购买日期', '日期'],
    amount: ['amount', 'total', 'ordertotal', 'totalamount', 'orderamount', '金额', '订单金额', '总额'],
  },
  order_line: {
    order: ['ordernumber', 'orderno', 'orderid', 'invoice', 'invoiceno', 'order', '订单号', '订单编号', '订单'],
    product: ['product', 'productname', 'item', 'stockcode', 'sku', '产品', '产品名称', '商品'],
    quantity: ['quantity', 'qty', 'units', '数量'],
    unit_price: ['unitprice', 'price', '单价', '价格'],
  },
  article: {
    title: ['title', 'subject', 'question', 'articletitle', '标题', '问题'],
    body: ['body', 'text', 'content', 'answer', 'articlebody', '正文', '内容', '答案'],
  },
  ticket: {
    ...REACH,
    name: ['subject', 'title', 'ticketname', 'casesubject', '主题', '标题'],
    contact: ['contactname', 'contact', 'requester', '联系人'],
    account: COMPANY,
  },
};

/** Columns with the id that a row has where it comes from. */
export const KEYS = ['recordid', 'id', 'externalid', 'externalkey', '记录编号', '编号', '唯一标识'];
export const FIRST_NAMES = ['firstname', 'givenname', 'forename', '名', '名字'];
export const LAST_NAMES = ['lastname', 'surname', 'familyname', '姓', '姓氏'];
