import type { StepDefinition } from '#pipeline';
import { DELAY_SCHEMA, form } from '../form.js';

/**
 * Waits for a length, until a moment, or (with the invoke's `until`) until a rule holds; whichever comes first. With none
 * of them it waits until the state is left.
 */
export const wait = {
  kind: 'wait',
  title: { en: 'Wait', 'zh-CN': '等待' },
  description: { en: 'Waits for a length of time, until a moment, or until a condition holds.', 'zh-CN': '等待一段时间、等到某一时刻，或等到条件成立。' },
  mode: 'wait',
  ...form({
    for: { label: { en: 'For', 'zh-CN': '等待时长' }, schema: { ...DELAY_SCHEMA, description: 'A length (P3D) or working time of a calendar.' } },
    at: {
      label: { en: 'Until', 'zh-CN': '等到' },
      schema: { type: 'string', pattern: '^[0-9]{4}-', description: 'A date or moment; one that has passed is due at once.' },
    },
  }),
  usable: { invoke: true, action: false },
} as const satisfies StepDefinition;
