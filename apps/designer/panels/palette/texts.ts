import { defineTexts } from '../../i18n/texts.js';

export const paletteTexts = defineTexts('step-palette', {
  find: ['Find a step…', '查找步骤…'],
  hint: ['Drag a step onto a state or a transition, or select one and press Enter here.', '将步骤拖到状态或转换上，或先选中再按 Enter。'],
  hintSelected: ['Adds to “{{name}}”.', '添加到“{{name}}”。'],
  none: ['No such step', '没有此步骤'],
  steps: ['Steps', '步骤'],
  selectFirst: ['Select a state or a transition first.', '请先选择一个状态或转换。'],
  added: ['{{step}} was added to “{{name}}”.', '已将“{{step}}”添加到“{{name}}”。'],
});
