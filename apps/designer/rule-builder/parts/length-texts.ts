import { defineTexts } from '../../i18n/texts.js';

export const lengthTexts = defineTexts('length', {
  minutes: ['minutes', '分钟'],
  hours: ['hours', '小时'],
  days: ['days', '天'],
  weeks: ['weeks', '周'],
  months: ['months', '个月'],
  years: ['years', '年'],
});
