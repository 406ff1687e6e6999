import { defineTexts } from '../../i18n/texts.js';

export const exchangeTexts = defineTexts('exchange', {
  exportAs: ['Export', '导出'],
  importFrom: ['Import', '导入'],
  json: ['Pipeline (JSON)', '流程（JSON）'],
  xstate: ['XState machine (JSON)', 'XState 状态机（JSON）'],
  mermaid: ['Mermaid diagram', 'Mermaid 图'],
  svg: ['Picture (SVG)', '图片（SVG）'],
  png: ['Picture (PNG)', '图片（PNG）'],
  importFile: ['Pipeline or XState machine…', '流程或 XState 状态机…'],
  importHint: ['Takes the place of this draft. Ctrl+Z brings it back.', '将替换当前草稿，可按 Ctrl+Z 恢复。'],
  imported: ['Imported from {{name}}', '已从 {{name}} 导入'],
  notJson: ['{{name}} is not a JSON file.', '{{name}} 不是 JSON 文件。'],
  refused: ['{{name}} could not be imported', '无法导入 {{name}}'],
  lost_one: ['{{count}} thing could not be carried over:', '有 {{count}} 项无法转换：'],
  lost_other: ['{{count}} things could not be carried over:', '有 {{count}} 项无法转换：'],
  exported: ['Saved as {{name}}', '已保存为 {{name}}'],
  close: ['Close', '关闭'],
  failed: ['This could not be exported: {{why}}', '无法导出：{{why}}'],
});
