import { defineTexts } from '../i18n/texts.js';

export const uiTexts = defineTexts('ui', {
  unreachable: ['The server does not answer', '服务器没有响应'],
  unreachableHint: ['Check the connection. What you had saved is safe.', '请检查网络连接。已保存的内容不会丢失。'],
  tryAgain: ['Try again', '重试'],
  refused: ['Refused', '已拒绝'],
  unfilled: ['empty', '空'],
  yes: ['Yes', '是'],
  no: ['No', '否'],
  undo: ['Undo', '撤销'],
  showSecret: ['Show or hide what is typed', '显示或隐藏输入内容'],
  cancel: ['Cancel', '取消'],
  save: ['Save', '保存'],
  close: ['Close', '关闭'],
  loading: ['Loading', '正在加载'],
  exact: ['{{at}}', '{{at}}'],
});
