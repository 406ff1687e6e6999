import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parsePipeline } from '#pipeline';
import { shippedCalendars, timesFor } from '../../apps/cli/calendars.js';
import { compiled, parseRules, SHIPPED_PIPELINES } from '../../apps/cli/pipeline-files.js';
import { playScenario } from '../../apps/cli/scenario/play-scenario.js';
import { parseScenarios } from '../../apps/cli/scenario/scenario.js';

const WORKFLOWS = join(import.meta.dirname, '../../workflows');
const read = (key: string, file: string): unknown => JSON.parse(readFileSync(join(WORKFLOWS, key, file), 'utf8'));
const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error, null, 2));
};

describe('the scenarios of the shipped pipelines', () => {
  it('are there for every folder of workflows/', () => {
    const folders = readdirSync(WORKFLOWS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...SHIPPED_PIPELINES].sort());
  });

  describe.each(SHIPPED_PIPELINES)('%s', (key) => {
    const definition = value(parsePipeline(read(key, 'pipeline.json')));
    const rules = value(parseRules(read(key, 'rules.json') as never));
    const scenarios = value(parseScenarios(read(key, 'scenarios.json') as never));

    it('has at least four, named in both languages', () => {
      expect(scenarios.length).toBeGreaterThanOrEqual(4);
      expect(scenarios.filter(({ name }) => !name['zh-CN'])).toEqual([]);
    });

    it.each(scenarios.map((scenario) => [scenario.name.en, scenario] as const))('%s', async (_name, scenario) => {
      const times = timesFor(definition.timeZone ?? 'UTC', await shippedCalendars(undefined));
      expect(playScenario(scenario, compiled(definition, rules), times).problems).toEqual([]);
    });
  });
});
