import { defineTexts } from '../i18n/texts.js';

export const scoreTexts = defineTexts('scores', {
  scores: ['Score', '评分'],
  reasons: ['Why', '理由'],
  low: ['Low', '低'],
  medium: ['Medium', '中'],
  high: ['High', '高'],
  points: ['{{number}} of 100', '{{number}}/100'],
  labelled: ['{{label}}, {{number}}', '{{label}}，{{number}}'],
  byVersion: ['Model version {{version}}, trained {{when}}', '模型版本 {{version}}，训练于{{when}}'],
  byRule: ['No model has learned yet. {{rule}}', '尚无训练好的模型。{{rule}}'],
  next: ['Suggested next: {{what}}', '建议下一步：{{what}}'],
  nextFill: ['Suggested next: {{what}} (first fill in {{fields}})', '建议下一步：{{what}}（请先填写{{fields}}）'],
  waitTimer: ['wait for a timer', '等待定时器'],
  waitStep: ['wait for a step', '等待步骤'],
});
