import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json, JsonObject, Text } from '#kernel';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import type { ShippedPipeline } from '#runtime';
import { workflowsFolder } from './workflows-folder.js';

/** The pipelines that come with the product, in the order in which people are shown them. */
export const SHIPPED_KEYS = ['b2b-sales', 'lead-nurture', 'renewal', 'support-ticket', 'onboarding', 'deal-desk-approval'] as const;

export interface ShippedCalendar {
  readonly key: string;
  readonly title: Text;
  readonly document: Json;
}

const readJson = async (...path: readonly string[]): Promise<Json> => JSON.parse(await readFile(join(workflowsFolder(), ...path), 'utf8')) as Json;

/** The shipped pipelines with their rules, as files of `workflows/`. */
export const shippedPipelines = (): Promise<readonly ShippedPipeline[]> =>
  Promise.all(
    SHIPPED_KEYS.map(async (key) => ({
      key,
      pipeline: await readJson(key, 'pipeline.json'),
      rules: (await readJson(key, 'rules.json')) as unknown as readonly AttachedRuleDocument[],
    })),
  );

/** A shipped pipeline as something to begin from. */
export interface ShippedTemplate {
  readonly key: string;
  readonly object: string;
  readonly title: Text;
  readonly description: Text | null;
  readonly document: JsonObject;
  readonly rules: JsonObject[];
}

/** The shipped pipelines with what a gallery says of them. */
export const shippedTemplates = async (): Promise<ShippedTemplate[]> =>
  (await shippedPipelines()).map(({ key, pipeline, rules }) => {
    const { object, title, description } = pipeline as unknown as PipelineDocument;
    return { key, object, title, description: description ?? null, document: pipeline as JsonObject, rules: rules as unknown as JsonObject[] };
  });

/** The calendars that the shipped pipelines count by. */
export const shippedCalendars = async (): Promise<readonly ShippedCalendar[]> => (await readJson('calendars.json')) as unknown as readonly ShippedCalendar[];
