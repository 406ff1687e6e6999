import type { StepDefinition } from '#pipeline';
import { scoring } from '../scoring/definition.js';

/** Expected value from the chart: absorbing semi-Markov over the journal. */
export const forecastValue = scoring('forecast.value', {
  title: { en: 'Forecast the value', 'zh-CN': '预测金额' },
  description: {
    en: 'The expected value of a deal from the way of earlier ones through the chart: chance to win, days left.',
    'zh-CN': '根据以往商机在流程中的走向预测其期望金额：赢单概率与剩余天数。',
  },
}) satisfies StepDefinition;
