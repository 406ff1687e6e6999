import { defineTexts } from '../i18n/texts.js';

export const paletteTexts = defineTexts('palette', {
  label: ['Search records and commands', '搜索记录与命令'],
  placeholder: ['A name, a company, a command…', '输入名称、公司或命令…'],
  nothing: ['Nothing found for “{{words}}”.', '未找到“{{words}}”的相关内容。'],
  go: ['Go to', '前往'],
  boards: ['Boards', '看板'],
  designer: ['Designer', '流程设计器'],
  actions: ['Actions', '操作'],
  newRecord: ['New: {{object}}', '新建：{{object}}'],
  importCsv: ['Import a CSV file', '导入 CSV 文件'],
  dark: ['Dark theme', '深色主题'],
  light: ['Light theme', '浅色主题'],
  english: ['English', 'English'],
  chinese: ['简体中文', '简体中文'],
  keys: ['Keys of this page', '本页快捷键'],
  open: ['open', '打开'],
  move: ['move', '移动'],
  leave: ['close', '关闭'],
  found_one: ['{{count}} result', '{{count}} 个结果'],
  found_other: ['{{count}} results', '{{count}} 个结果'],
});
