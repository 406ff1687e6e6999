import { defineTexts } from '../../i18n/texts.js';

export const problemsTexts = defineTexts('problems', {
  title: ['Problems', '问题'],
  errors_one: ['{{count}} error', '{{count}} 个错误'],
  errors_other: ['{{count}} errors', '{{count}} 个错误'],
  warnings_one: ['{{count}} warning', '{{count}} 个警告'],
  warnings_other: ['{{count}} warnings', '{{count}} 个警告'],
  none: ['Nothing to report: this can be published.', '没有问题，可以发布。'],
  checking: ['Checking…', '正在检查…'],
  error: ['Error', '错误'],
  warning: ['Warning', '警告'],
  inRule: ['Rule {{key}}', '规则 {{key}}'],
  inState: ['State {{name}}', '状态 {{name}}'],
  inPipeline: ['Pipeline', '流程'],
  more: ['{{count}} more', '另有 {{count}} 项'],
});
