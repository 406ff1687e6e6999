import { canonicalJson, pointer, sameJson, type Json, type JsonPointer, type Text } from '#kernel';
import { ROOT_ID, type Definition, type State, type StateId, type StateTimer, type Transition } from '../definition/index.js';

/** One difference that matters: layout and order of members do not. */
export interface DiffItem {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly what: 'pipeline' | 'field' | 'variable' | 'role' | 'state' | 'transition' | 'timer';
  /** State id, field name, role; for transitions and timers the state they start from. */
  readonly name: string;
  /** Place in the new document; of what was removed, in the old one. */
  readonly at: JsonPointer;
  readonly text: Text;
  readonly before?: Json;
  readonly after?: Json;
}

/** What differs between two definitions, in a stable order: the pipeline itself, fields, variables, roles, then state by state. */
export function diffPipelines(a: Definition, b: Definition): readonly DiffItem[] {
  return [
    ...diffPipeline(a, b),
    ...diffNamed('field', asJson(a.fields), asJson(b.fields), '/fields'),
    ...diffNamed('variable', asJson(a.vars), asJson(b.vars), '/vars'),
    ...diffRoles(a.roles, b.roles),
    ...diffStates(a, b),
  ];
}

const NAMES = {
  pipeline: ['the pipeline', '流程'],
  field: ['field', '字段'],
  variable: ['variable', '变量'],
  role: ['role', '角色'],
  state: ['state', '状态'],
  transition: ['transition', '转移'],
  timer: ['timer', '定时器'],
} as const satisfies Record<DiffItem['what'], readonly [string, string]>;

type Named = Readonly<Record<string, Json>>;
const asJson = (value: object): Named => value as unknown as Named;

function item(
  kind: DiffItem['kind'],
  what: DiffItem['what'],
  name: string,
  at: JsonPointer,
  more: { readonly before?: Json; readonly after?: Json; readonly detail?: readonly [string, string] } = {},
): DiffItem {
  const { detail, ...values } = more;
  const [en, zh] = NAMES[what];
  const verb = { added: ['added', '新增'], removed: ['removed', '删除'], changed: ['changed', '更改'] }[kind] as [string, string];
  const tail = detail ?? ['', ''];
  return {
    kind,
    what,
    name,
    at,
    text: { en: `${en[0]?.toUpperCase()}${en.slice(1)} "${name}" ${verb[0]}${tail[0]}.`, 'zh-CN': `${verb[1]}${zh}“${name}”${tail[1]}。` },
    ...values,
  };
}

function diffPipeline(a: Definition, b: Definition): DiffItem[] {
  const parts = [
    ['key', a.key, b.key, 'key', '标识'],
    ['object', a.object, b.object, 'object', '对象'],
    ['title', a.title, b.title, 'title', '标题'],
    ['timeZone', a.timeZone, b.timeZone, 'time zone', '时区'],
  ] as const;
  return parts.flatMap(([member, before, after, en, zh]) =>
    sameJson(before, after)
      ? []
      : [item('changed', 'pipeline', b.key, pointer('', member), { before: before as Json, after: after as Json, detail: [`: ${en}`, `：${zh}`] })],
  );
}

function diffNamed(what: 'field' | 'variable', a: Named, b: Named, at: JsonPointer): DiffItem[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.flatMap((name) => {
    const [before, after] = [Object.hasOwn(a, name) ? a[name] : undefined, Object.hasOwn(b, name) ? b[name] : undefined];
    const place = pointer(at, name);
    if (before === undefined) return [item('added', what, name, place, { after: after as Json })];
    if (after === undefined) return [item('removed', what, name, place, { before })];
    return sameJson(before, after) ? [] : [item('changed', what, name, place, { before, after })];
  });
}

function diffRoles(a: readonly string[], b: readonly string[]): DiffItem[] {
  return [
    ...a.flatMap((role, n) => (b.includes(role) ? [] : [item('removed', 'role', role, pointer('/roles', n))])),
    ...b.flatMap((role, n) => (a.includes(role) ? [] : [item('added', 'role', role, pointer('/roles', n))])),
  ];
}

function diffStates(a: Definition, b: Definition): DiffItem[] {
  const ids = [ROOT_ID, ...b.states.keys(), ...[...a.states.keys()].filter((id) => !b.states.has(id))];
  return ids.flatMap((id) => {
    const [before, after] = [stateOf(a, id), stateOf(b, id)];
    if (!before && after) return [item('added', 'state', id, after.at), ...diffWays(null, after)];
    if (before && !after) return [item('removed', 'state', id, before.at), ...diffWays(before, null)];
    return before && after ? [...diffState(before, after), ...diffWays(before, after)] : [];
  });
}

const stateOf = (definition: Definition, id: StateId): State | undefined => (id === ROOT_ID ? definition.root : definition.states.get(id));

