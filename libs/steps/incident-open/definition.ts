import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { members, optionalText } from '../input.js';

/** Opens an incident: the run needs a person. */
export const incidentOpen = {
  kind: 'incident.open',
  title: { en: 'Open an incident', 'zh-CN': '打开异常' },
  description: { en: 'Says that the run needs a person, with a reason.', 'zh-CN': '说明该运行需要人工处理及其原因。' },
  mode: 'transactional',
  ...form({ reason: { label: { en: 'Reason', 'zh-CN': '原因' }, schema: { type: 'string', maxLength: 2000 } } }),
  usable: { invoke: false, action: true },
  changes: (input, read) => [
    { kind: 'incident.open', id: read.id, reason: optionalText(members(input), 'reason', 2000) ?? 'The pipeline asked for a person.' },
  ],
} as const satisfies StepDefinition;
