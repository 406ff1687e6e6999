import { z } from 'zod';
import { json } from './shapes.js';

const one = {
  code: z.string(),
  pointer: z.string(),
  detail: z.string(),
};

/** RFC 9457 problem details; `detail` is in the language of `Accept-Language`, `code` is stable. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    ...one,
    problems: z.array(z.object({ ...one, severity: z.enum(['error', 'warning']).optional(), got: json.optional(), expected: json.optional() })).optional(),
    /** An event that the pipeline refused: each reason with the values that decided it. */
    reasons: z.array(json).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
export type ProblemDetails = z.output<typeof problem>;

/** Stable address of a kind of problem; it is an identifier, not a page. */
export const problemType = (code: string): string => `urn:millrace:problem:${code}`;
