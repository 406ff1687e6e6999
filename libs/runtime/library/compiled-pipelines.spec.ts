import { describe, expect, it } from '@jest/globals';
import type { WorkspaceId } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { CompiledPipelines } from './compiled-pipelines.js';
import type { LibraryStore, SurroundingsSource } from './ports.js';

const WORKSPACE = 'w' as WorkspaceId;
const DOCUMENT = {
  format: 'millrace/1',
  key: 'deals',
  object: 'deal',
  title: { en: 'Deals' },
  initial: 'open',
  states: { open: { stage: true, on: { win: 'won' } }, won: { type: 'final', outcome: 'won' } },
} as unknown as PipelineDocument;

/** A library that answers later, so that questions overlap; its loads are answered by hand where `held` says so. */
function library(held = false) {
  const loads: ((document: PipelineDocument | null) => void)[] = [];
  const around = { fields: {} };
  const store = {
    version: () => new Promise((resolve) => (loads.push(resolve), held || setImmediate(() => resolve(DOCUMENT)))),
  } as unknown as LibraryStore;
  const surroundings = {
    fieldsNow: async () => around.fields,
    load: async () => ({ steps: new Map(), fieldsOf: () => ({}) }),
  } as unknown as SurroundingsSource;
  const pipelines = new CompiledPipelines(store, surroundings);
  return { loads, around, ask: () => pipelines.compiled(WORKSPACE, 'deals', 1, 0) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('compiled pipelines', () => {
  it('are loaded and compiled once, however many ask at the same time', async () => {
    const { loads, ask } = library();
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(other).toBe(one);
    expect(await ask()).toBe(one);
    expect(loads).toHaveLength(1);
  });

  it('are compiled anew once the fields of the workspace have changed', async () => {
    const { loads, around, ask } = library();
    const before = await ask();
    around.fields = {};
    expect(await ask()).not.toBe(before);
    expect(loads).toHaveLength(2);
  });

  it('are asked for again after a failure, which takes no newer one with it', async () => {
    const { loads, around, ask } = library(true);
    const failing = ask();
    await settled();
    around.fields = {};
    const newer = ask();
    await settled();
    loads[1]?.(DOCUMENT);
    const compiled = await newer;
    loads[0]?.(null);
    await expect(failing).rejects.toMatchObject({ code: 'version.unknown' });
    await settled();
    expect(await ask()).toBe(compiled);
    around.fields = {};
    const failed = ask();
    await settled();
    loads[2]?.(null);
    await expect(failed).rejects.toMatchObject({ code: 'version.unknown' });
    const again = ask();
    await settled();
    loads[3]?.(DOCUMENT);
    expect(await again).toBeDefined();
  });
});
