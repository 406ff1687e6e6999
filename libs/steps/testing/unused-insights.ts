import type { InsightPorts } from '../insights/ports.js';

const unused = (): Promise<never> => Promise.reject(new Error('unused'));

/** Ports of the insight steps for tests of other steps; `given` stands in for some. */
export const insightsOf = (given: Partial<InsightPorts> = {}): InsightPorts => ({
  segments: { assign: unused, refresh: unused },
  texts: { classify: unused, sentiment: unused, keywords: unused, summary: unused, answersTo: unused },
  offers: { offers: unused, customerOf: unused },
  actions: { of: unused },
  conformance: { of: unused },
  ...given,
});
