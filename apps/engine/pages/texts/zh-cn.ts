import type { en } from './en.js';

/** The same texts as in English; none may be missing. */
type Texts = { readonly [Name in keyof typeof en]: string };

export const zhCn: Texts = {
  skip: '跳到正文',
  language: '语言',
  homeLink: '工作区',
  docsLink: 'API 文档',
  copied: '已复制。',
  copyByHand: '已选中：请按 Ctrl+C 或 ⌘C 复制。',
  copy: '复制',

  docsTitle: 'API 文档',
  docsDocument: 'OpenAPI 3.1 文档',
  search: '搜索',
  searchHint: '摘要、路径或权限中的词',
  searchFound: '{all} 个操作中的 {found} 个',
  searchNone: '没有匹配项。请减少搜索词。',
  openAll: '全部展开',
  closeAll: '全部收起',
  contents: '目录',
  firstSteps: '第一步',
  firstStepsText: '在工作区页面创建密钥，存入变量 `MILLRACE_KEY`，然后运行：',
  needs: '需要',
  anyone: '无需登录',
  heldBy: '拥有者',
  parameters: '参数',
  inPath: '路径',
  inQuery: '查询',
  inHeader: '请求头',
  required: '必填',
  body: '请求体',
  answers: '回答',
  exampleBody: '请求体示例',
  exampleAnswer: '回答示例',
  shapes: '结构',
  shapesLead: '多个操作共用的结构。',
  listOf: '列表，元素为',
  anyJson: '任意 JSON',
  permalink: '此操作的链接',
};
