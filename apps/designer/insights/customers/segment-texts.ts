import { defineTexts } from '../../i18n/texts.js';

export const segmentTexts = defineTexts('segments', {
  noise: ['Noise', '离群记录'],
  nth: ['Segment {{n}}', '细分 {{n}}'],
});
