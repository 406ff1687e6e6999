import type { StepHandler } from '#runtime';
import { members, recordOr, requiredText } from '../input.js';
import type { Segments } from '../insights/ports.js';

const NONE = { en: 'A number that the segments are made of is missing, or the set was never trained.', 'zh-CN': '缺少划分所需的数值，或该方案尚未训练。' };

/** Hands back the segment and what it is known for. */
export const segmentAssign =
  (segments: Segments): StepHandler =>
  async ({ workspace, input, recordId }) => {
    const given = members(input);
    const found = await segments.assign(workspace, requiredText(given, 'set', 80), recordOr(given, recordId));
    if (!found) return { kind: 'done', output: { segment: null, name: null, version: null, reasons: [NONE] } };
    const { segment, name, version, summary } = found;
    return { kind: 'done', output: { segment, name, version, reasons: [{ ...summary }] } };
  };