/** The parts of a state beside its transitions: what to call each, and what is compared. */
function partsOf(state: State): readonly (readonly [en: string, zh: string, value: Json])[] {
  const actions = (list: State['entry']): Json =>
    list.map(({ do: kind, with: input, if: rule, retry, delivery }) => ({ do: kind, with: input, if: rule, retry, delivery })) as unknown as Json;
  const isRoot = state.id === ROOT_ID;
  return [
    ['title', '标题', isRoot ? null : (state.title as unknown as Json)],
    ['kind', '类型', state.kind],
    ['place in the chart', '在图中的位置', state.parent],
    ['initial state', '初始状态', [...state.initial]],
    ['history', '历史', state.history as unknown as Json],
    ['stage', '阶段', state.stage],
    ['probability', '概率', state.probability],
    ['outcome', '结果', state.outcome],
    ['entry actions', '进入操作', actions(state.entry)],
    ['exit actions', '离开操作', actions(state.exit)],
    ['invoked steps', '调用的步骤', state.invokes.map((invoke) => ({ ...invoke, at: '' })) as unknown as Json],
  ];
}

function diffState(a: State, b: State): DiffItem[] {
  const before = partsOf(a);
  return partsOf(b).flatMap(([en, zh, after], n) => {
    const [, , was] = before[n] as (typeof before)[number];
    return sameJson(was, after)
      ? []
      : [item('changed', 'state', b.id === ROOT_ID ? 'pipeline' : b.id, b.at, { before: was, after, detail: [`: ${en}`, `：${zh}`] })];
  });
}

/** Transitions matched by trigger, then by equality, then by order. */
function diffWays(a: State | null, b: State | null): DiffItem[] {
  const { id } = (b ?? a) as State;
  const name = id === ROOT_ID ? 'pipeline' : id;
  const namesIn = (state: State | null): string[] => state?.transitions.map((t) => triggerName(t, state)) ?? [];
  const triggers = [...new Set([...namesIn(b), ...namesIn(a)])];
  return triggers.flatMap((trigger) => {
    const own = (state: State | null): Transition[] => state?.transitions.filter((t) => triggerName(t, state) === trigger) ?? [];
    const [before, after] = withoutEqual(own(a), own(b));
    return Array.from({ length: Math.max(before.length, after.length) }, (_, n) => {
      const [was, is] = [before[n], after[n]];
      return wayItem(name, trigger, was && { way: was, state: a }, is && { way: is, state: b });
    });
  });
}

interface PlacedWay {
  readonly way: Transition;
  readonly state: State | null;
}

function wayItem(name: string, trigger: string, was: PlacedWay | undefined, is: PlacedWay | undefined): DiffItem {
  const shown = (is ?? was) as PlacedWay;
  const what = shown.way.trigger.kind === 'after' ? 'timer' : 'transition';
  const { targets } = shown.way;
  const detail = [
    `: ${trigger}${targets.length ? ` to ${targets.join(', ')}` : ''}`,
    `：${trigger}${targets.length ? `，到 ${targets.join('、')}` : ''}`,
  ] as const;
  const kind = !was ? 'added' : is ? 'changed' : 'removed';
  return item(kind, what, name, shown.way.id, {
    ...(was ? { before: contentOf(was.way, was.state) } : {}),
    ...(is ? { after: contentOf(is.way, is.state) } : {}),
    detail,
  });
}

function withoutEqual(a: readonly Transition[], b: readonly Transition[]): [Transition[], Transition[]] {
  const left = [...a];
  const right = b.filter((t) => {
    const n = left.findIndex((other) => sameJson(contentOf(other, null), contentOf(t, null)));
    if (n >= 0) left.splice(n, 1);
    return n < 0;
  });
  // The same transitions in another order decide otherwise.
  const inOrder = sameJson(
    a.filter((t) => !left.includes(t)).map((t) => contentOf(t, null)),
    b.filter((t) => !right.includes(t)).map((t) => contentOf(t, null)),
  );
  return inOrder ? [left, right] : [[...a], [...b]];
}

function triggerName({ trigger }: Transition, state: State | null): string {
  if (trigger.kind === 'event') return trigger.event;
  if (trigger.kind === 'invoke-done' || trigger.kind === 'invoke-error') return `${trigger.invoke} ${trigger.kind === 'invoke-done' ? 'done' : 'failed'}`;
  if (trigger.kind !== 'after') return trigger.kind;
  const timer = state?.timers.find((t) => t.id === trigger.timer);
  return timer ? timerName(timer) : 'after';
}

function timerName({ delay, pausedIn, late }: StateTimer): string {
  const length = typeof delay === 'string' ? delay : canonicalJson(delay);
  return `after ${length}${pausedIn.length ? ` pausedIn ${pausedIn.join(',')}` : ''}${late === 'skip' ? ' skip' : ''}`;
}

/** What a transition says, without where it stands. */
function contentOf({ targets, title, when, requires, by, actions, reenter }: Transition, state: State | null): Json {
  const content = {
    targets,
    title,
    when,
    requires,
    by,
    reenter,
    actions: actions.map(({ do: kind, with: input, if: rule, retry, delivery }) => ({ do: kind, with: input, if: rule, retry, delivery })),
  };
  return (state ? { state: state.id, ...content } : content) as unknown as Json;
}
