import type { StepDefinition } from '#pipeline';
import { form, RECORD_MEMBER } from '../form.js';
import { anything, members, recordOr, requiredText } from '../input.js';

/** Sends an event to the open run of a pipeline on this or another record; it arrives through the one door. */
export const runSignal = {
  kind: 'run.signal',
  title: { en: 'Signal a run', 'zh-CN': '向其他运行发送事件' },
  description: { en: 'Sends an event to the open run of a pipeline, on this record or another.', 'zh-CN': '向本记录或其他记录上某流程的进行中运行发送事件。' },
  mode: 'transactional',
  ...form({
    pipeline: { label: { en: 'Pipeline', 'zh-CN': '流程' }, schema: { type: 'string', minLength: 1, maxLength: 80 }, required: true },
    record: RECORD_MEMBER,
    event: { label: { en: 'Event', 'zh-CN': '事件' }, schema: { type: 'string', minLength: 1, maxLength: 200 }, required: true },
    payload: { label: { en: 'Data', 'zh-CN': '数据' }, schema: {} },
  }),
  usable: { invoke: false, action: true },
  changes(input, read) {
    const given = members(input);
    return [
      {
        kind: 'run.signal',
        id: read.id,
        pipeline: requiredText(given, 'pipeline', 80),
        recordId: recordOr(given, read.recordId),
        event: requiredText(given, 'event', 200),
        payload: anything(given, 'payload'),
      },
    ];
  },
} as const satisfies StepDefinition;
