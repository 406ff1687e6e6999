import { epochMs, formatDuration, isJsonObject, type Instant, type Json, type JsonObject, type Text } from '#kernel';
import { opened, type Did, type Walk } from './walk.js';

/** A walk as a scenario (docs/scenarios.md): what was done, with what came out as what is expected. Only of a walk from the beginning. */
export function scenarioOf(walk: Walk, name: Text): JsonObject {
  const { begun } = walk;
  const states: Walk[] = [];
  for (let at: Walk | null = walk; at !== null; at = at.before) states.unshift(at);
  let clock = begun.start;
  const steps = states.map((state): Json => {
    const step = state.steps.at(-1);
    const passed = passedSince(clock, state.now);
    clock = state.now;
    return { ...passed, ...(step ? doing(step.did) : {}), expect: expected(state) };
  });
  return {
    name: { ...name },
    start: begun.start,
    ...(begun.roles.includes('*') ? {} : { roles: [...begun.roles] }),
    record: filledOnly(opened(begun, begun.record)),
    ...(Object.keys(begun.vars).length > 0 ? { vars: begun.vars } : {}),
    steps,
  };
}

const passedSince = (from: Instant, to: Instant): JsonObject => (to > from ? { after: formatDuration(epochMs(to) - epochMs(from)) } : {});

function doing(did: Did): JsonObject {
  const item: JsonObject = 'item' in did && did.item !== null ? { item: did.item } : {};
  switch (did.kind) {
    case 'event':
      return {
        event: did.name,
        ...(Object.keys(did.fields).length > 0 ? { fields: did.fields } : {}),
        ...(did.payload === null ? {} : { payload: did.payload }),
      };
    case 'change':
      return { change: did.fields };
    case 'done':
      return { done: did.invoke, ...item, output: did.output };
    case 'fails':
      return { fails: did.invoke, ...item, error: { ...did.error } };
    // The time that has passed makes it fire.
    case 'timer':
    case 'start':
      return {};
  }
}

const expected = ({ snapshot }: Walk): JsonObject => ({
  leaves: [...snapshot.configuration],
  ...(snapshot.status === 'done' ? { status: 'done', ...(snapshot.outcome === null ? {} : { outcome: snapshot.outcome }) } : {}),
});

/** Without empty fields; references keep what was read through them. */
const filledOnly = (record: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      value === null || value === '' || name === 'id' ? [] : [[name, isJsonObject(value) ? plainMembers(value) : value]],
    ),
  );

const plainMembers = (record: JsonObject): JsonObject => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== ''));
