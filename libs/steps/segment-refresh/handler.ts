import type { StepHandler } from '#runtime';
import { badInput, members, optionalText, requiredText } from '../input.js';
import type { Segments } from '../insights/ports.js';

/** Repeating it does no harm: the same records go into the same segments. */
export const segmentRefresh =
  (segments: Segments): StepHandler =>
  async ({ workspace, input }) => {
    const given = members(input);
    const how = optionalText(given, 'how', 10) ?? 'assign';
    if (how !== 'assign' && how !== 'train') throw badInput('/how', { en: 'Use assign or train.', 'zh-CN': '请使用 assign 或 train。' }, how);
    const { version, result } = await segments.refresh(workspace, requiredText(given, 'set', 80), how);
    const shown = (result?.segments ?? []).map(({ segment, name, records }) => ({ segment, name, records }));
    return { kind: 'done', output: { version, records: result?.records ?? 0, segments: shown } };
  };
