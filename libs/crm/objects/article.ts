import { both, option, type ObjectDefinition } from './object.js';

/** A page of the knowledge base. Answers to tickets are suggested from what is published. */
export const article: ObjectDefinition = {
  key: 'article',
  title: both('Article', '知识文章'),
  plural: both('Articles', '知识文章'),
  nameField: 'title',
  fields: {
    title: { type: 'text', title: both('Title', '标题'), required: true, indexed: true },
    body: { type: 'longtext', title: both('Text', '正文') },
    category: { type: 'text', title: both('Category', '类别') },
    language: {
      type: 'choice',
      title: both('Language', '语言'),
      options: [option('en', 'English', '英语'), option('zh-CN', 'Chinese', '中文'), option('other', 'Other', '其他')],
    },
    status: {
      type: 'choice',
      title: both('Status', '状态'),
      options: [option('draft', 'Draft', '草稿'), option('published', 'Published', '已发布')],
    },
  },
};
