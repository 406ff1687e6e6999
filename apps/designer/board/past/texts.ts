import { defineTexts } from '../../i18n/texts.js';

export const pastTexts = defineTexts('board-past', {
  travel: ['Show the board as of a past moment', '查看历史时刻的看板'],
  asOf: ['The board as of', '看板时刻'],
  pastNote: [
    'This is how the board stood at {{at}}. Amounts are those of today; nothing can be moved here.',
    '这是 {{at}} 的看板。金额为当前值；此处不可移动卡片。',
  ],
  backToNow: ['Back to now', '回到现在'],
  more_one: ['{{count}} more', '还有 {{count}} 条'],
  more_other: ['{{count}} more', '还有 {{count}} 条'],
  empty: ['Nothing was here', '当时没有记录'],
  unnamed: ['Unnamed', '未命名'],
  count_one: ['{{count}} card', '{{count}} 张卡片'],
  count_other: ['{{count}} cards', '{{count}} 张卡片'],
});
