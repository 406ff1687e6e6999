import type { Secrets } from '#access';
import type { SegmentSets } from '#customers';
import type { Models } from '#models';
import type { SurroundingsSource } from '#runtime';

interface Named {
  readonly access: { readonly secrets: Pick<Secrets, 'list'> };
  readonly crm: { readonly surroundings: SurroundingsSource };
  readonly customers: { readonly segments: Pick<SegmentSets, 'list'> };
  readonly models: { readonly models: Pick<Models, 'keys'> };
}

/** Adds the names of secrets, models and segment sets to what pipelines are checked against. */
export const withNames = ({ access, crm: { surroundings: source }, customers, models }: Named): SurroundingsSource => ({
  load: async (workspace) => {
    const [around, secrets, keys, sets] = await Promise.all([
      source.load(workspace),
      access.secrets.list(workspace),
      models.models.keys(workspace),
      customers.segments.list(workspace, null),
    ]);
    const [names, setKeys] = [new Set(secrets.map(({ name }) => name)), new Set(sets.map(({ key }) => key))];
    return { ...around, hasSecret: (name) => names.has(name), hasModel: (key) => keys.has(key), hasSegmentSet: (key) => setKeys.has(key) };
  },
  fieldsNow: (workspace) => source.fieldsNow(workspace),
  times: (workspace, zone) => source.times(workspace, zone),
  changed: (workspace) => source.changed(workspace),
});
